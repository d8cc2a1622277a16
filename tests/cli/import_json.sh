#!/bin/sh
# import_json.sh: the command `import` on JSON: records, pointers, lists, people, and broken lines.
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
  "log": "shop",
  "json": {"records": ["/tickets", ""], "missing": ["", "none"]},
  "case": {"column": "/id", "system": "old", "kind": "case"},
  "times": {
    "row": {"column": "/changed", "format": "rfc3339"},
    "opened": {"column": "/opened", "format": "unix", "missing": "row"}
  },
  "customer": {
    "identities": [
      {"kind": "customer", "system": "old", "column": "/by/id", "verified": true,
       "when": {"column": "/by/id", "is_not": ["0"]}},
      {"kind": "email", "column": "/by/mail"},
      {"kind": "phone", "column": "/by/phones/0", "optional": true}
    ],
    "name": "{/by/first} {/by/last}"
  },
  "open": {
    "at": "opened",
    "subject": "{/title}",
    "channel": {"column": "/via/0/name", "values": {"mail": "email"}, "otherwise": {"use": "web"}},
    "tags": ["imported"],
    "references": [{"system": "old", "kind": "order", "column": "/order~1number"}]
  },
  "set": {
    "facts": [{"name": "state.{/state}", "value": "{line}"}],
    "priority": {"column": "/urgent", "values": {"true": "urgent", "false": "normal"}},
    "status": {"column": "/state", "values": {"fresh": "new", "done": "solved", "open": "open"}},
    "tags": [
      {"each": "/labels", "column": "/name"},
      {"column": "/words", "separator": ","}
    ],
    "messages": [
      {
        "each": "/threads/*/posts",
        "when": [{"column": "/from", "same_as": "^/by/id"}, {"column": "/text", "present": true}],
        "kind": "receive", "id": "post-{/id}", "body": "{/text}",
        "at": {"column": "/at", "format": "rfc3339"}
      },
      {
        "each": "/threads/*/posts",
        "when": {"column": "/from", "differs_from": "^/by/id"},
        "kind": "reply", "id": "post-{/id}", "body": "{^/title}: {/text}",
        "at": {"column": "/at", "format": "rfc3339"}
      }
    ]
  }
}
END
cat >one.json <<'END'
{"tickets": [
  {
    "id": 17, "changed": "2020-01-02T10:00:00+02:00", "opened": 1577869200,
    "by": {"id": "7", "mail": "Mia.Berg@Example.com", "phones": ["+49 30 123456"],
           "first": " Mia", "last": null},
    "title": "Lost\nparcel", "via": [{"name": "mail"}], "order/number": 1001,
    "state": "open", "urgent": true, "labels": [{"name": "VIP"}, {"name": "Late Parcel"}],
    "words": "gift, , blue",
    "threads": [
      {"posts": [{"id": 2, "from": "9", "text": "It is \u2713 on its way", "at": "2020-01-01T10:00:00Z"}]},
      {"posts": []},
      {"posts": [{"id": 1, "from": "7", "text": "Where is it?", "at": "2020-01-01T09:30:00.250Z"},
                 {"id": 3, "from": "7", "text": null, "at": "2020-01-01T11:00:00Z"}]}
    ]
  },
  {"id": 18, "changed": "2020-01-02T11:00:00Z", "by": {"id": "0", "mail": "none", "phones": ["555-1199"]},
   "title": "No one", "state": "fresh"}
]}
END

new_desk a.db
sc --db a.db --json import --mapping map.json one.json
exits 0 "a JSON document is imported"
is_json "the report is JSON"
counts rows_read 2 "each item of the list is a record"
counts tickets 2 "which makes a ticket"
counts customers 1 "whose customer is made"
counts messages_received 1 "a message from the customer"
counts replies 1 "and a reply"
counts identities_left_out 1 "a phone number without the code of its country is left out"
sc --db a.db --json ticket show 1
says '"subject":"Lost parcel"' "the subject is what the pointer leads to, as one line"
says '"status":"open"' "the status is looked up"
says '"priority":"urgent"' "true is a text to look up"
says '"channel":"email"' "an item of a list is reached by its number"
says '"opened_at":"2020-01-01T09:00:00.000Z"' "seconds since 1970 are read"
says '"tags":["blue","gift","imported","late_parcel","vip"]' "tags are codes of a list and of a text"
says '{"system":"old","kind":"order","id":"1001"}' "the order is a reference; ~1 is a slash"
says '{"name":"state.open","value":"2"}' "the record's line is that where it begins"
says '"at":"2020-01-01T09:30:00.250Z","channel":"email","body":"Where is it?","external_id":"post-1"' \
    "a message has its time and its id"
