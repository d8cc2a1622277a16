#!/bin/sh
# import.sh: the command `import` on small logs: what it makes, what it refuses, how it goes on.
. "$(dirname "$0")/lib.sh"

# new_desk FILE
new_desk() {
    rm -f "$1" "$1-wal" "$1-shm"
    "$program" --db "$1" --quiet init >/dev/null
}

# counts NAME NUMBER "sentence": the report in `out` (--json) has that number
counts() {
    grep -q "\"$1\":$2[,}]" out
    result $? "$3"
}

cat >map.json <<'END'
{
  "supportcore_import": 1,
  "log": "small",
  "csv": {"missing": ["", "-"]},
  "case": {"column": "id", "system": "old", "kind": "case"},
  "times": {
    "row": {"column": "at", "format": "%Y-%m-%d %H:%M", "zone": "UTC"},
    "solved": {"column": "solved at", "format": "%Y-%m-%d %H:%M", "zone": "UTC", "missing": "row"}
  },
  "open": {
    "subject": "Case {id} of {#1}",
    "channel": {"use": "email"},
    "tags": ["imported"]
  },
  "customer": {
    "identities": [{"column": "customer", "system": "old", "kind": "person"}],
    "name": "{customer}"
  },
  "set": {
    "facts": [{"name": "state.{state}", "value": "{line}"}],
    "priority": {"column": "prio", "values": {"1": "urgent", "2": "normal"}},
    "reason": {"column": "reason", "otherwise": "code"},
    "assignment": {
      "team": {"column": "team", "otherwise": "code"},
      "agent": {"column": "who", "missing": "none"}
    },
    "messages": [
      {"kind": "receive", "body": "{text}", "when": {"column": "from", "is": ["customer"]}},
      {"kind": "reply", "body": "{text}", "when": {"column": "from", "is": ["us"]}}
    ],
    "status": {
      "column": "state",
      "values": {"new": "new", "open": "open", "done": "solved", "closed": "closed", "seen": null},
      "at": {"solved": "solved"}
    }
  },
  "declare": ["teams", "reasons"]
}
END
cat >log.csv <<'END'
id,at,state,prio,team,who,customer,reason,from,text,solved at
1,2020-01-01 10:00,new,2,Team A,Ann,Jürgen,Lost Parcel,customer,Where is it?,-
2,2020-01-01 10:05,new,1,Team A,-,Mia,C++,customer,"two
lines, ""quoted""",-
1,2020-01-01 11:00,open,2,Team-A,Ann,Jürgen,Lost Parcel,-,,-
1,2020-01-01 11:00,seen,2,Team B,Bob,Jürgen,Lost Parcel,us,On its way.,-
1,2020-01-01 09:00,open,1,Team B,Bob,Jürgen,C#,-,,-
1,2020-01-02 12:00,done,1,Team B,Bob,Jürgen,C#,-,,2020-01-02 11:30
END

new_desk a.db
sc --db a.db import --mapping map.json --quiet log.csv
exits 0 "a log is imported"
says "rows read" "the report counts rows"
sc --db a.db ticket show 1
says "Case 1 of 1" "the subject is made of columns by name and by number"
says "Jürgen" "the customer is known by name"
says "team_b" "the team is a code of the log's name"
sc --db a.db ticket history 1
says "2020-01-01 10:00:00" "the ticket was opened when the log says"
says "to Bob (agent) in team team_b" "agents are made by name"
says "2020-01-02 11:30:00" "a move has its own time, not that of its row"
sc --db a.db --json ticket show 2
says '"body":"two\nlines, \"quoted\""' "a quoted field keeps its line ends and quotes"
says '"reason":"c_' "a text that is more than its code gets a hash"
sc --db a.db policy show
says '{"name": "team_a", "label": "Team A"}' "the policy has the log's teams, with their names"
says '"label": "C#"' "C++ and C# are two reasons"
says '"label": "C++"' "each with its own label"
sc --db a.db check
exits 0 "tables and events agree afterwards"
sc --db a.db import --mapping map.json --json log.csv
exits 0 "the same command may run again"
counts rows_read 0 "and finds nothing to do"
is_json "the report is JSON"
sc --db a.db policy show
tells "version 1," "a second run makes no other policy"

# Rows with equal times keep the file's order; rows may go back in time.
sc --db a.db --json ticket history 1
test "$(grep -o '"at":"2020-01-01T[0-9:]*' out | sort -u | wc -l)" -eq 3
result $? "every row keeps its own time, also one that goes back"

# A log that grew.
cp log.csv grown.csv
echo '2,2020-01-03 10:00,open,1,Team A,Ann,Mia,C++,us,Hello,-' >>grown.csv
sc --db a.db import --mapping map.json --json grown.csv
exits 0 "a log that grew goes on"
counts rows_read 1 "only the new row is read"
counts replies 1 "its reply is made"

# A file that was changed before the position.
sed 's/On its way/On the way/' grown.csv >changed.csv
sc --db a.db import --mapping map.json changed.csv
exits 4 "a file that was changed in what was imported is refused"
is_one_line_with_hint "a changed file is told with a hint"
sed 's/Where is it/Where is mine/' grown.csv >other.csv
sc --db a.db import --mapping map.json other.csv
exits 4 "another file about a case that is there is refused"
tells "other.csv:2: case '1' is on the desk" "and the row is named"
head -n 4 log.csv >short.csv
sc --db a.db import --mapping map.json short.csv
exits 4 "a file shorter than what was imported is refused"
cat >next.csv <<'END'
id,at,state,prio,team,who,customer,reason,from,text,solved at
1,2020-02-01 10:00,open,1,Team B,Bob,Jürgen,C#,-,,-
3,2020-02-01 10:05,new,-,-,-,-,-,-,,-
END
sc --db a.db import --mapping map.json --json --source february next.csv
exits 0 "the next part of a log has a --source of its own"
counts tickets 1 "a case that is there gets no second ticket"
counts moves 1 "and goes on where it was"
sc --db a.db --json ticket show 1
says '"reopen_count":1' "its reopen counts"
sc --db a.db --json ticket list
says '"priority":"normal"' "what the log does not say is the policy's default"

# The same log with a case put in front is another source: its cases are on the desk already.
sed '2i 9,2019-12-31 10:00,new,2,Team A,Ann,Zoe,Lost Parcel,customer,First,-' log.csv >front.csv
new_desk e.db
sc --db e.db import --mapping map.json --quiet log.csv
sc --db e.db import --mapping map.json --batch 1 front.csv
exits 4 "a log that was imported is not imported again when a case was put in front of it"
tells "front.csv:3: case '1' is on the desk, but not from this file" "the case is named"
sc --db e.db import --mapping map.json front.csv
exits 4 "nor at the second attempt"
under=$(sed -n 's/^hint: .*--source //p' err)
sc --db e.db --json desk
says '"ticket_count":3' "the case in front is there, and nothing is there twice"
sc --db e.db import --mapping map.json --source "$under" --json front.csv
exits 0 "under the source that the hint names it goes on"
counts tickets 0 "behind the rows that were imported"

# A log whose last line has no end yet.
printf '%s' "$(head -n 2 log.csv)" >open.csv
new_desk e.db
sc --db e.db import --mapping map.json --json open.csv
counts rows_read 1 "a last line without an end is a row"
sc --db e.db import --mapping map.json --json log.csv
exits 0 "when its end was written and rows were added, the import goes on"
counts rows_read 5 "behind the row that was imported"
printf '%s' "$(head -n 2 log.csv | sed 's/?,-$/?/')," >open.csv
new_desk e.db
sc --db e.db import --mapping map.json --quiet open.csv
exits 0 "a last line that is not complete cannot be told from one that is"
cp open.csv whole.csv
printf '2020-01-09 10:00\n' >>whole.csv
sc --db e.db import --mapping map.json --quiet whole.csv
exits 4 "when it goes on in another form, the file is refused"

# Broken rows.
sed '5s/2020-01-01 11:00/2020-13-01 11:00/' log.csv >time.csv
new_desk b.db
sc --db b.db import --mapping map.json --quiet time.csv
exits 2 "a time that is none stops the import"
tells "time.csv:5: the time 'row' is '2020-13-01 11:00'" "with file and line"
tells "hint: " "and a hint"
sc --db b.db --json ticket list
says '"id":"2"' "the rows before it are on the desk"
sc --db b.db import --mapping map.json --json time.csv
exits 2 "with --json it stops as well"
says '"error":{' "the report has the error"
says "time.csv:5: the time 'row'" "with its place"
counts rows_read 0 "and the counts of this run"
sc --db b.db import --mapping map.json --json log.csv
exits 0 "after mending the line the same command goes on"
counts rows_read 4 "behind the rows that were imported"
sc --db b.db --json desk
says '"ticket_count":2' "nothing is there twice"

new_desk c.db
sc --db c.db import --mapping map.json --quiet --on-error skip time.csv
exits 1 "--on-error skip goes on, and says so in its exit code"
sc --db c.db import --mapping map.json --on-error skip time.csv
exits 0 "what was passed over is behind the position"
new_desk c.db
sc --db c.db import --mapping map.json --on-error skip time.csv
tells "time.csv:5: " "each row that is passed over is told"

head -n 4 log.csv >latin1.csv
printf '4,2020-01-01 10:00,new,2,Team A,Ann,J\374rgen,Lost Parcel,-,,-\n' >>latin1.csv
tail -n 3 log.csv >>latin1.csv
new_desk c.db
sc --db c.db import --mapping map.json --quiet latin1.csv
exits 2 "a Latin-1 file stops the import"
tells "latin1.csv:5: " "at the line of its first such letter"
tells "UTF-8" "and says what is wrong"
sc --db c.db --json desk
says '"ticket_count":2' "the rows before it are on the desk"
{ head -n 4 log.csv; printf '4,2020-01-01 10:00,new,2,Team\000A,Ann,Ann,Lost Parcel,-,,-\n'; } >nul.csv
new_desk c.db
sc --db c.db import --mapping map.json --quiet nul.csv
tells "nul.csv:5: a NUL byte at column 30" "a NUL byte is told as one"
sed '5s/,$//;5s/,[^,]*$//' log.csv >narrow.csv
new_desk c.db
sc --db c.db import --mapping map.json --quiet narrow.csv
exits 2 "a row with too few fields stops the import"
tells "narrow.csv:5: " "at its line"
sed '5s/,us,On/,"us,On/' log.csv >quote.csv
sed -i '6s/Team B/"Team B/' quote.csv
new_desk c.db
sc --db c.db import --mapping map.json --quiet --on-error skip quote.csv
exits 1 "a quote without an end is passed over"
sc --db c.db --json desk
says '"ticket_count":2' "with the rows around it imported"

sed 's/,done,/,finished,/' log.csv >unknown.csv
new_desk c.db
sc --db c.db import --mapping map.json --quiet unknown.csv
exits 2 "a value that the mapping does not know stops the import"
tells "unknown.csv:8: state is 'finished', which the mapping has no status for" "and is told"
sed 's/"done": "solved"/"done": "solved", "finished": "solved"/' map.json >more.json
sc --db c.db import --mapping more.json --json unknown.csv
exits 0 "the value is put into the mapping and the import goes on"
counts rows_read 1 "at that row"
sed 's/"done": "solved"/"done": "sloved"/' map.json >wrong.json
new_desk c.db
sc --db c.db import --mapping wrong.json --quiet log.csv
exits 2 "a status that the policy has not stops the import"
tells "wrong.json: the policy has no status 'sloved', which the mapping names" "and is told"
tells "hint: did you mean 'solved'?" "with the nearest one"
sc --db c.db --json desk
says '"ticket_count":0' "before the first row"
sed 's/"at": {"solved": "solved"}/"at": {"slved": "solved"}/' map.json >wrong.json
sc --db c.db import --mapping wrong.json --quiet log.csv
tells "the policy has no status 'slved'" "also one that only has a time"
sed '2s/2020-01-01/2920-01-01/' log.csv >future.csv
sc --db c.db import --mapping map.json --quiet future.csv
tells "future.csv:2: the row lies in the future" "a row in the future is told"

# What the desk keeps as one line: texts become one, keys have to be one.
sed 's/"Case {id} of {#1}"/"About {text}"/' map.json >line.json
cat >lines.csv <<'END'
id,at,state,prio,team,who,customer,reason,from,text,solved at
1,2020-01-01 10:00,new,2,Team A,"Ann
Lee",Mia,Lost Parcel,customer,"two

	lines",-
END
new_desk c.db
sc --db c.db import --mapping line.json --quiet lines.csv
exits 0 "a log with line breaks in its fields is imported"
sc --db c.db --json ticket show 1
says '"subject":"About two lines"' "a subject of several lines becomes one"
says '"body":"two\n\n\tlines"' "a message stays as it is"
sc --db c.db ticket show 1
says "Ann Lee (agent 1)" "an agent's name of several lines becomes one"
for column in 1 7; do
    awk -F, -v OFS=, -v column=$column 'NR == 2 { $column = "\"x\ny\"" } { print }' log.csv >broken.csv
    new_desk c.db
    sc --db c.db import --mapping map.json --quiet broken.csv
    exits 2 "a key of several lines stops the import"
    tells "broken.csv:2: the " "and its row is named"
    sc --db c.db import --mapping map.json --json --dry-run broken.csv
    counts rows_skipped 1 "a dry run counts it"
    sc --db c.db import --mapping map.json --json --on-error skip broken.csv
    counts rows_skipped 1 "or it is passed over"
done

# A move that waits for its time.
cat >held.csv <<'END'
id,at,state,prio,team,who,customer,reason,from,text,solved at
1,2020-01-01 10:00,done,2,-,-,-,-,-,,2020-01-05 10:00
1,2020-01-02 10:00,open,2,-,-,-,-,-,,2020-01-05 10:00
1,2020-01-03 10:00,done,2,-,-,-,-,-,,2020-01-05 10:00
END
new_desk c.db
sc --db c.db import --mapping map.json --json held.csv
counts moves_held 1 "a move whose time has not come is held at the end"
sc --db c.db --json ticket show 1
says '"status":"open"' "and not made"
says '"reopen_count":1' "an earlier one was made when it was first seen"
echo '1,2020-01-06 10:00,done,2,-,-,-,-,-,,2020-01-05 10:00' >>held.csv
sc --db c.db import --mapping map.json --json held.csv
counts moves_held -1 "a later row lets it go"
sc --db c.db --json ticket show 1
says '"solved_at":"2020-01-05T10:00:00' "at the time that the log names"

# Files that are no logs, mappings that are none.
sc --db c.db import --mapping map.json nowhere.csv
exits 3 "a file that is not there is told"
gzip -c log.csv >log.csv.gz
sc --db c.db import --mapping map.json log.csv.gz
exits 2 "a gzip file is refused"
tells "gunzip" "with the way out"
: >empty.csv
sc --db c.db import --mapping map.json empty.csv
exits 2 "an empty file is refused"
sc --db c.db import --mapping map.json map.json
exits 2 "another file is refused"
is_one_line_with_hint "another file is told with a hint"
sed '1s/prio/priority/' log.csv >header.csv
sc --db c.db import --mapping map.json header.csv
exits 2 "a log without a column that the mapping names is refused"
tells "header.csv:1: there is no column 'prio', which map.json:" "both places are told"
sed '1s/$/,id/;2,$s/$/,x/' next.csv >twice.csv
sc --db c.db import --mapping map.json twice.csv
tells "columns 1 and 12 are both 'id'" "a name that two columns have is refused"
sc --db c.db import log.csv
exits 2 "without a mapping there is no import"
sc --db c.db import --mapping log.csv log.csv
exits 2 "a mapping that is no JSON is refused"
tells "log.csv:1: " "with file and line"
sed 's/"reason":/"raeson":/' map.json >typo.json
sc --db c.db import --mapping typo.json log.csv
tells 'typo.json:22: there is no member "raeson" here' "a member that nobody knows is told"
tells 'did you mean "reason"?' "with the one that was meant"
sed 's/%H:%M/%H:%Q/' map.json >format.json
sc --db c.db import --mapping format.json log.csv
tells "format.json:7: " "a format that is none is told where it stands"
sed 's/"UTC"/"Europe\/Atlantis"/' map.json >zone.json
sc --db c.db import --mapping zone.json log.csv
tells "zone.json:7: " "a zone that is none likewise"
sc --db nowhere.db import --mapping map.json log.csv
exits 3 "without a database there is no import"

# Without writing.
new_desk d.db
sc --db d.db import --mapping map.json --dry-run --json unknown.csv
exits 1 "a dry run tells rows with problems in its exit code"
counts rows_skipped 1 "counts them"
counts tickets 2 "and what would be made"
is_json "its report is JSON"
sc --db d.db --json desk
says '"event_count":0' "but writes nothing"
sc import --mapping map.json --dry-run --quiet log.csv
exits 0 "a dry run needs no database"

# Batches of any size give the same desk.
for rows in 1 2 3 1000; do
    new_desk e.db
    sc --db e.db --now 2026-01-01T00:00:00Z import --mapping map.json --quiet --batch $rows log.csv
    sc --db e.db --json ticket history 1
    sed 's/"recorded_at":"[^"]*"//g' out >"history.$rows"
    cmp -s history.1 "history.$rows"
    result $? "a batch of $rows rows gives the same history"
done

# A log that begins with its newest rows would make durations below zero.
cat >newest.csv <<'END'
id,at,state,prio,team,who,customer,reason,from,text,solved at
1,2020-01-01 12:00,done,2,Team A,Ann,Mia,Lost Parcel,-,,-
1,2020-01-01 11:00,seen,2,Team A,Ann,Mia,Lost Parcel,customer,Hello?,-
1,2020-01-01 10:00,open,2,Team A,Ann,Mia,Lost Parcel,-,,-
END
new_desk n.db
sc --db n.db import --mapping map.json --quiet newest.csv
exits 2 "a case is not moved back in time"
tells "newest.csv:4: the row is of 2020-01-01 10:00:00 and moves its case to open, but a row above is of 2020-01-01 12:00:00" "the row and the later one are told"
tells "hint: sort the log, its oldest rows first" "with what to do"
sc --db n.db ticket show 1
says "Hello?" "a row that moves nothing may lie before others"

# A row that assigns nobody names nobody, also where it opens the ticket.
cat >taken.json <<'END'
{
  "supportcore_import": 1,
  "log": "taken",
  "case": {"column": "id", "system": "old", "kind": "case"},
  "times": {"row": {"column": "at", "format": "%Y-%m-%d %H:%M", "zone": "UTC"}},
  "open": {"subject": "Case {id}", "channel": {"use": "email"}},
  "set": {
    "assignment": {"when": {"column": "what", "is": ["taken"]}, "agent": {"column": "who"}}
  }
}
END
cat >taken.csv <<'END'
id,at,what,who
1,2020-01-01 10:00,written down,Front Desk
1,2020-01-01 11:00,taken,Ann
2,2020-01-01 10:00,written down,Front Desk
2,2020-01-01 11:00,taken,Ann
2,2020-01-01 12:00,taken,Bob
3,2020-01-01 10:00,taken,Ann
END
new_desk t.db
sc --db t.db import --mapping taken.json --json --quiet taken.csv
counts agents 2 "whoever only wrote a case down is made no agent"
sc --db t.db --json ticket show 1
says '"reassign_count":0' "who took it first changed no hands"
sc --db t.db --json ticket show 2
says '"reassign_count":1' "the next one did"
sc --db t.db --json ticket show 3
says '"assignee_id":"1"' "a first row that assigns gives the ticket to somebody"

# A pipe that nobody writes to is told, not waited for.
mkfifo pipe
new_desk p.db
timeout 20 "$program" --db p.db import --mapping map.json pipe >out 2>err </dev/null
code=$?
exits 2 "a named pipe is no log"
tells "pipe is not a regular file" "it is told"
timeout 20 "$program" --db p.db import --mapping pipe log.csv >out 2>err </dev/null
code=$?
exits 2 "nor a mapping"
tells "pipe is not a regular file" "which is told as well"
is_one_line_with_hint "with a hint"
finish
