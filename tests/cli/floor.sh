#!/bin/sh
# floor.sh: tickets by floor, why they are there, and what moves and signs them.
. "$(dirname "$0")/lib.sh"

for command in list explain escalate lower sign evidence summary; do
    sc floor $command --help
    exits 0 "floor $command has help"
    says "Usage: supportcore floor $command" "floor $command's help begins with its usage"
    says "Examples:" "floor $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "floor $command's help fits 80 columns"
done
for command in "list --limit 0" "explain x" "lower 1" "sign 1" "sign 1 twice" "evidence 1" \
    "summary --from noon" "summary --to noon"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db floor $command
    exits 2 "floor $command is a wrong command line"
    is_one_line_with_hint "floor $command says so with a hint"
done

# A desk without floors.
sc --db plain.db init
sc --db plain.db floor summary
exits 0 "a desk without floors has a summary"
tells "the policy has no floors" "which says that there are none"
sc_in '{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"X"}}}' \
    --db plain.db call --allow system
for command in "escalate 1" "lower 1 risk" "sign 1 move_up" "sign 1 resolution"; do
    # shellcheck disable=SC2086 # words
    sc --db plain.db floor $command
    exits 1 "floor $command is refused there"
    is_one_line_with_hint "floor $command says why"
    tells "hint: the policy has no floors" "floor $command says that there are no floors"
done

sc policy show --builtin
sed '1s/^{/{"floors": [{"name": "triage", "limits": [{"within": "PT15M"}]}, {"name": "risk", "label": "Risk", "rules": [{"name": "fraud", "when": {"in": ["fraud", {"var": "ticket.tags"}]}}], "evidence": {"to_resolve": ["photo"]}, "resolution": [{"name": "head", "roles": ["lead"]}], "lowered_by": {"roles": ["lead"]}}],/' \
    out >policy.json
sc --db desk.db init
sc --db desk.db --now 2026-10-23T09:00:00Z policy activate policy.json
exits 0 "a policy with floors is activated"
call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":$3}}" \
        --db desk.db call --allow system
}
call 2026-10-23T09:00:00Z agent.save '{"name":"Lee","roles":["lead"]}'
call 2026-10-23T09:00:00Z ticket.open '{"subject":"Slow"}'
call 2026-10-23T09:01:00Z ticket.open '{"subject":"Odd","tags":["fraud"]}'

sc --db desk.db --now 2026-10-23T09:10:00Z floor list
exits 0 "tickets are listed by floor"
says "triage" "one is on the lowest"
says "risk" "one is a risk"
sc --db desk.db --now 2026-10-23T09:10:00Z floor list --floor risk
test "$(wc -l <out)" -eq 2
result $? "one floor has one line under the titles"
sc --db desk.db --now 2026-10-23T09:10:00Z floor explain 2
exits 0 "a floor is explained"
says "fraud" "by its rule"
says "photo" "with the evidence that is missing"
sc --db desk.db floor explain 9
exits 3 "a missing ticket is on no floor"
sc --db desk.db --now 2026-10-23T09:15:01Z tick
sc --db desk.db --now 2026-10-23T09:16:00Z floor explain 1
says "risk" "who is not helped in a quarter of an hour goes up"

sc --db desk.db --actor agent:1 --now 2026-10-23T09:20:00Z floor evidence 2 phto
exits 2 "misspelt evidence is told"
sc --db desk.db --actor agent:1 --now 2026-10-23T09:20:00Z floor evidence 2 photo --note "in the safe"
exits 0 "evidence is recorded"
sc --db desk.db --actor agent:1 --now 2026-10-23T09:21:00Z floor sign 2 resolution
exits 0 "the resolution is signed"
sc --db desk.db --actor agent:1 --now 2026-10-23T09:22:00Z floor lower 1 triage
exits 0 "what stalled may return"
sc --db desk.db --actor agent:1 --now 2026-10-23T09:23:00Z floor escalate 1 --why "a lawyer writes"
exits 0 "a ticket is escalated"
says "Ticket 1: on the floor risk now; " "and it says where it is"
sc --db desk.db --actor agent:1 floor summary --from 2026-10-23T09:00:00Z --to 2026-10-23T08:00:00Z
exits 2 "a time that ends before it begins"
tells "it is before 'from' (to)" "is told"
sc --db desk.db floor list --floor riks
exits 2 "a misspelt floor"
tells "hint: did you mean 'risk'?" "gets the nearest"
sc --db desk.db floor sign 1 resolution --signature haed
exits 2 "a misspelt signature"
tells "hint: did you mean 'head'?" "gets the nearest"

