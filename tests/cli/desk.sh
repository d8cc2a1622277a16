#!/bin/sh
# desk.sh: looking at a desk: tickets, history, policy, outbox, tick; tables and their safety.
. "$(dirname "$0")/lib.sh"

sc --db new.db init
exits 0 "init makes a database"
says "new.db is ready" "init says so"
sc --db new.db init
exits 0 "init may run again"
says "as before" "init says that nothing changed"
sc --db new.db --json init
says '"is_new":false' "init answers in JSON"
is_json "init's answer is JSON"
sc --db /dev/null init
exits 6 "a device is no database file"
test ! -e /dev/null-journal
result $? "nothing is left beside the device"
sc --db no/such/directory/x.db init
exits 6 "a directory that is not there is told"
is_one_line_with_hint "a directory that is not there is told with a hint"
echo "this is no database, and a text long enough to be looked at" >text.db
sc --db text.db desk
exits 6 "a file that is no database is told"
sc --db text.db init
exits 6 "init leaves another file alone"
grep -q "^this is no database" text.db
result $? "another file is as before"

make_desk desk.db

sc --db desk.db ticket list
exits 0 "tickets are listed"
says "SUBJECT" "the list has titles"
says "Priya Nair" "the list names agents"
says "破損した商品が届きました。交換をお願いします。" "into a file nothing is cut"
says_not "$(printf '\033')" "into a file there are no colours"
sc --db desk.db ticket list --color always
says "$(printf '\033')" "--color always gives colours"
COLUMNS=60
export COLUMNS
sc --db desk.db ticket list
unset COLUMNS
says "…" "a narrow table is cut with an ellipsis"
says_not "お願いします" "a narrow table is cut"
sc --db desk.db ticket list --category solved
says "Where is my order?" "tickets are chosen by category"
says_not "破損" "others are left out"
sc --db desk.db ticket list --category asleep
exits 2 "an unknown category is a wrong command line"
tells "pending" "an unknown category is told with those there are"
sc --db desk.db ticket list --status "Not A Code"
exits 2 "a status that cannot be one is wrong input"
for mistyped in "status opne open" "priority hgih high" "channel emial email" \
    "reason retrun return" "team riks risk"; do
    # shellcheck disable=SC2086 # words: what is asked for, the typing error, what was meant
    set -- $mistyped
    sc --db desk.db ticket list "--$1" "$2"
    exits 2 "a $1 that no policy had is wrong input"
    tells "no $1 '$2'" "the $1 is named"
    tells "did you mean '$3'?" "and the nearest $1"
    is_one_line_with_hint "a $1 that no policy had is told with a hint"
done
sc --db desk.db --json ticket list --status opne
exits 2 "it has the same exit code with --json"
says '"field":"status"' "the parameter is named in JSON"
sc --db desk.db ticket list --tag nobodys
exits 0 "a tag is anybody's, and so never wrong"
sc --db desk.db ticket list --reference shopify:order:1001
says "Where is my order?" "tickets are chosen by reference"
sc --db desk.db ticket list --reference shopify
exits 2 "a reference has three parts"
sc --db desk.db ticket list --tag vip --assignee 1 --team frontline
says "Where is my order?" "tickets are chosen by tag, agent and team"
sc --db desk.db ticket list --limit 1
tells "there are more: --after " "a page says how to get the next"
after=$(sed 's/.*--after //' err)
sc --db desk.db ticket list --limit 1 --after "$after"
says "Where is my order?" "the next page goes on"
sc --db desk.db ticket list --limit 1 --ascending --after "$after"
exits 2 "a position is of one list"
tells "is not a position in this list" "which is told"
first() {
    sc --db desk.db ticket list --limit 1 "$@"
    sed -n 's/^ *\([0-9][0-9]*\) .*/\1/p' out
}
test "$(first --sort updated)" = 2 && test "$(first --sort updated --ascending)" = 1 &&
    test "$(first --sort opened --ascending)" = 1 && test "$(first --sort priority)" = 2
