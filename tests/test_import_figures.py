#!/usr/bin/env python3
"""test_import_figures.py: desks made from real logs have the figures that others worked out.

    python3 tests/test_import_figures.py PROGRAM

Imports three logs with the mappings in examples/mappings and compares the databases with the
reference figures that lie beside the logs, which no code of this project made, and with the figures
that the Italian log's publisher gives. The logs are not part of the repository: they are looked for
in $SUPPORTCORE_DATA, else in ../shared/data beside it; without them the test says so and skips
(exit code 77). Only SQL on the tables and views that docs/data-model.md describes, and the standard
library.
"""
import collections
import csv
import datetime
import gzip
import json
import math
import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("SUPPORTCORE_DATA", ROOT.parent / "shared" / "data")) / "logs"
HOUR = 3600
failures = 0


def check(name, found, expected):
    """The figure is the expected one; floats to four digits behind the point."""
    global failures
    same = found == expected
    if isinstance(found, float) or isinstance(expected, float):
        same = abs(found - expected) < 0.001
    if not same:
        failures += 1
        print(f"not ok - {name}: {found}, expected {expected}")


def activate(command, work, changes):
    """Make the built-in policy with some sections more the desk's."""
    builtin = subprocess.run(command[:1] + ["policy", "show", "--builtin"], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    document = work / "policy.json"
    document.write_text(json.dumps(json.loads(builtin) | changes))
    subprocess.run(command + ["policy", "activate", str(document)], check=True,
                   stdout=subprocess.DEVNULL)


def import_log(program, work, log, mapping, policy=None):
    """Unpack a log, import it, and answer with the database."""
    plain = work / log.removesuffix(".gz")
    plain.write_bytes(gzip.decompress((DATA / log).read_bytes()))
    return import_file(program, work, plain, mapping, policy)


def import_file(program, work, plain, mapping, policy=None):
    """Import a plain log, and answer with the database."""
    database = work / (mapping + ".db")
    command = [program, "--db", str(database), "--quiet"]
    subprocess.run(command + ["init"], check=True, stdout=subprocess.DEVNULL)
    if policy:
        activate(command, work, policy)
    done = subprocess.run(
        command + ["--json", "import", "--mapping",
                   str(ROOT / "examples" / "mappings" / (mapping + ".json")), str(plain)],
        stdout=subprocess.PIPE, text=True, check=False)
    report = json.loads(done.stdout)
    if done.returncode != 0:
        sys.exit(f"not ok - importing {plain.name}: exit code {done.returncode}, {report}")
    check("rows passed over", report["rows_skipped"], 0)
    check("moves held at the end", report["moves_held"], 0)
    return sqlite3.connect(database), report


def fact_records(desk):
    """Each record of facts in order: ticket, at_ms, {name: value}."""
    rows = desk.execute(
        "SELECT e.ticket_id, e.at_ms, e.payload, p.data FROM sup_event e JOIN sup_event_private p "
        "ON p.tenant = e.tenant AND p.sequence = e.sequence "
        "WHERE e.payload LIKE '{\"facts\":%' ORDER BY e.sequence")
    for ticket, at_ms, payload, data in rows:
        yield ticket, at_ms, dict(zip(json.loads(payload)["facts"], json.loads(data)["values"]))


def nearest_rank(values, percent):
    return values[math.ceil(percent / 100 * len(values)) - 1]


def linear(values, percent):
    at = (len(values) - 1) * percent / 100
    low = math.floor(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def check_durations(name, seconds, expected):
    """Every figure that the reference has about a list of durations."""
    values = sorted(seconds)
    check(f"{name} n", len(values), expected["n"])
    if not values:
        return
    check(f"{name} sum", sum(values), expected["sum_s"])
    check(f"{name} mean", statistics.fmean(values), expected["mean_s"])
    check(f"{name} min", values[0], expected["min_s"])
    check(f"{name} max", values[-1], expected["max_s"])
    check(f"{name} deviation", statistics.pstdev(values), expected["stdev_population_s"])
    check(f"{name} median", float(statistics.median(values)), expected["median_linear_s"])
    for percent, value in expected["nearest_rank_s"].items():
        check(f"{name} {percent} %", nearest_rank(values, int(percent)), value)
    for percent, value in expected["linear_s"].items():
        check(f"{name} {percent} % linear", float(linear(values, int(percent))), value)


def check_group(name, tickets, sla, expected):
    """Figures of the tickets with one priority or contact type."""
    solved = [t for t in tickets if t["solved_ms"]]
    check(f"{name} cases", len(tickets), expected["cases"])
    check(f"{name} SLA met", sum(sla[t["id"]] == "true" for t in tickets), expected["sla_met"])
    check(f"{name} reopened", sum(t["reopen_count"] > 0 for t in tickets), expected["reopened"])
    check(f"{name} resolved", len(solved), expected["resolved"])
    check_durations(f"{name} resolution",
                    [(t["solved_ms"] - t["opened_ms"]) // 1000 for t in solved],
                    expected["resolution"])


PRIORITIES = {"1 - Critical": "urgent", "2 - High": "high", "3 - Moderate": "normal",
              "4 - Low": "low"}


def working_policy(expected):
    """The calendar and the targets that the reference figures go by."""
    targets = expected["working_time_mon_fri_0900_1700"]["targets_working_s"]
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    return {"calendars": {"office": {"zone": "UTC", "week": {day: ["09:00-17:00"] for day in days}}},
            "timers": {"calendar": "office"},
            "sla": [{"name": "incidents", "calendar": "office", "targets": [
                {"metric": "resolution", "priority": PRIORITIES[name], "within": f"PT{seconds}S"}
                for name, seconds in targets.items()]}]}


def iso(ms):
    """An instant in whole seconds, as RFC 3339 writes it."""
    return datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def ask(program, database, method, requests):
    """The answers of the desk to many questions, one line each."""
    caller = {"actor": "system", "now": "2026-01-01T00:00:00Z"}
    lines = [json.dumps({"caller": caller, "request": {"jsonrpc": "2.0", "id": i, "method": method,
                                                       "params": params}})
             for i, params in enumerate(requests)]
    done = subprocess.run([program, "--db", str(database), "call", "--allow", "system"], text=True,
                          input="\n".join(lines) + "\n", stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line)["result"] for line in done.stdout.splitlines()]


def check_working_time(program, database, desk, tickets, expected):
    """Timers of tickets that were solved once have the working time of their case; business hours
    from opening to solving have it for all, and judge them as the reference does."""
    figures = expected["working_time_mon_fri_0900_1700"]
    targets = {PRIORITIES[name]: s for name, s in figures["targets_working_s"].items()}
    solved = [t for t in tickets if t["solved_ms"]]
    spans = [{"calendar": "office", "from": iso(t["opened_ms"]), "to": iso(t["solved_ms"])}
             for t in solved]
    used = [int(r["open_ms"]) // 1000 for r in ask(program, database, "calendar.between", spans)]
    check_durations("working time", used, figures["resolution_working"])
    check("no working time", used.count(0), figures["zero_working"])
    check("cases with working time", len(used), figures["cases"])
    is_met = [u <= targets[t["priority"]] for t, u in zip(solved, used)]
    check("met by working time", sum(is_met), figures["met_total"])
    for name, group in figures["met_by_priority"].items():
        of_group = [met for t, met in zip(solved, is_met) if t["priority"] == PRIORITIES[name]]
        check(f"{name} working cases", len(of_group), group["cases"])
        check(f"{name} met", sum(of_group), group["met"])
    ends = ask(program, database, "calendar.add",
               [{"calendar": "office", "from": iso(t["opened_ms"]),
                 "duration_ms": targets[t["priority"]] * 1000} for t in solved])
    due = [round(datetime.datetime.fromisoformat(r["at"].replace("Z", "+00:00")).timestamp() * 1000) for r in ends]
    check("deadlines", sum(d - t["opened_ms"] for t, d in zip(solved, due)) // 1000,
          figures["deadline_minus_opened_sum_s"])
    check("finished after hours with no more than the target used",
          sum(met != (t["solved_ms"] <= d) for t, met, d in zip(solved, is_met, due)),
          figures["deadline_rule_disagreements"])

    runs = {}
    for run in desk.execute("SELECT * FROM sup_timer WHERE metric = 9 ORDER BY instance"):
        runs.setdefault(run["ticket_id"], []).append(run)
    # A case that was closed without a time at which it was resolved is done, and has no solution.
    unsolved = {t["id"] for t in tickets if not t["solved_ms"]}
    check("runs that are cancelled", sum(r[-1]["state"] == 4 for r in runs.values()), 0)
    check("runs that a solution ended", sum(r[-1]["state"] == 3 and t not in unsolved
                                            for t, r in runs.items()),
          expected["resolution_time"]["n"])
    check("runs that closing ended", sum(r[-1]["state"] == 3 and t in unsolved
                                         for t, r in runs.items()),
          expected["resolution_time"]["missing_resolved_at"])
    once = 0
    for t, seconds, met in zip(solved, used, is_met):
        if len(runs[t["id"]]) == 1:
            run = runs[t["id"]][0]
            once += 1
            check(f"ticket {t['id']} used", run["business_ms"] // 1000, seconds)
            check(f"ticket {t['id']} met", run["is_missed"] == 0 or run["promise_count"] > 0,
                  met or run["promise_count"] > 0)
    check("solved once", once, len(solved) - expected["reopen"]["cases_reopened"])


def check_spread(name, row, expected):
    """A row of kpi.query about durations is what the reference says of them."""
    if not expected["n"]:
        check(f"{name} figure", row["denominator"], 0)
        return
    spread = row["spread"]
    check(f"{name} figure n", row["denominator"], expected["n"])
    check(f"{name} figure sum", row["numerator"], expected["sum_s"] * 1000)
    check(f"{name} figure mean", float(row["value"]) / 1000, expected["mean_s"])
    check(f"{name} figure min", spread["min_ms"], expected["min_s"] * 1000)
    check(f"{name} figure max", spread["max_ms"], expected["max_s"] * 1000)
    check(f"{name} figure is exact", spread["is_exact"], True)
    for percent, seconds in expected["nearest_rank_s"].items():
        if percent != "25":  # the desk tells from the median on
            check(f"{name} figure {percent} %", spread[f"p{percent}_ms"], seconds * 1000)


def check_figures(program, database, expected):
    """The desk's own KPIs are the reference's, for the whole log and for each group."""
    days = {"from": "2016-01-01", "to": "2017-12-31"}
    metrics = ["full_resolution", "full_resolution_business", "opened", "reopens", "reopen_rate",
               "hand_offs", "handed_off_rate", "solved_within_day", "backlog"]
    whole, priorities, channels, checked = (
        ask(program, database, "kpi.query", [days | {"metrics": metrics}])[0],
        ask(program, database, "kpi.query",
            [days | {"metrics": ["full_resolution"], "by": ["priority"]}])[0],
        ask(program, database, "kpi.query",
            [days | {"metrics": ["full_resolution"], "by": ["channel"]}])[0],
        ask(program, database, "kpi.check", [{}])[0])
    rows = {row["metric"]: row for row in whole["items"]}
    check_spread("resolution", rows["full_resolution"], expected["resolution_time"])
    check_spread("working", rows["full_resolution_business"],
                 expected["working_time_mon_fri_0900_1700"]["resolution_working"])
    check("figure of cases", rows["opened"]["numerator"], expected["cases"])
    check("figure of reopenings", rows["reopens"]["numerator"],
          expected["reopen"]["total_reopens"])
    check("figure of reopened cases", rows["reopen_rate"]["numerator"],
          expected["reopen"]["cases_reopened"])
    check("figure of reassigned cases", rows["handed_off_rate"]["numerator"],
          expected["reassignment"]["cases_with_any"])
    check("figure of reassignments", rows["hand_offs"]["numerator"],
          expected["reassignment"]["total"])
    check("figure of a day", rows["solved_within_day"]["numerator"],
          expected["resolution_within"]["24h"])
    check("figure of what is left", rows["backlog"]["numerator"], 0)
    groups = {row["groups"][0]: row for row in priorities["items"]}
    for name, group in expected["by_priority_last_event"].items():
        check_spread(name, groups[PRIORITIES[name]], group["resolution"])
    check("groups by channel", sum(row["denominator"] for row in channels["items"]),
          expected["resolution_time"]["n"])
    check("figures from scratch", checked["differences"], 0)


def read_tickets(desk):
    desk.row_factory = sqlite3.Row
    return desk.execute("SELECT * FROM sup_ticket ORDER BY id").fetchall()


def histogram(values):
    return {str(value): count for value, count in sorted(collections.Counter(values).items())}


def check_incidents(program, work):
    log = "uci_incidents_slice.csv.gz"
    expected = json.loads((DATA / log.replace(".csv.gz", ".expected.json")).read_text())
    desk, report = import_log(program, work, log, "servicenow", working_policy(expected))
    tickets = read_tickets(desk)
    records = list(fact_records(desk))
    states = collections.Counter(
        name for _, _, facts in records for name in facts if name.startswith("state."))
    verdicts = collections.defaultdict(list)
    for ticket, _, facts in records:
        verdicts[ticket] += [facts[n] for n in ("source.made_sla",) if n in facts]
    sla = {ticket: values[-1] for ticket, values in verdicts.items()}
    check("events", report["rows_read"], expected["events"])
    check("records of facts", len(records), expected["events"])
    check("cases", len(tickets), expected["cases"])
    check("events by state", dict(states),
          {"state." + state.lower().replace(" ", "_"): count
           for state, count in expected["events_by_state"].items()})

    check("SLA met", sum(v == "true" for v in sla.values()), expected["sla"]["met"])
    check("SLA missed", sum(v == "false" for v in sla.values()), expected["sla"]["missed"])
    check("SLA ever false", sum("false" in v for v in verdicts.values()),
          expected["sla"]["cases_with_any_false"])
    check("SLA back to true",
          sum("false" in v and "true" in v[v.index("false"):] for v in verdicts.values()),
          expected["sla"]["cases_flipping_false_to_true"])

    reopens = [t["reopen_count"] for t in tickets]
    check("reopens", sum(reopens), expected["reopen"]["total_reopens"])
    check("reopen histogram", histogram(reopens), expected["reopen"]["histogram"])
    moves = [t["reassign_count"] for t in tickets]
    check("reassignments", sum(moves), expected["reassignment"]["total"])
    check("reassignment histogram", histogram(moves), expected["reassignment"]["histogram"])

    solved = [t for t in tickets if t["solved_ms"]]
    resolution = [(t["solved_ms"] - t["opened_ms"]) // 1000 for t in solved]
    check("without resolution", len(tickets) - len(solved),
          expected["resolution_time"]["missing_resolved_at"])
    check("zero resolution", resolution.count(0), expected["resolution_time"]["zero"])
    check_durations("resolution", resolution, expected["resolution_time"])
    for limit, count in expected["resolution_within"].items():
        check(f"resolved within {limit}",
              sum(s <= int(limit.rstrip("h")) * HOUR for s in resolution), count)
    check_durations("closure", [(t["closed_ms"] - t["opened_ms"]) // 1000 for t in tickets],
                    expected["closure_time"])
    check_working_time(program, work / "servicenow.db", desk, tickets, expected)
    check_figures(program, work / "servicenow.db", expected)

    for name, figures in expected["by_priority_last_event"].items():
        group = [t for t in tickets if t["priority"] == PRIORITIES[name]]
        check_group(name, group, sla, figures)
    contact = dict(desk.execute(
        "SELECT ticket_id, value FROM sup_fact WHERE name = 'source.contact_type'"))
    for name, figures in expected["by_contact_type_last_event"].items():
        check_group(name, [t for t in tickets if contact[t["id"]] == name], sla, figures)


def check_helpdesk(program, work):
    desk, report = import_log(program, work, "helpdesk_italian_finale.csv.gz", "helpdesk-italian")
    cases = collections.defaultdict(list)
    for ticket, at_ms, facts in fact_records(desk):
        cases[ticket].append((next(iter(facts)).removeprefix("activity."), at_ms))
    check("Italian events", report["rows_read"], 21348)
    check("Italian activities", sum(map(len, cases.values())), 21348)
    check("Italian cases", len(read_tickets(desk)), 4580)
    whole = [case for case in cases.values()
             if case[0][0] in ("assign_seriousness", "insert_ticket") and case[-1][0] == "closed"]
    check("whole cases", len(whole), 4479)
    variants = collections.Counter(tuple(name for name, _ in case) for case in whole)
    sizes = sorted(variants.values(), reverse=True)
    check("variants", len(variants), 193)
    check("variants by size", [sizes.count(n) for n in (1, 2, 3)], [111, 22, 11])
    check("largest variants", sizes[:3], [2366, 552, 228])
    check("the five largest together", sum(sizes[:5]), 3523)
    pairs = collections.Counter(
        (a[0], b[0]) for case in whole for a, b in zip(case, case[1:]))
    check("direct successions", len(pairs), 52)
    for name, count in (("assign_seriousness", 438), ("resolve_ticket", 246), ("wait", 101),
                        ("take_in_charge_ticket", 96), ("closed", 14)):
        check(f"self-loops of {name}", pairs[name, name], count)
    days = statistics.median((case[-1][1] - case[0][1]) / 86400000 for case in whole)
    check("median duration in days", round(days, 2), 39.83)
    check_hands(work, desk)


def check_hands(work, desk):
    """Whoever takes charge has a ticket, and whoever wrote it down had not taken it: hands change
    where one after the first took charge, and was another or of another group than the one before."""
    takers = collections.defaultdict(list)
    with open(work / "helpdesk_italian_finale.csv", encoding="utf-8", newline="") as file:
        for case, activity, resource, *more in list(csv.reader(file))[1:]:
            takers[case] += [(more[-1], resource)] * (activity == "Take in charge ticket")
    changes = {case: sum(a != b for a, b in zip(hands, hands[1:])) for case, hands in takers.items()}
    found = dict(map(tuple, desk.execute("SELECT subject, reassign_count FROM sup_ticket")))
    check("cases whose changes of hands differ", {c for c in found if found[c] != changes[c]}, set())
    check("cases that changed hands", sum(n > 0 for n in found.values()), 292)
    check("changes of hands", sum(found.values()), 321)


STATUS_OF = {"Accepted-In Progress": "open", "Accepted-Assigned": "open",
             "Queued-Awaiting Assignment": "open", "Accepted-Wait": "on_hold",
             "Completed-Closed": "solved", "Completed-Cancelled": "closed"}


def life_of(trace):
    """What a case of the problems log counts, from its events alone."""
    life = {"began": None, "solved": [], "reopened": 0, "changes": 0, "worked": 0, "status": "new"}
    since = hands = None
    for event in trace.iterfind("{*}event"):
        of = {child.get("key"): child.get("value") for child in event}
        at = round(datetime.datetime.fromisoformat(of["time:timestamp"]).timestamp() * 1000)
        status = STATUS_OF.get(of["concept:name"], life["status"])
        now = (of["org:group"], of["org:resource"])
        if life["began"] is None:
            life["began"] = since = at
        if life["status"] in ("new", "open"):
            life["worked"] += at - since
        life["changes"] += hands is not None and hands != now
        life["solved"] += [at] * (status == "solved" != life["status"])
        life["reopened"] += life["status"] in ("solved", "closed") and status == "open"
        since, hands, life["status"] = at, now, status
    return life


def check_problems(program, work):
    """A slice of the problems log, through its CSV file: the figures are those of its events."""
    traces = 120
    tree = xml.etree.ElementTree.parse(
        gzip.open(DATA / "BPI_Challenge_2013_closed_problems.xes.gz"))
    root = tree.getroot()
    for trace in root.findall("{*}trace")[traces:]:
        root.remove(trace)
    lives = [life_of(trace) for trace in root.iterfind("{*}trace")]
    tree.write(work / "problems.xes")
    with open(work / "problems.csv", "w", encoding="utf-8", newline="") as file:
        subprocess.run([sys.executable, str(ROOT / "examples" / "mappings" / "xes-to-csv.py"),
                        str(work / "problems.xes")], check=True, stdout=file)
    desk, report = import_file(program, work, work / "problems.csv", "volvo-problems")
    desk.close()
    check("problems events", report["rows_read"], len(root.findall("{*}trace/{*}event")))
    check("problems reopened at all", any(life["reopened"] for life in lives), True)
    metrics = ["opened", "solved", "full_resolution", "agent_work", "reopens", "hand_offs"]
    rows = {row["metric"]: row for row in ask(program, work / "volvo-problems.db", "kpi.query", [
        {"from": "2006-01-01", "to": "2012-12-31", "metrics": metrics}])[0]["items"]}
    check("problems opened", rows["opened"]["numerator"], traces)
    solved = [life for life in lives if life["status"] == "solved"]
    check("problems solved", rows["solved"]["numerator"], len(solved))
    spans = sorted(life["solved"][-1] - life["began"] for life in solved)
    check("problems resolution", rows["full_resolution"]["numerator"], sum(spans))
    check("problems median", rows["full_resolution"]["spread"]["p50_ms"], nearest_rank(spans, 50))
    check("problems 99 %", rows["full_resolution"]["spread"]["p99_ms"], nearest_rank(spans, 99))
    check("problems work", rows["agent_work"]["numerator"], sum(life["worked"] for life in solved))
    check("problems reopenings", rows["reopens"]["numerator"],
          sum(life["reopened"] for life in lives if life["solved"]))
    check("problems changes of hands", rows["hand_offs"]["numerator"],
          sum(life["changes"] for life in solved))


def main():
    if not DATA.is_dir():
        print(f"SKIP: the logs are not there ({DATA}); SUPPORTCORE_DATA names another place")
        return 77
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as work:
        check_incidents(program, pathlib.Path(work))
        check_helpdesk(program, pathlib.Path(work))
        check_problems(program, pathlib.Path(work))
    print("ok - the desks have the figures" if failures == 0 else f"{failures} figures differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
