#!/bin/sh
# import_desk.sh: an import and a desk that has its own mind: tickets that were merged there, rows
# that it refuses in the middle of a batch, and a dry run that finds what it would refuse.
. "$(dirname "$0")/lib.sh"

new_desk() {
    rm -f "$1" "$1-wal" "$1-shm"
    "$program" --db "$1" --quiet init >/dev/null
}

counts() {
    grep -q "\"$1\":$2[,}]" out
    result $? "$3"
}

cat >map.json <<'END'
{
  "supportcore_import": 1,
  "log": "small",
  "case": {"column": "id", "system": "old", "kind": "case"},
  "times": {"row": {"column": "at", "format": "%Y-%m-%d %H:%M", "zone": "UTC"}},
  "open": {"subject": "Case {id}", "channel": {"use": "email"}},
  "customer": {
    "identities": [
      {"column": "customer", "system": "old", "kind": "person"},
      {"column": "mail", "kind": "email", "optional": true},
      {"column": "phone", "kind": "phone"}
    ]
  },
  "set": {
    "priority": {"column": "prio", "values": {"1": "urgent", "2": "normal"}},
    "assignment": {"agent": {"column": "who"}},
    "messages": [{"kind": "receive", "body": "{text}"}],
    "status": {"column": "state", "values": {"new": "new", "open": "open", "done": "solved"}}
  }
}
END
head='id,at,state,prio,who,customer,mail,phone,text'
cat >log.csv <<END
$head
1,2020-01-01 10:00,new,2,,p1,,,One
2,2020-01-01 10:01,new,2,,p1,,,Two
END

# A ticket that was merged at the desk goes on in the one that it is part of.
new_desk a.db
sc --db a.db import --mapping map.json --quiet log.csv
sc --db a.db --actor system ticket merge 2 1
exits 0 "ticket 2 is merged into ticket 1"
cat >>log.csv <<END
2,2020-01-02 10:00,done,1,Ann,p1,,,Two again
2,2020-01-02 11:00,done,1,Ann,p1,,,And again
1,2020-01-02 12:00,open,2,,p1,,,One again
END
sc --db a.db import --mapping map.json log.csv
exits 0 "a log goes on whose ticket was merged"
tells "log.csv:4: ticket 2 is merged into ticket 1; passed over: ticket.prioritize, ticket.assign, ticket.move" "what is passed over is told"
test "$(grep -c 'is merged into' err)" -eq 1
result $? "not again by a row that says the same"
new_desk b.db
head -n 3 log.csv >first.csv
sc --db b.db import --mapping map.json --quiet first.csv
sc --db b.db --actor system ticket merge 2 1
sc --db b.db import --mapping map.json --json log.csv
counts merged_passed_over 3 "and counted"
counts rows_read 3 "its rows are read"
counts messages_received 3 "their messages land"
counts agents 0 "nobody is made for an assignment that is passed over"
counts moves 1 "the other ticket's own row moves it"
sc --db b.db --json ticket show 1
says '"body":"And again"' "in the ticket that it is part of"
says '"priority":"normal"' "which keeps its priority"
says '"status":"open"' "and has the status of its own rows"
sc --db b.db check
exits 0 "tables and events agree"

# Rows behind one that the desk refuses come again: what is told of them is told once. A telephone
# number without a country is refused by the desk only.
cat >retry.csv <<END
$head
1,2020-01-01 10:00,new,2,,p1,,,One
2,2020-01-01 10:00,lost,2,,p2,,,no such status
3,2020-01-01 10:00,new,2,,p3,,12,no number
4,2020-01-01 10:00,lost,2,,p4,,,no such status
5,2020-01-01 10:00,new,2,,p5,no mail,,no address
6,2020-01-01 10:00,new,2,,p6,,34,no number
7,2020-01-01 10:00,lost,2,,p7,,,no such status
"8,broken
END
new_desk c.db
sc --db c.db import --mapping map.json --on-error skip --json retry.csv
exits 1 "rows are passed over"
counts rows_skipped 6 "each counts once"
counts rows_read 8 "as read, too"
counts tickets 2 "the good ones are there"
counts identities_left_out 1 "an identity that is left out counts once"
grep -o '"line":[0-9]*' out | tr '\n' ' ' >lines
test "$(cat lines)" = '"line":3 "line":4 "line":5 "line":7 "line":8 "line":9 '
result $? "they are told in the file's order"
sc --db c.db import --mapping map.json --on-error skip --json retry.csv
exits 0 "a second run does not come back to them"
counts rows_read 0 "not even to a line that is broken, at the end"

# A dry run is the import itself, into a copy.
new_desk d.db
mkdir tmp
TMPDIR=$work/tmp
export TMPDIR
sc --db d.db import --mapping map.json --dry-run --json retry.csv
exits 1 "a dry run finds what the desk refuses"
counts rows_skipped 6 "all of it"
counts tickets 2 "and tells what would be made"
counts position 0 "the position is where it was"
sc --db d.db --json desk
says '"event_count":0' "nothing is written"
test -z "$(ls tmp)"
result $? "the copy is gone"
sc import --mapping map.json --dry-run --quiet retry.csv
exits 1 "without a database it is tried on an empty desk"
sc --db d.db import --mapping map.json --on-error skip --quiet retry.csv
sc --db d.db import --mapping map.json --dry-run --json retry.csv
counts rows_read 0 "a dry run goes on where the import was"
TMPDIR=$work/nowhere
sc --db d.db import --mapping map.json --dry-run retry.csv
exits 6 "a dry run without room for the copy"
is_one_line_with_hint "says so"
sc --db nowhere.db import --mapping map.json --dry-run retry.csv
exits 3 "a dry run on a database that is not there"
unset TMPDIR

# What was split off has the references of the case, and is not the case, also once that is merged.
cat >split.csv <<END
$head
1,2020-01-01 10:00,new,2,,p1,,,One
1,2020-01-01 11:00,new,2,,p1,,,Two
2,2020-01-01 12:00,new,2,,p1,,,Another
END
new_desk d.db
sc --db d.db import --mapping map.json --quiet split.csv
sc --db d.db --actor system ticket split 1 2
exits 0 "a message of the case becomes a ticket"
sc --db d.db --actor system ticket merge 1 2
exits 0 "the case's ticket is merged into another"
echo '1,2020-01-02 10:00,new,2,,p1,,,Three' >>split.csv
sc --db d.db import --mapping map.json split.csv
exits 0 "the log goes on"
sc --db d.db --json ticket show 2
says '"body":"Three"' "in the case's own ticket"
sc --db d.db --json ticket show 3
says_not '"body":"Three"' "and not in what was split off"

# Who wrote is whom the row names, also in a ticket that is of another.
cat >another.csv <<END
$head
1,2020-01-01 10:00,new,2,,p1,,,One
1,2020-01-01 11:00,new,2,,p2,,,Two
END
new_desk e.db
sc --db e.db import --mapping map.json --quiet another.csv
exits 0 "another writes in a ticket"
echo '1,2020-01-02 10:00,new,2,,p3,,,Three' >>another.csv
sc --db e.db import --mapping map.json --quiet another.csv
exits 0 "and somebody else, in another run"
"$program" --db e.db call --allow system >out 2>err <<'END'
{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.messages","params":{"ticket_id":"1"}}}
END
test "$(grep -o '"customer_id":"[0-9]*"' out | tr -d '\n')" = '"customer_id":"1""customer_id":"2""customer_id":"3"'
result $? "each message is by who wrote it"
sc --db e.db check
exits 0 "tables and events agree"
finish