# What has left a floor unsigned, and holds remedies still, is listed for who signs it.
sed 's/"label": "Risk",/"label": "Risk", "hold": [{"actions": ["authority.execute"], "until": "clearance"}], "clearance": {"roles": ["lead"]},/' \
    policy.json >held.json
sc --db left.db init
sc --db left.db --now 2026-10-23T09:00:00Z policy activate held.json
exits 0 "a policy that holds remedies is activated"
call_left() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":$3}}" \
        --db left.db call --allow system
}
call_left 2026-10-23T09:00:00Z agent.save '{"name":"Lee","roles":["lead"]}'
call_left 2026-10-23T09:00:00Z agent.save '{"name":"Kim","roles":["lead"]}'
call_left 2026-10-23T09:00:00Z ticket.open '{"subject":"Odd","tags":["fraud"],"assignee_id":"2"}'
sc --db left.db --now 2026-10-23T09:05:00Z floor list --left
exits 0 "nothing has left its floor"
tells "no tickets" "is told"
sc --db left.db --actor agent:1 --now 2026-10-23T09:10:00Z floor evidence 1 photo
sc --db left.db --actor agent:1 --now 2026-10-23T09:10:00Z floor sign 1 resolution
call_left 2026-10-23T09:10:00Z ticket.move '{"ticket_id":"1","status":"solved"}'
exits 0 "a ticket is solved uncleared"
for words in --waiting --left "--signer 1"; do
    # shellcheck disable=SC2086 # words
    sc --db left.db --now 2026-10-23T09:20:00Z floor list $words
    exits 0 "floor list $words"
    says "clearance" "floor list $words lists what it waits for"
    says "LEFT (UTC)" "floor list $words tells since when"
done
sc --db left.db --now 2026-10-23T09:20:00Z floor list --signer 2
tells "no tickets" "who has the ticket does not sign it"
for width in 40 80; do
    COLUMNS=$width "$program" --db left.db --now 2026-10-23T10:00:00Z floor list --left >out 2>err
    awk -v width="$width" 'length($0) > width' out >left
    test ! -s left
    result $? "floor list --left fits $width columns"
done
sc --db left.db --actor agent:1 --now 2026-10-23T09:25:00Z floor sign 1 clearance
exits 0 "it is signed afterwards"
sc --db left.db --now 2026-10-23T09:26:00Z floor list --waiting
tells "no tickets" "and waits no more"

for width in 40 80; do
    for command in list "explain 2" summary; do
        # shellcheck disable=SC2086 # words
        COLUMNS=$width "$program" --db desk.db --now 2026-10-23T10:00:00Z floor $command >out 2>err
        code=$?
        exits 0 "floor $command in $width columns"
        awk -v width="$width" 'length($0) > width' out >left
        test ! -s left
        result $? "floor $command fits $width columns"
    done
done
sc --db desk.db --now 2026-10-23T10:00:00Z floor summary --from 2026-10-23T00:00:00Z
exits 0 "floors are counted"
says "triage" "by name"
for command in "floor.list|{}|list" "floor.explain|{\"ticket_id\":\"2\"}|explain 2"; do
    method=${command%%|*}
    words=${command##*|}
    params=${command#*|}
    call 2026-10-23T10:00:00Z "$method" "${params%|*}"
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
    # shellcheck disable=SC2086 # words
    sc --db desk.db --now 2026-10-23T10:00:00Z --json floor $words
    is_json "floor $words answers in JSON"
    cmp -s out expected
    result $? "floor $words answers in JSON as $method does"
done
finish
