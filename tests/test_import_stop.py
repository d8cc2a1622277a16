#!/usr/bin/env python3
"""test_import_stop.py: an import that is killed again and again makes the same desk.

    python3 tests/test_import_stop.py PROGRAM

Writes a log, as CSV, as JSON lines and as a JSON document, imports it once undisturbed, and once
with SIGKILL, SIGTERM and SIGINT at random moments until a run comes to the end. Both desks must hold the same tickets, facts and events, in
the same order; the chain and the tables are checked after every stop. The seed is printed.
"""
import csv
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile

CASES = 700
ROWS = {"csv": 9000, "lines": 3000, "document": 3000}
STOPS_WANTED = {"csv": 12, "lines": 6, "document": 6}
NOW = "2026-01-01T00:00:00Z"
MAPPING = {
    "supportcore_import": 1,
    "log": "stops",
    "case": {"column": "case", "system": "old", "kind": "case"},
    "times": {"row": {"column": "at", "format": "%Y-%m-%d %H:%M:%S", "zone": "UTC"}},
    "open": {
        "subject": "Case {case}",
    },
    "customer": {
        "identities": [{"column": "who", "system": "old", "kind": "person"}],
        "name": "{who}",
    },
    "set": {
        "facts": [{"name": "row", "value": "{line}"}],
        "assignment": {
            "when": {"increases": "hops"},
            "team": {"column": "team", "otherwise": "code"},
            "agent": {"column": "agent"},
        },
        "messages": [{"kind": "note", "body": "{text}"}],
        "status": {"column": "state"},
    },
    "declare": ["teams"],
}


def mapping_for(form):
    """The same mapping with pointers instead of names; messages of JSON have ids."""
    if form == "csv":
        return MAPPING
    names = "case|at|who|hops|team|agent|state|text"
    text = re.sub(rf'"column": "({names})"', r'"column": "/\1"', json.dumps(MAPPING))
    text = re.sub(rf'"increases": "({names})"', r'"increases": "/\1"', text)
    mapping = json.loads(re.sub(rf"{{({names})}}", r"{/\1}", text))
    mapping["json"] = {"records": ["/rows", ""]}
    mapping["set"]["messages"][0]["id"] = "note-{/id}"
    return mapping


def write_json(form, path):
    """The rows of the CSV file as records: one a line, then two, or all in one list."""
    with open("log.csv", encoding="utf-8", newline="") as rows:
        records = [dict(row, id=i) for i, row in enumerate(csv.DictReader(rows))]
    with open(path, "w", encoding="utf-8") as out:
        if form == "document":
            json.dump({"rows": records}, out, indent=1)
            return
        for at in range(0, len(records), 3):
            out.write(json.dumps(records[at]) + "\n")
            out.write(json.dumps({"rows": records[at + 1:at + 3]}) + "\n")


def write_log(path, chance, count):
    """Cases are interleaved, so a case is met again after many batches."""
    hops = [0] * CASES
    with open(path, "w", encoding="utf-8") as out:
        out.write("case,at,state,hops,team,agent,who,text\n")
        for row in range(count):
            case = chance.randrange(CASES)
            hops[case] += chance.random() < 0.3
            day, second = divmod(row * 37, 86400)
            out.write(f"{case},2020-02-{1 + day:02d} {second // 3600:02d}:{second // 60 % 60:02d}:"
                      f"{second % 60:02d},{chance.choice(['open', 'pending', 'solved', 'closed'])},"
                      f"{hops[case]},Team {chance.randrange(9)},Agent {chance.randrange(40)},"
                      f"Person {chance.randrange(300)},note {row}\n")


def contents(database):
    """What the desk holds, but for clocks and random salts."""
    desk = sqlite3.connect(database)
    tables = {
        "events": "SELECT sequence, kind, at_ms, ticket_id, subject_id, number, flags, before, "
                  "after, payload FROM sup_event ORDER BY sequence",
        "texts": "SELECT sequence, title, body, data FROM sup_event_private ORDER BY sequence",
        "tickets": "SELECT * FROM sup_ticket ORDER BY id",
        "facts": "SELECT * FROM sup_fact ORDER BY ticket_id, name",
        "agents": "SELECT * FROM sup_agent ORDER BY id",
        "customers": "SELECT * FROM sup_customer ORDER BY id",
        "positions": "SELECT name, position FROM sup_cursor ORDER BY name",
    }
    rows = {}
    for name, query in tables.items():
        found = desk.execute(query).fetchall()
        # Policies are the same text; the desk's start is told by the clock.
        rows[name] = [r for r in found if not (name == "events" and r[1] == 1)]
    desk.close()
    return rows


def compare(program, form, chance):
    """One log: a desk made at one go, and one made in pieces. How often it was stopped."""
    count = ROWS[form]
    log = f"log.{form}"
    write_log("log.csv", chance, count)
    if form != "csv":
        write_json(form, log)
    pathlib.Path("map.json").write_text(json.dumps(mapping_for(form)))
    for database in ("whole.db", "stopped.db"):
        for path in pathlib.Path(".").glob(database + "*"):
            path.unlink()
        subprocess.run([program, "--db", database, "--quiet", "init"], check=True,
                       stdout=subprocess.DEVNULL)

    def start(database):
        return subprocess.Popen(
            [program, "--db", database, "--now", NOW, "--json", "import", "--mapping",
             "map.json", "--batch", "20", log],
            stdout=subprocess.PIPE, text=True)

    whole = start("whole.db")
    report = json.loads(whole.communicate()[0])
    assert whole.returncode == 0 and report["rows_read"] == count, report

    stops = 0
    while True:
        run = start("stopped.db")
        how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
        try:
            out = run.communicate(timeout=chance.uniform(0.01, 0.15)
                                  if stops < STOPS_WANTED[form] else None)[0]
        except subprocess.TimeoutExpired:
            run.send_signal(how)
            out = run.communicate()[0]
        if run.returncode == 0:
            break
        stops += 1
        assert run.returncode in (-how, 128 + how), (run.returncode, how)
        if run.returncode > 0:
            assert json.loads(out)["is_stopped"], out
        for command in ("check", "verify"):
            subprocess.run([program, "--db", "stopped.db", "--quiet", command], check=True,
                           stdout=subprocess.DEVNULL)
    expected, found = contents("whole.db"), contents("stopped.db")
    for name, rows in expected.items():
        assert found[name] == rows, f"{form}: {name} differ: {len(found[name])}, {len(rows)}"
    assert 0 < len(expected["tickets"]) <= CASES
    return stops


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        for form in ROWS:
            print(f"ok - {form}: {compare(program, form, chance)} stops, the same desk")
    return 0


if __name__ == "__main__":
    sys.exit(main())
