#!/usr/bin/env python3
"""test_import_stop.py: an import that is killed again and again makes the same desk.

    python3 tests/test_import_stop.py PROGRAM

Writes a log, imports it once undisturbed, and once with SIGKILL, SIGTERM and SIGINT at random
moments until a run comes to the end. Both desks must hold the same tickets, facts and events, in
the same order; the chain and the tables are checked after every stop. The seed is printed.
"""
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile

CASES, ROWS, STOPS_WANTED = 700, 9000, 12
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


def write_log(path, chance):
    """Cases are interleaved, so a case is met again after many batches."""
    hops = [0] * CASES
    with open(path, "w", encoding="utf-8") as out:
        out.write("case,at,state,hops,team,agent,who,text\n")
        for row in range(ROWS):
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


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        write_log("log.csv", chance)
        pathlib.Path("map.json").write_text(json.dumps(MAPPING))
        for database in ("whole.db", "stopped.db"):
            subprocess.run([program, "--db", database, "--quiet", "init"], check=True,
                           stdout=subprocess.DEVNULL)

        def start(database):
            return subprocess.Popen(
                [program, "--db", database, "--now", NOW, "--json", "import", "--mapping",
                 "map.json", "--batch", "20", "log.csv"],
                stdout=subprocess.PIPE, text=True)

        whole = start("whole.db")
        report = json.loads(whole.communicate()[0])
        assert whole.returncode == 0 and report["rows_read"] == ROWS, report

        stops = 0
        while True:
            run = start("stopped.db")
            how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
            try:
                out = run.communicate(timeout=chance.uniform(0.01, 0.15) if stops < STOPS_WANTED
                                      else None)[0]
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
            assert found[name] == rows, f"{name} differ: {len(found[name])}, {len(rows)}"
        assert len(expected["tickets"]) <= CASES
    print(f"ok - {stops} stops, the same desk")
    return 0


if __name__ == "__main__":
    sys.exit(main())