says '"at":"2020-01-01T10:00:00.000Z","channel":"email","body":"Lost\nparcel: It is ✓ on its way","external_id":"post-2"' \
    "^ leads to the record from an item"
says '"message_count":2' "a message without a text is none"
says '"first_reply_at":"2020-01-01T10:00:00.000Z"' "the reply is the first"
sc --db a.db --json customer show 1
says '"name":"Mia"' "a name has no spaces for what is missing"
says '"value":"mia.berg@example.com"' "identities have the form of their kind"
says '"value":"+4930123456"' "a phone number too"
sc --db a.db --json ticket show 2
says '"opened_at":"2020-01-02T11:00:00.000Z"' "a missing time may be the record's"
says_not '"customer_id":"1"' "who is not told is not known"
sc --db a.db check
exits 0 "tables and events agree"

# Twice, and as lines, and from standard input: nothing is there twice.
sc --db a.db --json import --mapping map.json one.json
exits 0 "the same document again"
counts rows_read 0 "is known whole"
sc --db a.db --json import --mapping map.json --source again one.json
counts rows_read 2 "under another source its records are read again"
for made in tickets customers messages_received replies moves facts taggings; do
    counts $made 0 "and make no $made"
done
cat >lines.jsonl <<'END'
{"id": 17, "changed": "2020-01-03T10:00:00Z", "by": {"id": "7"}, "title": "x", "state": "done", "labels": [{"name": "Late"}]}

{"tickets": [{"id": 19, "changed": "2020-01-02T10:00:00Z", "title": "Third", "state": "open"}, {"id": 20, "changed": "2020-01-02T10:00:00Z", "title": "Fourth", "state": "open"}]}
{"id": 17, "changed": "2020-01-02T12:00:00Z", "by": {"id": "7"}, "title": "x", "state": "open", "urgent": false, "threads": [{"posts": [{"id": 4, "from": "7", "text": "Late", "at": "2020-01-02T12:00:00Z"}]}]}
END
"$program" --db a.db --json import --mapping map.json - <lines.jsonl >out 2>err
code=$?
exits 0 "JSON lines come from standard input"
counts rows_read 4 "a line has a record, or a list of them"
counts tickets 2 "a ticket that is on the desk is brought to its new state"
counts moves 3 "it moves, and so do the new ones"
counts taggings 1 "it has one more tag"
counts messages_received 1 "an older record brings its messages"
sc --db a.db --json ticket show 1
says '"status":"solved"' "but does not take the ticket back"
says '"priority":"urgent"' "in nothing"
says '"late"' "the new tag is there"
sc --db a.db check
exits 0 "tables and events agree afterwards"
"$program" --db a.db --json import --mapping map.json - <lines.jsonl >out 2>err
counts rows_read 0 "the same text from standard input is known"
cp lines.jsonl grown.jsonl
echo '{"id": 21, "changed": "2020-01-02T10:00:00Z", "title": "Fifth", "state": "open"}' >>grown.jsonl
sc --db a.db --json import --mapping map.json grown.jsonl
counts rows_read 1 "lines that were added are read"
printf '\357\273\277' >marked.jsonl
cat lines.jsonl >>marked.jsonl
new_desk b.db
sc --db b.db --json import --mapping map.json marked.jsonl
counts rows_read 4 "a byte order mark is passed over"

# Milliseconds since 1970, which seconds are not taken for.
sed 's/"unix"/"unix_ms"/' map.json >ms.json
echo '{"id": 22, "changed": "2020-01-03T10:00:00Z", "opened": 1577958245678, "title": "x"}' >ms.jsonl
new_desk b.db
sc --db b.db --quiet import --mapping ms.json ms.jsonl
exits 0 "times in milliseconds are read"
sc --db b.db --json ticket show 1
says '"opened_at":"2020-01-02T09:44:05.678Z"' "to the millisecond"
new_desk b.db
sc --db b.db --quiet import --mapping map.json ms.jsonl
exits 2 "they are no seconds"
tells 'that is no number of seconds since 1970; "unix_ms" is for those' "and it is said what they are"