result $? "tickets are sorted by what is asked for"
sc --db desk.db ticket list --sort subject
exits 2 "what cannot be sorted by is a wrong command line"
tells "id, opened, updated, priority" "and what can be is told"
sc --db desk.db ticket list --unassigned
says_not "Where is my order?" "what somebody has is not unassigned"
says "破損" "what nobody has is"
sc --db desk.db ticket list --identity customer:shopify=207119551
says "Where is my order?" "tickets are chosen by who is known by an identity"
sc --db desk.db ticket list --identity customer:shopify=1
exits 3 "somebody who is not there is not found"
sc --db desk.db ticket list --identity somebody
exits 2 "an identity has a kind"
sc --db desk.db ticket list --opened-from 2026-03-02T09:30:00Z --opened-to 2026-03-03
says "破損" "tickets are chosen by when they were opened"
says_not "Where is my order?" "from then on"
sc --db desk.db ticket list --updated-from 2026-03-01 --updated-to 2026-03-02T11:00:30+01:00
says "Where is my order?" "and by when they were updated"
says_not "破損" "before then"
sc --db desk.db ticket list --opened-to 1970-01-01
exits 2 "the time that says no bound is none"
tells "--opened-to cannot be 1970-01-01T00:00:00Z" "and told"
sc --db desk.db ticket list --opened-from yesterday
exits 2 "a time is a date or RFC 3339"
sc --db desk.db ticket list --opened-from 2026-03-02 --opened-to 2026-03-02
exits 2 "a range has something in it"
sc --db desk.db ticket list --limit 0
exits 2 "a limit is at least 1"
sc --db desk.db ticket list --limit 101
exits 2 "a limit is at most 100"
sc --db desk.db ticket list --priority urgent
exits 0 "no ticket is no error"
tells "no tickets" "no ticket is said"
sc --db desk.db --quiet ticket list --priority urgent
is_quiet "with --quiet it is not"
sc --db desk.db --tenant 5 ticket list
exits 3 "another tenant's desk is another, and is not there"
says_not "order" "another tenant's tickets are not shown"

sc --db desk.db ticket show 1
exits 0 "a ticket is shown"
for text in "Ticket 1" "Jürgen Groß (customer 1)" "Priya Nair (agent 1)" "shopify:order:1001" vip \
    "2026-03-02 09:06:00" "Nothing came." "It left our house today." "60 s of work"; do
    says "$text" "a ticket shows $text"
done
sc --db desk.db ticket show 99
exits 3 "a missing ticket is not found"
is_one_line_with_hint "a missing ticket is told with a hint"
sc --db desk.db --json ticket show 99
exits 3 "a missing ticket has the same exit code with --json"
says '"code":"NOT_FOUND"' "a missing ticket is NOT_FOUND in JSON"
is_json "a missing ticket is JSON with --json"
says '"message_name":"TICKET_UNKNOWN"' "its error has the name of the message, as the door's have"
sc --db desk.db ticket show 2
says "private note" "the desk sees notes"
sc --db desk.db --actor customer:1 ticket show 2
says_not "private note" "a customer sees none"

sc --db desk.db ticket history 1
exits 0 "a ticket's history is told"
says "2026-03-02 09:06:00" "the history has times"
says "solved" "the history tells the move"
sc --db desk.db ticket history 99
exits 3 "a missing ticket has no history"

sc --db desk.db desk
exits 0 "the desk is shown"
says "solved" "the desk counts by category"
says "4 messages, 1 customer, 1 agent" "the desk counts the rest"

for command in "ticket list" "ticket show 1" "ticket history 1" desk "policy show" head check verify \
    "outbox pull mailer" tick; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db --now 2026-03-02T11:00:00Z --json $command
    exits 0 "$command answers in JSON"
    is_json "$command's answer is JSON"
    is_quiet "$command says nothing else"
done

