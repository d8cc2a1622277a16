#!/usr/bin/env python3
"""make_log.py: a longer log for measuring imports: the rows of a log again and again, with other
case ids in each round.

    python3 tests/bench/make_log.py LOG.csv COLUMN ROWS > long.csv

COLUMN is the header's name of the case. LOG may be gzipped. Each round appends "-1", "-2" ... to
the case ids, so the long log has as many cases as a desk that lived that much longer.
"""
import csv
import gzip
import sys


def main():
    path, column, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        records = list(reader)
    key = header.index(column)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    written, turn = 0, 0
    while written < rows:
        turn += 1
        for record in records[: rows - written]:
            writer.writerow(record[:key] + [f"{record[key]}-{turn}"] + record[key + 1 :])
        written += min(len(records), rows - written)


if __name__ == "__main__":
    main()