# Broken lines.
sed '3s/"Third"/"Third/' lines.jsonl >broken.jsonl
new_desk b.db
sc --db b.db import --mapping map.json --quiet broken.jsonl
exits 2 "a broken line stops the import"
tells "broken.jsonl:3: a comma or } is expected here, at column 78" "with its place"
tells "hint: mend the line" "and what to do"
sc --db b.db --json desk
says '"ticket_count":1' "the lines before it are on the desk"
sc --db b.db --json import --mapping map.json --on-error skip broken.jsonl
exits 1 "or it is passed over"
counts rows_skipped 1 "and counted"
counts rows_read 2 "with the lines behind it"
says '{"line":3,"text":"a comma or } is expected here, at column 78"}' "and told in the report"
new_desk b.db
sc --db b.db --json import --mapping map.json --batch 1 --on-error skip broken.jsonl
counts rows_read 3 "also when each record is written by itself"
printf '%s\n' '{"id": 1, "changed": "2020-01-02T10:00:00Z", "title": "x", "state": "open"}' \
    '[1, 2]' '{"tickets": [3]}' '{"id": 2, "id": 3}' '{"id": {"x": 1}, "changed": "2020-01-02T10:00:00Z", "title": "x"}' \
    '{"id": 4, "changed": "2020-01-02", "title": "x", "state": "open"}' \
    '{"id": 5, "changed": "2020-01-02T10:00:00Z", "title": "x", "state": "lost"}' \
    "$(printf '{"id": 6, "title": "J\374rgen"}')" >bad.jsonl
new_desk b.db
sc --db b.db import --mapping map.json --on-error skip bad.jsonl
exits 1 "records that are none are passed over"
tells "bad.jsonl:2: a record is an object, and this is none" "numbers as records"
tells "bad.jsonl:3: a record is an object, and this is none" "also behind a name"
tells "bad.jsonl:4: a name is there twice, at column 15" "a name that is there twice"
tells "bad.jsonl:5: the key of the case is missing" "an object where a text should be"
tells "bad.jsonl:6: the time 'row' is '2020-01-02': that is not RFC 3339" "a time that is none"
tells "bad.jsonl:7: /state is 'lost', which the mapping has no status for" "a text without a meaning"
tells "bad.jsonl:8: a string is not UTF-8, at column 22" "a text that is not UTF-8"
sc --db b.db --json desk
says '"ticket_count":1' "the good one is there"
sed 's/"column": "\/title"/X/; s/{\/title}/{\/by}/' map.json >object.json
sc --db b.db import --mapping object.json --dry-run --quiet one.json
exits 1 "a column that is an object"
sc --db b.db --json import --mapping object.json --dry-run one.json
says '"text":"/by is an object or a list here, not a value"' "is told"
printf '{"id": 1,\n "changed": 2020-01-02}\n' >document.json
sc --db b.db import --mapping map.json --quiet document.json
exits 2 "a broken document stops the import"
tells "document.json:2: a value is expected here, at column 13" "with line and column"
sed 's/, ""\]/]/' map.json >where.json
sc --db b.db import --mapping where.json --quiet lines.jsonl
tells "lines.jsonl:1: there is no record here: nothing that \"records\" names" "a line without records is told"

# Another document is another source, also when it begins like one that was imported.
sed 's/No one/Nobody/' one.json >other.json
new_desk b.db
sc --db b.db import --mapping map.json --quiet one.json
sc --db b.db --json import --mapping map.json other.json
exits 0 "a document that was changed is read again"
counts rows_read 2 "from its beginning"

# Documents and lines are told apart by content, unless the mapping says.
printf '{"id": 1,\n"changed": "2020-01-02T10:00:00Z", "title": "x", "state": "open"}\n' >apart.json
new_desk b.db
sc --db b.db --json import --mapping map.json apart.json
counts tickets 1 "a document of several lines is one"
sed 's/"json": {/"json": {"lines": true, /' map.json >force.json
sc --db b.db import --mapping force.json --quiet --source forced apart.json
tells "apart.json:1: a name in double quotes is expected here, at column 10" "unless it is said to be lines"
sed 's/"json": {/"json": {"lines": false, /' map.json >force.json
sc --db b.db import --mapping force.json --quiet lines.jsonl
tells "lines.jsonl:3: there is more text behind the document, at column 1" "and lines are no document"