# --json is what the door answers
door() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-03-02T11:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}}" \
        --db desk.db call --allow system
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
}
same() {
    method=$1
    params=$2
    shift 2
    door "$method" "$params"
    sc --db desk.db --now 2026-03-02T11:00:00Z --json "$@"
    cmp -s out expected
    result $? "$* answers in JSON as $method does"
}
same ticket.list '{}' ticket list
same desk.summary '{}' desk
same chain.head '{}' head
same chain.verify '{}' verify
same desk.check '{}' check
same outbox.pull '{"consumer":"mailer"}' outbox pull mailer
same policy.show '{}' policy show
same ticket.history '{"ticket_id":"1"}' ticket history 1

sc --db desk.db --now 2026-03-10T00:00:00Z tick
exits 0 "what is due is fired"
says "1 fired" "a solved ticket is closed after its time"
sc --db desk.db --now 2026-03-10T00:00:00Z tick
says "0 fired" "nothing is fired twice"
sc --db desk.db ticket list --category closed
says "Where is my order?" "the ticket is closed"

sc --db desk.db outbox pull mailer
exits 0 "events are pulled"
says '"specversion":"1.0"' "events are CloudEvents"
tells "events through" "how far they go is said"
sc --db desk.db outbox pull mailer --limit 2
through=$(sed 's/.*through \([0-9]*\).*/\1/' err)
sc --db desk.db outbox ack mailer "$through"
exits 0 "events are acknowledged"
sc --db desk.db outbox ack mailer 1
exits 4 "going back is a conflict"
sc --db desk.db outbox ack mailer one
exits 2 "a sequence is a number"
sc --db desk.db outbox ack mailer 999999
[ "$code" -ne 0 ]
result $? "what never happened cannot be acknowledged"
sc --db desk.db outbox pull "No Such Name!"
exits 2 "a consumer is a code"

