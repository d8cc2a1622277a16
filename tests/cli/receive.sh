#!/bin/sh
# receive.sh: messages that come in and find their ticket; what the shop reported, shown.
. "$(dirname "$0")/lib.sh"

for command in "ticket receive" "reference show"; do
    # shellcheck disable=SC2086 # a command is two words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "$command's help begins with its usage"
    says "Examples:" "$command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "$command's help fits 80 columns"
done

make_desk desk.db # customer 1 with order 1001 in ticket 1, which is solved, and ticket 2
at() {
    time=$1
    shift
    sc --db desk.db --now "2026-03-03T$time:00Z" "$@"
}

printf 'Where is it?\nIt is late.\n' >mail.txt
at 09:00 ticket receive mail.txt --identity customer:shopify=207119551 --channel email \
    --external-id "<1@shop>" --subject "My parcel"
exits 0 "a message comes in"
says "Message 5 is in ticket 3, version 2." "and opens a ticket"
sc --db desk.db ticket show 3
says "My parcel" "the ticket has its subject"
says "It is late." "and all lines of the message"
says "Jürgen Groß" "and who wrote it"
at 09:01 ticket receive mail.txt --identity customer:shopify=207119551 --channel email \
    --external-id "<1@shop>" --subject "My parcel"
says "Message 5 is in ticket 3, version 2; it had come before." "what is known is not added"
echo "Hello?" >more.txt
at 09:02 ticket receive more.txt --customer 1 --channel email --in-reply-to "<1@shop>" \
    --external-id "<2@shop>"
says "is in ticket 3, version 3" "an answer is in the thread of what it answers"
at 09:03 ticket receive more.txt --customer 1 --channel email --thread-ids "<1@shop> <9@shop>"
says "is in ticket 3, version 4" "so is what names its thread"
sc_in "From a pipe" --db desk.db --now 2026-03-03T09:04:00Z ticket receive - --ticket 2 --automated \
    --key k1
says "is in ticket 2" "a ticket may be named, and the text come from standard input"
sc --db desk.db ticket show 2
says "automated" "and no person may have written it"
at 09:05 ticket receive more.txt --customer 1 --reference shopify:order:1001
says "is in ticket 1" "an order finds the ticket about it"
at 09:06 --json ticket receive more.txt --ticket 3
is_json "a receipt is JSON as well"
says '"ticket_id":"3"' "with the ticket"

sc --db desk.db ticket receive more.txt --identity email=nobody@example.com
exits 3 "who is not known is not found"
sc --db desk.db ticket receive more.txt --identity somebody
exits 2 "an identity has a kind"
sc --db desk.db ticket receive more.txt --customer 1 --identity customer:shopify=207119551
exits 2 "who wrote is said once"
sc --db desk.db ticket receive more.txt --reference 1001
exits 2 "a reference has three parts"
sc --db desk.db ticket receive nothing.txt
exits 3 "a file that is not there is told"
sc --db desk.db ticket receive
exits 2 "a message has a file"
sc_in "" --db desk.db ticket receive -
exits 2 "an empty message is none"
sc --db desk.db ticket receive more.txt --ticket 99
exits 3 "a ticket that is not there is told"

call='{"caller":{"actor":"system","now":"2026-03-03T10:00:00Z"},"request":{"jsonrpc":"2.0","id":1,'
order='{"system":"shopify","kind":"order","id":"1001"}'
cat >requests <<EOF
$call"method":"reference.report","params":{"reference":$order,"customer_id":"1","label":"Order #1001","facts":[{"name":"state","value":"shipped"},{"name":"total","value":"49.90 EUR"}]}}}
$call"method":"customer.report","params":{"customer_id":"1","source":"shopify","facts":[{"name":"order_count","value":"12"},{"name":"is_vip","value":"true"}]}}}
EOF
sc_in "$(cat requests)" --db desk.db call --allow system
exits 0 "the shop reports"
sc --db desk.db reference show shopify:order:1001
exits 0 "an order is shown"
for text in "shopify order 1001" "Order #1001" "Jürgen Groß" \
    "state = shipped, since 2026-03-03 10:00:00, by shopify" "total = 49.90 EUR"; do
    says "$text" "an order shows $text"
done
sc --db desk.db --json reference show shopify:order:1001
is_json "an order is JSON as well"
says '"label":"Order #1001"' "with its label"
sc --db desk.db reference show shopify:order:1002
exits 3 "what nothing was reported about is not found"
sc --db desk.db reference show 1001
exits 2 "a thing has three parts"
sc --db desk.db customer show 1
says "is_vip = true, since 2026-03-03 10:00:00, by shopify" "a customer shows what was reported"
says "order_count = 12" "all of it"
sc --db desk.db --json customer show 1
says '"name":"order_count","value":"12"' "in JSON too"
finish