awk 'BEGIN { printf "{\"id\": \""; for (i = 0; i < 90000; i++) printf "%0100d", i; print "\"}" }' >long.jsonl
head -n 1 lines.jsonl >>long.jsonl
sc --db b.db --json import --mapping force.json --source long --dry-run --on-error skip long.jsonl
exits 1 "a document that is none"
sed 's/"json": {/"json": {"lines": true, /' map.json >force.json
sc --db b.db --json import --mapping force.json --source long --on-error skip long.jsonl
exits 1 "a line that is too long is passed over"
says '{"line":1,"text":"the line is longer than 8 MiB, is it JSON lines?"}' "and told"
counts rows_read 2 "with the lines behind it"

# A record with many messages, more than a batch holds together with others.
for count in 800 801; do
    awk -v count="$count" 'BEGIN {
        printf "{\"id\": 1, \"changed\": \"2020-01-02T10:00:00Z\", \"title\": \"x\", \"state\": \"open\"}\n"
        for (id = 30; id < 32; id++) {
        printf "{\"id\": %d, \"changed\": \"2020-01-02T10:00:00Z\", \"by\": {\"id\": \"7\"}, \"title\": \"x\", \"state\": \"open\", \"threads\": [{\"posts\": [", id
        for (i = 1; i <= count; i++)
            printf "%s{\"id\": \"%d-%d\", \"from\": \"7\", \"text\": \"n\", \"at\": \"2020-01-01T10:00:00Z\"}", (i > 1 ? "," : ""), id, i
        print "]}]}" } }' >many.jsonl
    new_desk b.db
    sc --db b.db --json import --mapping map.json many.jsonl
    if [ "$count" -eq 800 ]; then
        exits 0 "records with 800 messages are imported"
        counts messages_received 1600 "with all of them"
    else
        exits 2 "one more is too many"
        says "many.jsonl:2: a record has more than 800 messages" "and told"
    fi
done

# Custom fields of the policy, and values put together.
sc policy show --builtin
sed '0,/{/s//{"currency": "JPY", "fields": [{"name": "price", "type": "money"}, {"name": "due", "type": "time"}, {"name": "model", "type": "text"}, {"name": "size", "type": "choice", "options": ["small", "large"]}],/' \
    out >policy.json
new_desk c.db
sc --db c.db policy activate policy.json
exits 0 "a policy with fields"
cat >fields.json <<'END'
{
  "supportcore_import": 1, "log": "fields", "json": {},
  "case": {"column": "/id", "system": "old", "kind": "case"},
  "times": {"row": {"column": "/changed", "format": "rfc3339"}},
  "open": {"subject": "x"},
  "set": {"fields": [
    {"name": "price", "amount": {"each": "/parts", "sum": "/price", "when": {"column": "/is_gift", "is_not": ["true"]}}},
    {"name": "due", "time": {"column": "/due", "format": "%d.%m.%Y", "zone": "Asia/Tokyo", "missing": "skip"}},
    {"name": "model", "value": "{/make} {/model}"},
    {"name": "size", "from": {"column": "/size", "values": {"S": "small", "L": "large"}, "otherwise": "keep"},
     "when": {"column": "/make", "present": true}}
  ]}
}
END
cat >fields.jsonl <<'END'
{"id": 1, "changed": "2020-01-02T10:00:00Z", "make": "Brother", "model": "HL-1", "size": "L", "due": "31.01.2020", "parts": [{"price": "1200.00"}, {"price": 300}, {"price": "99", "is_gift": true}]}
{"id": 2, "changed": "2020-01-02T10:00:00Z", "model": "HL-2", "size": "S"}
{"id": 1, "changed": "2020-01-03T10:00:00Z", "make": "Brother", "model": "HL-3", "size": "XXL"}
{"id": 1, "changed": "2020-01-04T10:00:00Z", "make": "Brother", "model": "HL-3"}
END
sc --db c.db --json import --mapping fields.json fields.jsonl
exits 0 "fields are filled"
counts fillings 1 "and filled again when a record says something else"
sc --db c.db --json ticket show 1
says '"fields":[{"name":"due","value":"2020-01-30T15:00:00.000Z"},{"name":"model","value":"Brother HL-3"},{"name":"price","value":"1500 JPY"},{"name":"size","value":"large"}]' \
    "a sum without decimals that its currency has not, a time of a zone, a template and a source"
