#!/bin/sh
# authority.sh: what may be given, asked for, approved and given, on the command line.
. "$(dirname "$0")/lib.sh"

for command in "authority offer" "authority precedents" "authority review" \
    "authority check" "authority request" "authority execute" "authority confirm" \
    "authority fail" "authority explain" "approval list" "approval approve" "approval reject" \
    "approval withdraw"; do
    # shellcheck disable=SC2086 # words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "$command's help begins with its usage"
    says "Examples:" "$command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "$command's help fits 80 columns"
done
for command in "authority check 1" "authority check x refund.full 1" "authority request 1" \
    "authority execute" "authority confirm x" "authority explain 0" "approval list --limit 0" \
    "authority offer" "authority offer x" "authority precedents" "authority review --by day" \
    "authority precedents refund.full 1 --limit 101" "authority review --near 101" \
    "authority review --from monday" "approval list --state maybe" "approval approve" "authority check 1 refund.full 1 --order 7"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db $command
    exits 2 "$command is a wrong command line"
    is_one_line_with_hint "$command says so with a hint"
done

# Small refunds are allowed, larger ones are for a lead.
sc policy show --builtin
sed '1s/^{/{"currency": "EUR", "authority": {"matrix": [{"name": "small", "remedies": ["refund.*"], "amount": {"EUR": {"below": "20.00"}}, "effect": "allow", "limits": [{"per": "order", "amount": {"EUR": "30.00"}, "beyond": "next"}]}, {"name": "large", "remedies": ["refund.*"], "amount": {"EUR": {}}, "effect": "needs_approval", "approval": {"roles": ["lead"], "within": "PT4H", "justification": true}}]},/' \
    out >policy.json
sc --db desk.db init
sc --db desk.db --now 2026-10-23T09:00:00Z policy activate policy.json
exits 0 "a policy with a matrix is activated"
call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-10-23T09:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}}" \
        --db desk.db call --allow system
}
call agent.save '{"name":"Priya","roles":["agent"]}'
call agent.save '{"name":"Lee","roles":["lead"]}'
call ticket.open '{"subject":"Broken","references":[{"system":"shop","kind":"order","id":"1001"}]}'
priya() { sc --db desk.db --now 2026-10-23T09:10:00Z --actor agent:1 "$@"; }
lee() { sc --db desk.db --now 2026-10-23T09:20:00Z --actor agent:2 "$@"; }

priya authority check 1 refund.partial 19.99
exits 0 "what may be given is told"
says "allowed" "19.99 is allowed"
says "0.00 of 30.00 used" "with the limit of the order"
priya authority check 1 refund.partial 20.00
says "needs approval" "20.00 is not"
says "1 of role:lead" "a lead approves it"
says "a rationale" "and wants to know why"
priya authority check 1 refund.partial 1.00 --order shop:order:9
exits 2 "an order of another ticket is told"
is_one_line_with_hint "with a hint"

priya authority offer 1
exits 0 "all that may be given is told"
grep -q "refund.partial  *19.99  *any  EUR  1 of role:lead" out
result $? "with the most at once and by approval"
tells "refused whatever the amount: replacement, exchange" "and what may not"
priya --json authority offer 1
says_not '"blocked"' "nothing is in the way"
says '"left":"30.00"' "and what is left of the order's limit"
priya authority offer 1 --agent 2
exits 1 "what a colleague may give is for who reviews"
lee authority offer 1 --agent 1
exits 0 "a lead may ask"

priya authority request 1 refund.partial 19.99
exits 0 "19.99 are asked for"
says "Request 1: the row small allows it; it may be executed; the shop had not reported its order." "and granted"
priya authority request 1 refund.partial 10.02
exits 2 "beyond the order's limit somebody else has to approve, who wants to know why"
is_one_line_with_hint "which is told with a hint"
priya authority request 1 refund.partial 10.02 --why "It broke twice."
says "Request 2: the row large asks for approval; it waits for approval; the row small handed it on: the limit per order is 30.00 EUR, of which 19.99 EUR are used by orders that the shop did not report; the shop had not reported its order." "then it waits"
priya authority request 1 refund.partial 5.00 --currency USD
exits 1 "a currency without a row is refused"
tells "no row of the authority matrix is for it" "and why"

lee approval list --mine
exits 0 "what waits is listed"
test "$(wc -l <out)" -eq 2
result $? "one request under the titles"
says "10.02" "with its amount"
for width in 12 24 32 40 48 60 80; do
    COLUMNS=$width
    export COLUMNS
    lee approval list --mine
    unset COLUMNS
    tr -d ' \n' <out | grep -q '10.02EUR'
    result $? "and in $width columns with all of it and its currency"
