#!/bin/sh
# customers.sh: who writes: customers shown, resolved by their identities, merged, unmerged and erased.
. "$(dirname "$0")/lib.sh"

for command in show resolve merge unmerge context export erase; do
    sc customer $command --help
    exits 0 "customer $command has help"
    says "Usage: supportcore customer $command" "customer $command's help begins with its usage"
    says "Examples:" "customer $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "customer $command's help fits 80 columns"
done
sc customer --help
says "customer unmerge" "the group's help lists its commands"

make_desk desk.db
sc --db desk.db customer resolve email=Mia@Example.com handle:instagram=@mia --name "Mia Berg"
exits 0 "somebody new is made"
says "Customer 2, version 1." "which is told with the id"
sc --db desk.db customer resolve email=mia@example.com
says "Customer 2, nothing new, version 1." "somebody known is found"
sc --db desk.db customer resolve --verified "phone=+44 20 7946 0123" email=mia@example.com
says "Customer 2, version 2." "what is new is added"
sc --db desk.db customer show 2
exits 0 "a customer is shown"
for text in "Customer 2" "Mia Berg" "+442079460123  verified" "mia@example.com  verified" \
    "handle:instagram" "mia  claimed"; do
    says "$text" "a customer shows $text"
done
sc --db desk.db customer show email=MIA@example.com
says "Customer 2" "a customer is found by an address"
sc --db desk.db customer show customer:shopify=207119551
says "Customer 1" "and by the shop's own id"
sc --db desk.db --json customer show 2
is_json "a customer is JSON as well"
says '"value":"+442079460123"' "with the identities"


call='{"caller":{"actor":"system","now":"2026-03-20T10:00:00Z"},"request":{"jsonrpc":"2.0","id":1,'
order='{"system":"shopify","kind":"order","id":"1001"}'
cat >requests <<EOF
$call"method":"reference.report","params":{"reference":$order,"customer_id":"2","label":"Order #1001","facts":[{"name":"state","value":"shipped"}]}}}
$call"method":"ticket.open","params":{"customer_id":"2","subject":"Where is it?","body":"Hello","reason":"late_delivery","references":[$order]}}}
EOF
sc_in "$(cat requests)" --db desk.db call --allow system
exits 0 "there is something to tell"
sc --db desk.db --json ticket list --limit 1
ticket=$(sed 's/.*"id":"\([0-9]*\)".*/\1/;q' out)
sc --db desk.db customer context email=mia@example.com
exits 0 "a customer's context is told"
for text in "2, Mia Berg" "mia@example.com, verified" "What they bought" \
    "shopify order 1001, Order #1001: state = shipped; open: ticket $ticket" \
    "1 new, 0 open, 0 pending" "1 by email about late_delivery" "Where is it?" \
    "What comes next" "nobody has it"; do
    says "$text" "a context says $text"
done
sc --db desk.db --json customer context 2
is_json "a context is JSON as well"
says '"thing_total":1' "with the numbers"
sc --db desk.db customer context 999
exits 3 "nobody has no context"
sc --db desk.db ticket handover --help
says "Usage: supportcore ticket handover" "handover has help"
sc --db desk.db ticket handover "$ticket"
exits 0 "a ticket is handed over"
for text in "Where is it?" "2, Mia Berg" "Wrote by" "Order #1001" "What was done" \
    "opened the ticket by email about late_delivery"; do
    says "$text" "a handover says $text"
done
sc --db desk.db --json ticket handover "$ticket"
is_json "a handover is JSON as well"

sc --db desk.db customer merge 2 1 --evidence "both confirmed order 1001"
exits 0 "two customers become one person"
says "Customer 2 is merged, version 3." "which is told"
sc --db desk.db customer show 2
says "Customer 1" "either id shows the person"
says "mia@example.com  verified, of customer 2" "with whose each identity is"
says "customer 2 into 1, Mia Berg" "and who was merged"
sc --db desk.db customer merge 2 1 --evidence again
says "nothing new" "who is one already stays so"
sc --db desk.db customer unmerge 2 --evidence "two sisters"
exits 0 "a merge is taken back"
says "Customer 2 is on their own again, version 4." "which is told"
sc --db desk.db customer unmerge 2 --evidence "two sisters"
exits 4 "what is not merged cannot be unmerged"
is_one_line_with_hint "that is told with a hint"

sc --db desk.db customer resolve --verified customer:shopify=9
sc --db desk.db customer resolve --verified customer:shopify=207119551
sc --db desk.db customer merge 3 1 --evidence "the same name"
exits 1 "two proved accounts of one shop are not merged"
tells "customer 3 is shopify customer '9' for sure" "the reason is told"
is_one_line_with_hint "with a hint"

for wrong in "show" "show mia" "show 0" "resolve" "resolve mia" "merge 1" "merge 1 2" "merge a 2 --evidence e" \
    "export" "export a" "erase" "erase 1" "erase a --reason r" "unmerge 1" "unmerge a --evidence e" "show 1 2" "resolve email=a@b.de --colour red"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db customer $wrong
    exits 2 "a wrong command line: customer $wrong"
done
sc --db desk.db customer resolve phone=02079460123
exits 2 "a number without its country is wrong input"
tells "code of its country" "which is told"
sc --db desk.db customer resolve e-mail=a@b.de
exits 2 "a kind that the policy does not list is wrong input"
tells "did you mean 'email'?" "the nearest is named"
sc --db desk.db customer show 99
exits 3 "a customer who is not there is not found"

sc --db desk.db customer resolve email=zz7mark@example.com --name "zz7mark"
says "Customer 4, version 1." "a customer who is to be erased"
request='{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"customer_id":"4","subject":"zz7mark","body":"zz7mark"}}'
sc_in "{\"caller\":{\"actor\":\"system\"},\"request\":$request}" --db desk.db call --allow system
says '"ticket_id"' "has a ticket"
sc --db desk.db customer export 4
is_json "all that is held about a person is JSON"
says '"body":"zz7mark"' "with what they wrote"
sc --db desk.db customer export 99
exits 3 "who is not there cannot be exported"
sc --db desk.db customer erase 4 --reason "request 31"
exits 0 "a customer is erased"
says "Customer 4 is erased, version 2." "which is told"
sc --db desk.db customer show 4
says "Erased" "the id is shown as that of somebody erased"
sc --db desk.db customer erase 4 --reason "request 31"
says "Customer 4 is erased, nothing new, version 2." "erasing again changes nothing"
sc --db desk.db --json customer erase 4 --reason "request 31"
is_json "an erasure is JSON as well"
if cat desk.db* | grep -q zz7mark; then false; else true; fi
result $? "nothing of them is in the file"
sc --db desk.db customer erase 99 --reason r
exits 3 "who is not there cannot be erased"
sc --db desk.db verify
exits 0 "the log is whole"
sc --db desk.db check
exits 0 "the tables are what the events say"
finish