sc --db c.db --json ticket show 2
says '"fields":[]' "half a template and a condition that does not hold say nothing"
printf '%s\n' '{"id": 3, "changed": "2020-01-02T10:00:00Z", "parts": [{"price": "12,50"}]}' \
    '{"id": 4, "changed": "2020-01-02T10:00:00Z", "parts": [{"price": "1234567890123"}]}' \
    '{"id": 5, "changed": "2020-01-02T10:00:00Z", "parts": [{"price": "1.2345678"}]}' \
    '{"id": 6, "changed": "2020-01-02T10:00:00Z", "parts": {"price": "999999999999"}}' \
    '{"id": 7, "changed": "2020-01-02T10:00:00Z", "parts": [{"price": "10.50"}]}' >amounts.jsonl
sc --db c.db import --mapping fields.json --on-error skip amounts.jsonl
tells "amounts.jsonl:1: '12,50' is no amount with up to 12 digits and 6 decimals" "a comma is none"
tells "amounts.jsonl:2: '1234567890123' is no amount" "nor are too many digits"
tells "amounts.jsonl:3: '1.2345678' is no amount" "nor too many decimals"
tells "amounts.jsonl:5: " "what the currency does not have is refused by the desk"
sc --db c.db --json ticket show 3
says '"value":"999999999999 JPY"' "the largest amount is one"
sc --db c.db check
exits 0 "tables and events agree with fields"

# Names that the policy lacks are declared from JSON too.
sed 's/"set": {/"declare": ["teams"], "set": {"assignment": {"team": {"column": "\/team", "otherwise": "code"}},/' \
    map.json >declare.json
printf '%s\n' '{"id": 1, "changed": "2020-01-02T10:00:00Z", "title": "x", "state": "open", "team": "Returns & Co"}' \
    'broken' '{"tickets": [{"id": 2, "changed": "2020-01-02T10:00:00Z", "title": "x", "state": "open", "team": "Night"}]}' >teams.jsonl
new_desk c.db
sc --db c.db --json import --mapping declare.json --on-error skip teams.jsonl
exits 1 "a log with names that the policy lacks"
counts names_declared 2 "declares them, those behind a broken line too"
sc --db c.db --json ticket show 2
says '"team":"night"' "and uses them"
sc --db c.db policy show
says '"label": "Returns & Co"' "with the log's texts as labels"

# Mappings that are wrong.
# wrong SED "TEXT" "sentence": that change to the mapping is told so
wrong() {
    sed "$1" map.json >wrong.json
    sc --db b.db import --mapping wrong.json --quiet one.json
    tells "$2" "$3"
}
wrong 's/"\/changed"/"changed"/' 'a column of JSON is a JSON pointer (RFC 6901), not "changed"' "a column without a slash"
wrong 's/{\/title}/{title}/' 'wrong.json:21: a column of JSON is a JSON pointer' "in a template too"
wrong 's/"each": "\/labels"/"each": "labels"/' '"each" is a JSON pointer' "a list without a slash"
wrong 's/"json": {/"csv": {}, "json": {/' 'a log is either "csv" or "json"' "a log of both kinds"
wrong 's/"records": \["\/tickets", ""\]/"records": ["tickets"]/' 'records is a list of JSON pointers' "records that are no pointer"
wrong 's/"kind": "receive", "id": "post-{\/id}",/"kind": "receive",/' '"id" is missing' "a message without an id"
wrong 's/"done": "solved"/"done": "sloved"/' "the policy has no status 'sloved'" "a name that the policy has not"
wrong 's/, "present": true}/}/' '"when" needs "column" and what to ask of it' "a condition that asks nothing"
wrong 's/"format": "unix"/"format": "unix", "zone": "UTC"/' 'a time of the format unix says its zone itself' "a zone of seconds since 1970"
wrong 's/"json": {.*/"csv": {},/; s/"\//"/g; s/{\//{/g; s/\^//g' '"each" is for lists in JSON' "lists are for JSON"
sed '/"case":/d' map.json >wrong.json
sc --db b.db import --mapping wrong.json --quiet one.json
tells '"case" is missing' "what makes tickets goes together"
cat >people.json <<'END'
{
  "supportcore_import": 1, "log": "people", "json": {},
  "times": {"row": {"column": "/at", "format": "rfc3339"}},
  "customer": {"identities": [{"kind": "email", "column": "/mail"}]}
}
END
printf '{"at": "2020-01-02T10:00:00Z", "mail": "%s"}\n' a@example.com b@example.com A@example.com nobody >people.jsonl
new_desk b.db
sc --db b.db --json import --mapping people.json people.jsonl
exits 2 "an identity that is none and not optional stops the import"
says 'people.jsonl:4: ' "at its record"
counts customers 2 "records may be about customers alone"
sc --db b.db --json import --mapping people.json --on-error skip people.jsonl
exits 1 "or is passed over"
sed 's/"kind": "email", "column": "\/mail"/"kind": "phone", "column": "\/phone", "optional": true/; s/\]}$/], "report": {"system": "old", "event": "{\/id}", "when": {"column": "\/is_new", "is_not": ["true"]}, "facts": [{"name": "order_count", "value": "{\/count}"}]}}/' \
    people.json >said.json