# An operator's terminal is safe from what customers write.
sc_in "$(printf '{"caller":{"actor":"customer:1"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"\\u001b[2J"}}}')" \
    --db desk.db call
says '"message_name":"TEXT_LINE"' "control characters may not be in a subject"
sc_in "$(printf '{"caller":{"actor":"customer:1"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"\\u202eabc","body":"\\u001b[31mred\\r\\nline\\ttwo\\u0008 \\u009b31m"}}}')" \
    --db desk.db call
says '"result":' "control characters may be in a message"
for command in "ticket list" "ticket show 3" "ticket history 3" "--json ticket show 3"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db $command
    exits 0 "$command shows a ticket with control characters"
    LC_ALL=C tr -d '\n\40-\176\200-\377' <out >left
    test ! -s left
    result $? "$command passes no control characters on"
    ! LC_ALL=C grep -q "$(printf '\302\233')" out
    result $? "$command passes no C1 controls on"
    ! LC_ALL=C grep -q "$(printf '\342\200\256')" out
    result $? "$command passes no bidirectional override on"
done
sc --db desk.db ticket show 3
says '^[[31m' "control characters are made visible"
# A subject that somebody else has written into the tables.
if [ -n "$(command -v python3)" ]; then
    python3 -c 'import sqlite3
db = sqlite3.connect("desk.db")
subject = "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202eabc"
assert db.execute("UPDATE sup_ticket SET subject = ? WHERE id = 3", (subject,)).rowcount == 1
db.commit()'
    result $? "a subject is planted in the tables"
    sc --db desk.db ticket list
    exits 6 "a ticket that the library did not write so is damage"
    tells "sup_ticket.subject of row 3" "its place is told"
    sc --db desk.db check
    exits 1 "a check finds it"
    says "subject is '?[2J" "and makes it visible"
    LC_ALL=C tr -d '\n\40-\176\200-\377' <out >left
    test ! -s left
    result $? "passing no control characters on"
    sc --db desk.db rebuild
    sc --db desk.db ticket list
    exits 0 "a rebuild takes the planted subject away"
fi

sc policy show --builtin
exits 0 "the built-in policy needs no database"
cp out policy.json
sc policy check policy.json
exits 0 "the built-in policy is valid"
sc --db desk.db policy activate policy.json
exits 0 "a policy is activated"
says "version 1" "it becomes version 1"
sc --db desk.db policy show
cmp -s out policy.json
result $? "a policy is shown as it was given"
sc --db desk.db policy show --version 9
exits 3 "a missing policy is not found"
sed 's/"urgent"/"burning"/' policy.json >burning.json
sc --db desk.db policy activate burning.json
exits 0 "the next policy calls a priority otherwise"
sc --db desk.db ticket list --priority burning
exits 0 "tickets are chosen by its name"
sc --db desk.db ticket list --priority urgent
exits 0 "and by the name that only an earlier policy had"
sc --db desk.db ticket list --priority brning
exits 2 "not by one that none had"
tells "did you mean 'burning'?" "which is told with the nearest"
# The built-in policy with custom fields, and a reason that asks for two of them.
intake='{"name": "where_is_my_order", "intake": ["order_number", "parcels"]}'
sed '1s/{/{"fields": [{"name": "order_number", "type": "text"}, {"name": "parcels", "type": "integer"}],/' \
    policy.json | sed "s/\"reasons\": \[\"where_is_my_order\"/\"reasons\": [$intake/" >fields.json
sc --db desk.db policy activate fields.json
exits 0 "a policy with custom fields is activated"
sc_in '{"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"Where?",'\
'"reason":"where_is_my_order","fields":[{"name":"parcels","value":2}]}}}' \
    --db desk.db call --allow system --actor system
exits 0 "a ticket is opened with a field"
filled=$(sed -n 's/.*"ticket_id":"\([0-9]*\)".*/\1/p' out)
sc --db desk.db ticket show "$filled"
says "parcels = 2" "a ticket shows its fields"
says "Still to ask  order_number" "and which of them are still to be asked for"
sc --db desk.db ticket list --field parcels=2
says "Where?" "tickets are chosen by a field"
sc --db desk.db ticket list --field parcels=3
tells "no tickets" "and only by its value"
sc --db desk.db ticket list --field parcel=2
exits 2 "not by a field that there never was"
tells "did you mean 'parcels'?" "which is told with the nearest"
sc --db desk.db ticket list --field parcels
exits 2 "nor by a name without a value"
tells "NAME=VALUE" "which is told with the form"
sed 's/"P7D"/"a week"/; s/"normal", "high"/"normal", "normal"/' policy.json >wrong.json
sc policy check wrong.json
exits 1 "a wrong policy is found"
grep -q '^wrong.json:[0-9]*:[0-9]*: /' out
result $? "problems are told by file, line, column and pointer"
test "$(wc -l <out)" -ge 2
result $? "all problems are told"
sc --json policy check wrong.json
exits 1 "a wrong policy has the same exit code with --json"
says '"is_valid":false' "a wrong policy is told in JSON"
is_json "a wrong policy is JSON with --json"
sc --db desk.db policy activate wrong.json
exits 2 "a wrong policy is not activated"
tells "wrong.json:" "its problems are told"
sc --db desk.db policy activate - <wrong.json
exits 2 "standard input is no policy"
echo '{"supportcore_policy": 1,' >broken.json
sc policy check broken.json
exits 1 "a broken document is found"
says "broken.json:" "a broken document is told with its place"
printf '{"a": "\377"}' >latin.json
sc policy check latin.json
[ "$code" -eq 1 ] || [ "$code" -eq 2 ]
result $? "a document that is not UTF-8 is told"
printf '{}\0{}' >nul.json
sc policy check nul.json
exits 2 "a document with NUL is told"
sc policy check nowhere.json
exits 3 "a missing file is not found"
sc policy check .
exits 6 "a directory is no document"
: >empty.json
sc policy check empty.json
[ "$code" -eq 1 ] || [ "$code" -eq 2 ]
result $? "an empty document is told"
finish
