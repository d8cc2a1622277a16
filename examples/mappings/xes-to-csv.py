#!/usr/bin/env python3
"""xes-to-csv.py: a CSV file of a log in XES (IEEE 1849), for `supportcore import`.

    python3 xes-to-csv.py LOG.xes > LOG.csv

A row is an event, a column a key of events; those of the trace, which is the case, have "case:"
before them. Lists and containers have no column. The file is read twice and never held as a whole.
"""
import csv
import sys
import xml.etree.ElementTree


def local(element):
    """The name without its namespace, which not all logs have."""
    return element.tag.rpartition("}")[2]


def attributes(element, prefix=""):
    """The keys of an event or a trace that have a value of their own."""
    return {prefix + child.get("key"): child.get("value") for child in element
            if child.get("value") is not None}


def events(path):
    """Each event with what its trace says."""
    for _, element in xml.etree.ElementTree.iterparse(path):
        if local(element) == "trace":
            of_case = attributes(element, "case:")
            for event in element:
                if local(event) == "event":
                    yield of_case | attributes(event)
            element.clear()


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: xes-to-csv.py LOG.xes > LOG.csv")
    columns = {}
    for event in events(sys.argv[1]):
        columns.update(dict.fromkeys(event))
    writer = csv.DictWriter(sys.stdout, columns)
    writer.writeheader()
    writer.writerows(events(sys.argv[1]))


if __name__ == "__main__":
    main()