cat >said.jsonl <<'END'
{"at": "2020-01-02T10:00:00Z", "phone": "12345", "count": 1, "id": "a"}
{"at": "2020-01-02T10:00:00Z", "phone": "+49 30 123456", "count": 2, "id": "b"}
{"at": "2020-01-03T10:00:00Z", "phone": "+49 30 123456", "count": 3, "id": "c", "is_new": true}
{"at": "2020-01-03T10:00:00Z", "phone": "+49 30 123456", "id": "d"}
END
sc --db b.db --json import --mapping said.json said.jsonl
exits 0 "what is said about customers"
counts customer_reports 1 "is said of those who are known, when there is something to say"
counts identities_left_out 1 "and not of nobody"
sc --db b.db --json customer show 3
says '"facts":[{"name":"order_count","value":"2","at":"2020-01-02T10:00:00.000Z","system":"old","source_event_id":"b"}]' "with its date and event"
echo '{"at": "2020-01-05T10:00:00Z", "phone": "+49 30 123456", "count": 9, "id": "b"}' >said.jsonl
sc --db b.db --json import --mapping said.json said.jsonl
exits 2 "an event that said something else before"
says 'said.jsonl:1: ' "is told at its record"

# What people answered elsewhere counts once, at its own time.
cat >rated.json <<'END'
{
  "supportcore_import": 1, "log": "rated", "json": {},
  "case": {"column": "/id", "system": "old", "kind": "case"},
  "times": {"row": {"column": "/at", "format": "rfc3339"}},
  "customer": {"identities": [{"kind": "email", "column": "/mail"}]},
  "open": {"subject": "Case {/id}", "channel": {"use": "email"}},
  "set": {"status": {"column": "/state", "values": {"solved": "solved"}}},
  "surveys": [
    {"system": "old", "kind": "csat", "id": "c{/rating/id}", "comment": "{/rating/said}",
     "score": {"column": "/rating/score", "values": {"good": "5", "bad": "1"}},
     "at": {"column": "/rating/at", "format": "rfc3339", "missing": "row"},
     "asked": {"column": "/rating/asked", "format": "rfc3339", "missing": "skip"}},
    {"system": "old", "kind": "nps", "id": "n{/id}", "each": "/scores",
     "score": {"column": "/nps"}}
  ]
}
END
cat >rated.jsonl <<'END'
{"id": 1, "at": "2020-01-02T10:00:00Z", "mail": "a@example.com", "state": "solved"}
{"id": 2, "at": "2020-01-02T11:00:00Z", "mail": "b@example.com", "state": "solved", "rating": {"id": 8, "asked": "2020-01-02T12:00:00Z"}}
{"id": 1, "at": "2020-01-09T10:00:00Z", "mail": "a@example.com", "state": "solved", "rating": {"id": 7, "score": "good", "at": "2020-01-03T09:00:00Z", "asked": "2020-01-02T12:00:00Z", "said": "Quick"}, "scores": [{"id": 1, "nps": 9}, {"id": 2, "nps": "0"}]}
END
new_desk b.db
sc --db b.db --json import --mapping rated.json rated.jsonl
exits 0 "answers are imported with their tickets"
counts surveys_asked 2 "with when people were asked"
counts surveys_answered 3 "and those that are about no ticket"
sc --db b.db --json survey list
says '"kind":"csat","is_answered":true,"source":"old","survey_id":"c7","asked_at":"2020-01-02T12:00:00.000Z","answered_at":"2020-01-03T09:00:00.000Z","score":5,"ticket_id":"1","customer_id":"1"' "each at its own time, about the ticket of its record"
says '"kind":"nps","is_answered":true,"source":"old","survey_id":"n2","answered_at":"2020-01-09T10:00:00.000Z","score":0,"customer_id":"1"' "an nps is the customer's"
sc --db b.db --json kpi csat csat_response_rate --from 2020-01-02 --to 2020-01-03
says '"metric":"csat","from":"2020-01-02","to":"2020-01-03","groups":[],"value":"100.000","numerator":1,"denominator":1' "they count in CSAT on the day of the answer"
says '"metric":"csat_response_rate","from":"2020-01-02","to":"2020-01-03","groups":[],"value":"50.000","numerator":1,"denominator":2' "and who was asked counts on that day"
sc --db b.db --json import --mapping rated.json --source again rated.jsonl
exits 0 "what was imported before"
counts surveys_answered 0 "has no second effect"
sed -n 's/"good"/"bad"/; s/2020-01-03T09/2020-01-04T09/p' rated.jsonl >changed.jsonl
sc --db b.db --json import --mapping rated.json --source changed changed.jsonl
exits 0 "an answer that was changed since"
sc --db b.db --json import --mapping rated.json --source older rated.jsonl
exits 0 "and the older one again"
sc --db b.db --json kpi csat --from 2020-01-02 --to 2020-01-03
says '"value":"0.000","numerator":0,"denominator":1' "counts as it was corrected last"
sc --db b.db check
exits 0 "tables and events agree with surveys"
printf '%s\n' '{"id": 3, "at": "2020-01-02T10:00:00Z", "rating": {"id": 9, "score": "meh"}}' \
    '{"id": 4, "at": "2020-01-02T10:00:00Z", "scores": [{"id": 9, "nps": "9.5"}]}' \
    '{"id": 5, "at": "2020-01-02T10:00:00Z", "scores": [{"id": 9, "nps": 11}]}' \
    '{"id": 6, "at": "2020-01-02T10:00:00Z", "rating": {"score": "good"}}' >wrong.jsonl
