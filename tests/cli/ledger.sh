#!/bin/sh
# ledger.sh: what counts against limits, and what the shop gave by itself, on the command line.
. "$(dirname "$0")/lib.sh"

for command in "ledger list" "ledger report"; do
    # shellcheck disable=SC2086 # words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "$command's help begins with its usage"
    says "Examples:" "$command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "$command's help fits 80 columns"
done
for command in "ledger list 1" "ledger list --limit 0" "ledger list --order 7" "ledger list --ticket x" \
    "ledger list --agent 1 --within soon" "ledger report" \
    "ledger report re_1" "ledger report re_1 refund.full 1 --at yesterday" \
    "ledger report re_1 refund.full 1 --order 7"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db $command
    exits 2 "$command is a wrong command line"
    is_one_line_with_hint "$command says so with a hint"
done

sc policy show --builtin
sed '1s/^{/{"currency": "EUR", "authority": {"matrix": [{"name": "small", "remedies": ["refund.*"], "amount": {"EUR": {"below": "20.00"}}, "effect": "allow", "limits": [{"per": "order", "amount": {"EUR": "30.00"}}]}]},/' \
    out >policy.json
sc --db desk.db init
sc --db desk.db --now 2026-10-23T09:00:00Z policy activate policy.json
call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-10-23T09:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}}" \
        --db desk.db call --allow system
}
call agent.save '{"name":"Priya","roles":["agent"]}'
call ticket.open '{"subject":"Broken","references":[{"system":"shop","kind":"order","id":"1001"}]}'
priya() { sc --db desk.db --now 2026-10-23T09:10:00Z --actor agent:1 "$@"; }
shop() { sc --db desk.db --now 2026-10-23T09:20:00Z "$@"; }

for command in "ledger list" "ledger list --agent 1 --team t"; do
    # shellcheck disable=SC2086 # words
    priya $command
    exits 2 "$command names not exactly one"
    is_one_line_with_hint "which is told with a hint"
done
tells "name one of --ticket, --customer" "by the names of the options"
priya ledger list --order shop:order:1001
exits 0 "an empty ledger is read"
tells "nothing counts" "which is said"
priya authority request 1 refund.partial 10.00
shop ledger report re_1 refund.partial 15.00 --order shop:order:1001 --agent 1 \
    --at 2026-10-22T09:10:00Z --note "By phone."
exits 0 "what the shop gave is reported"
says "Recorded as 2." "as an entry of its own"
shop ledger report re_1 refund.partial 15.00 --order shop:order:1001 --agent 1
exits 0 "twice is once"
says "Recorded as 2, known before." "which is said"
shop ledger report re_1 refund.partial 15.01 --order shop:order:1001 --agent 1
exits 4 "the same id with another amount is a conflict"
is_one_line_with_hint "which is told with a hint"
shop ledger report re_2 refund.partial 1.00
exits 2 "what counts for nothing is told"
is_one_line_with_hint "with a hint"
priya ledger report re_3 refund.partial 1.00 --ticket 1
exits 1 "an agent does not say what the shop did"

priya ledger list --order shop:order:1001
exits 0 "what counts for the order is listed"
says "2026-10-22 09:10:00" "as of when it was given"
says "reported" "with what became of it"
says "granted" "what was asked for as well"
says "25.00 EUR in 2" "and what it comes to"
test "$(sed -n 2p out | awk '{print $1}')" = 1
result $? "the latest is the first"
priya ledger list --agent 1 --within P1D
says "10.00 EUR in 1" "a day ends a day ago"
priya ledger list --agent 1 --limit 1
tells "--after 1" "a page says where the next one begins"
priya ledger list --agent 1 --limit 1 --after 1
says "15.00" "the next page has the rest"
priya --json ledger list --agent 1
says '"sums":[{"currency":"EUR","amount":"25.00","count":2}]' "as JSON as well"
priya ledger list --team nobodys
exits 2 "a team that there is not"
priya authority request 1 refund.partial 5.01
exits 1 "30.00 an order are used up by both"
priya authority explain 2
exits 0 "a report is explained"
says "nobody asked for it here" "as what it is"
says "re_1" "with the shop's id"

# In a terminal of any width no amount loses a digit, and each has its currency.
shop ledger report re_9 refund.partial 12345678901.23 --order shop:order:2
for width in 12 24 32 40 48 60 80; do
    COLUMNS=$width
    export COLUMNS
    shop ledger list --order shop:order:2
    unset COLUMNS
    exits 0 "the ledger in $width columns"
    test "$(tr -d ' \n' <out | grep -o '12345678901.23EUR' | wc -l)" -eq 2
    result $? "has all of the amount, and of what it comes to"
done
sc --db desk.db check
exits 0 "the tables are what the events say"

finish