done
priya approval list --mine
tells "no requests" "who asked for it may approve nothing"
priya approval approve 2
exits 1 "nor does"
lee approval reject 2
exits 2 "a rejection has a reason"
lee approval approve 2 --note "So it is."
exits 0 "the lead approves"
says "Request 2: approved." "which is said"
priya authority execute 2
says "Request 2: begun." "then it is begun"
priya authority confirm 2
exits 1 "an agent does not say what the shop did"
sc --db desk.db --now 2026-10-23T09:30:00Z authority confirm 2 --id re_7
says "Request 2: confirmed." "the shop does"
sc --db desk.db --now 2026-10-23T09:30:00Z authority confirm 2 --id re_7
says "Request 2: said before." "twice is once"
priya authority explain 2
exits 0 "a request is explained"
says "confirmed" "its state"
says "agent 2" "who approved"
says "It broke twice." "why it was asked for"
says "re_7" "the shop's id"
priya --json authority explain 2
says '"state":"confirmed"' "as JSON as well"
priya approval withdraw 1 --note "They keep it."
says "Request 1: withdrawn." "what was not begun is taken back"
priya authority execute 1
exits 4 "and is not begun then"
is_one_line_with_hint "which is told with a hint"
lee approval list --state withdrawn
says "19.99" "it is listed by its state"
priya authority request 1 refund.partial 1.00
priya authority execute 4
sc --db desk.db --now 2026-10-23T09:30:00Z authority fail 4 --note "The card is gone."
says "Request 4: failed." "what the shop could not give"
sc --db desk.db authority explain 9
exits 3 "a request that there is not"
# 1 withdrawn, 2 confirmed as asked (10.02), 3 refused in USD, 4 failed: two were granted at once.
lee authority review
exits 0 "a week is reviewed"
grep -q "Priya (agent 1)  *4  *3  *1 " out
result $? "who asked, what was granted, and what by approval"
lee authority review --by row --money
grep -q "large  *EUR  *10.02  *10.02  *10.02" out
result $? "money by row"
grep -q "small  *EUR  *20.99  *20.99  *0.00" out
result $? "of what was taken back or failed nothing is confirmed"
lee --json authority review --by effect
says '"key":"needs_approval"' "as JSON as well"
priya authority review
exits 1 "agents do not review each other"
priya authority precedents refund.partial 1
exits 0 "a ticket without a contact reason has all reasons as precedents"
tells "for whatever contact reason: none was named" "which is told"
priya authority precedents refund.partial --reason return
exits 0 "a reason may have none"
tells "nothing was decided about that" "which is said"
call ticket.classify '{"ticket_id":"1","reason":"return"}'
priya authority request 1 refund.partial 2.00 --why "A scratch."
priya authority request 1 refund.partial 9.00 --currency USD
priya authority precedents refund.partial 1 --amount 3.99
exits 0 "what was decided before is told"
grep -q "2.00  *granted  *small  *A scratch." out
result $? "with the rationale"
tells "1: 1 granted, 0 rejected, 0 refused, 0 overturned" "and how often"
priya authority precedents refund.partial 1 --amount 4.01
tells "nothing was decided" "4.01 has 2.01 and more"
priya authority request 1 refund.partial 2.00
priya authority request 1 refund.partial 2.00
says "it is the same as request 7" "who asks twice is told"
priya authority check 1 refund.partial 2.00
says "request 8: is it meant twice?" "and who only wants to know"
priya authority execute 8
exits 1 "what is a duplicate is not begun"
is_one_line_with_hint "which is told with a hint"
priya authority execute 8 --duplicate-of 7
says "Request 8: begun." "unless both are meant"
sc --db desk.db check
exits 0 "the tables are what the events say"

finish

# What the library itself does: another policy, and what is held about a person.
sc policy show --builtin
sed '1s/^{/{"authority": {"matrix": [{"name": "rules", "remedies": ["policy.activate"], "effect": "needs_approval", "approval": {"roles": ["admin"], "within": "PT4H"}}, {"name": "privacy", "remedies": ["customer.export"], "effect": "allow_with_rationale"}]},/' \
    out >ruled.json
sed '1s/^{/{ /' out >next.json
sc --db ruled.db init
sc --db ruled.db --now 2026-10-23T09:00:00Z policy activate ruled.json
exits 0 "a policy with rows for what the library does is activated"
call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-10-23T09:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}}" \
        --db ruled.db call --allow system
}
call agent.save '{"name":"Ada","roles":["admin"]}'
call agent.save '{"name":"Max","roles":["admin"]}'
call customer.save '{"name":"Ann"}'
ada() { sc --db ruled.db --now 2026-10-23T09:10:00Z --actor agent:1 "$@"; }
ada policy activate next.json
exits 1 "a policy that needs approval is not activated without"
is_one_line_with_hint "and the hint says to ask"
sc --json policy check next.json
digest=$(sed 's/.*"digest": *"\([0-9a-f]*\)".*/\1/' out | head -n 1)
ada authority check - policy.activate --subject "$digest"
says "needs approval" "authority check tells who approves"
ada authority request - policy.activate --subject "$digest"
exits 0 "it is asked for by its digest"
says "Request 1: the row rules asks for approval" "and waits"
sc --db ruled.db --now 2026-10-23T09:20:00Z --actor agent:2 approval approve 1
exits 0 "somebody else approves it"
ada policy activate ruled.json --request 1
exits 4 "the approval is for no other document"
ada policy activate next.json --request 1
exits 0 "the document that was approved is activated"
ada authority explain 1
says "it was done" "and its request is used up"
ada policy activate next.json --request 1
exits 2 "which the new policy does not ask for"

sc --db ruled.db --now 2026-10-23T10:00:00Z policy activate ruled.json
ada customer export 1
exits 2 "an export says why"
ada customer export 1 --rationale "She asks."
exits 0 "and is printed then"
finish