sc --db b.db import --mapping rated.json --on-error skip wrong.jsonl
exits 1 "answers that are none"
tells "wrong.jsonl:1: /rating/score is 'meh', which the mapping has no score for" "a text that is no score"
tells "wrong.jsonl:2: the score '9.5' is no whole number" "half a point"
tells "wrong.jsonl:3: " "a score beyond the scale is refused by the desk"
tells "wrong.jsonl:4: the survey has no id" "an answer without an id could count twice"

# ---- ratings without their tickets: case 1 is there, 99 is not ----

cat >ratings.json <<'END'
{
  "supportcore_import": 1, "log": "ratings", "json": {},
  "case": {"column": "/ticket", "system": "old", "kind": "case"},
  "times": {"row": {"column": "/at", "format": "rfc3339"}},
  "surveys": [{"system": "old", "kind": "csat", "id": "r{/id}", "score": {"column": "/score"}}]
}
END
printf '%s\n' '{"id": 1, "ticket": 1, "at": "2020-01-08T10:00:00Z", "score": 4}' \
    '{"id": 2, "ticket": 99, "at": "2020-01-08T10:00:00Z", "score": 5}' >ratings.jsonl
sc --db b.db import --mapping ratings.json ratings.jsonl
exits 2 "a rating of a ticket that is not there stops the import"
tells "supportcore: ratings.jsonl:2: no ticket is known as old case '99'" "its line and its ticket are told"
tells "hint: import the tickets first, and these records again then" "and what to do"
sc --db b.db --json survey list
says '"survey_id":"r1","answered_at":"2020-01-08T10:00:00.000Z","score":4,"ticket_id":"1","customer_id":"1"' "one of a ticket that is there is its customer's answer"
sed 's/"json": {},/"csv": {},/; s,"/,",g; s,{/id},{id},' ratings.json >ratings-csv.json
printf 'id,ticket,at,score\n7,1,2020-01-09T10:00:00Z,2\n' >ratings.csv
sc --db b.db --json import --mapping ratings-csv.json ratings.csv
exits 0 "in CSV too, though the ticket is from elsewhere"
counts surveys_answered 1 "it is an answer"
counts tickets 0 "and makes no ticket"
sed '/"surveys"/d; s/"format": "rfc3339"}},/"format": "rfc3339"}}/' ratings.json >nothing.json
sc --db b.db import --mapping nothing.json ratings.jsonl
exits 2 "a case alone"
tells "supportcore: nothing.json:1: \"open\" is missing" "makes nothing"
sc --db b.db check
exits 0 "tables and events agree with them"
finish
