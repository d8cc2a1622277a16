#!/bin/sh
# policy.sh: the policy as a document: checked, tried on a case, activated, compared, rolled back.
policies=$(cd "$(dirname "$0")/../../examples/policies" && pwd)
. "$(dirname "$0")/lib.sh"

for command in check activate show list diff rollback test; do
    sc policy $command --help
    exits 0 "policy $command has help"
    says "Usage: supportcore policy $command" "policy $command's help begins with its usage"
    says "Examples:" "policy $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "policy $command's help fits 80 columns"
    sc policy $command --colour red
    exits 2 "policy $command has no option --colour"
    is_one_line_with_hint "policy $command tells an unknown option with a hint"
done
for command in "check" "activate" "rollback" "test" "test small.json"; do
    # shellcheck disable=SC2086 # words
    sc policy $command
    exits 2 "policy $command needs more"
    is_one_line_with_hint "policy $command says so with a hint"
done

cp "$policies/ecommerce.json" shop.json
cp "$policies/small.json" small.json

# ---- check ----

for file in shop.json small.json; do
    sc policy check --strict $file
    exits 0 "$file is valid, warnings too"
    tells "$file is valid" "$file: which is said"
done
sc policy check --strict shop.json
says "note: /priority_rules/" "what no part of the library sets yet is noted"
says "nothing sets order.items yet: conditions see it as not given" "with the fact's name"
says "message.is_abusive is not known when a ticket is opened" "and what comes too late for a list"
sc --now 2026-11-22T00:00:00Z policy check --strict --readiness shop.json
exits 0 "the example for a shop is ready"
# Of its rights and articles, the last is due for review on 2027-05-31.
sc --now 2027-06-01T00:00:00Z policy check --readiness shop.json
exits 1 "half a year later it is not"
says "not ready: /rights/6/review_on: the right \"privacy\" was to be reviewed by 2027-05-31" \
    "each finding is a line with its place"
tells "valid, but not ready: $(grep -c "not ready: " out) findings, $(grep -c "note: " out) notes" \
    "and they are counted"
sc --now 2027-05-31T23:59:59Z policy check --readiness shop.json
says_not "/rights/6/review_on" "a review date counts until its last second, in UTC"
sc --now 2027-06-01T00:00:00Z policy check shop.json
exits 0 "who does not ask is not told"
sc --json --now 2027-06-01T00:00:00Z policy check --readiness shop.json
exits 1 "with --json it has the same exit code"
says '"is_valid":true' "with --json: it is valid"
is_json "with --json it is one document"
is_quiet "with --json nothing else is said"

# Six rules of routing behind one that always matches.
sed 's/^  "routing": \[$/&{"name": "everything", "team": "frontline"},/' shop.json >warned.json
sc policy check warned.json
exits 0 "a warning refuses nothing"
says "warning: " "it is told as one"
tells "warned.json is valid: 6 warnings" "they are counted, and the document is called valid"
sc policy check --strict warned.json
exits 1 "but with --strict it does"
tells "warned.json is not valid" "which is said"

sed 's/"priority": "urgent"/"priority": "urgnet"/; s/"auto_close": "P7D"/"auto_close": "a week"/' \
    shop.json >wrong.json
sc policy check wrong.json
exits 1 "a wrong document is not valid"
grep -q '^wrong.json:[0-9]*:[0-9]*: /priority_rules/0/priority: there is no priority "urgnet" (did you mean "urgent"?)$' out
result $? "a misspelled name is told with file, line, column, pointer and the nearest"
grep -q '^wrong.json:[0-9]*:[0-9]*: /auto_close: ' out
result $? "all is told in one pass"
tells "wrong.json is not valid: $(wc -l <out) errors" "and counted"
says_not "$(printf '\033')" "into a file there are no colours"
"$program" policy check - <wrong.json >out 2>err
code=$?
exits 1 "standard input is a document too"
says "-:" "and called -"

echo '{"name": ' >broken.json
printf '{"name": "\377"}' >latin.json
printf '{}\0{}' >nul.json
: >empty.json
for file in broken latin nul empty; do
    for command in "check" "test"; do
        # shellcheck disable=SC2046 # the second word is there for test alone
        sc policy $command $file.json $([ $command = check ] || echo small.json)
        [ "$code" -eq 1 ] || [ "$code" -eq 2 ]
        result $? "policy $command: $file.json is told"
        cat out err | grep -q "$file.json"
        result $? "policy $command names $file.json"
    done
done
for command in "check nowhere.json" "test nowhere.json shop.json" "test shop.json nowhere.json"; do
    # shellcheck disable=SC2086 # words
    sc policy $command
    exits 3 "policy $command: there is no such file"
    is_one_line_with_hint "policy $command tells it with a hint"
done

# ---- test ----

# A VIP complains on the chat: segment vip, the rule valued_and_unhappy, the reason's team.
cat >vip.json <<'END'
{"ticket": {"channel": "chat", "reason": "complaint"}, "customer": {"is_vip": true}}
END
sc policy test shop.json vip.json
exits 0 "a policy is tried on a case"
sed -n 1,4p out >left
cat >expected <<'END'
segment   vip
priority  high  (rule "valued_and_unhappy")
team      specialists  (the team that owns the reason)
floor     triage
END
cmp -s left expected
result $? "it says what is decided, and why"
says "* true    valued_and_unhappy -> high" "the rule that decided is marked"
says "false     ticket.reason in [legal, privacy, abuse]  <- complaint" "parts say what they saw"
says "not given, taken as false" "and what was not given"
says_not "$(printf '\033')" "into a file there are no colours"
cp out wide
COLUMNS=60
export COLUMNS
sc policy test shop.json vip.json
awk 'length($0) > 60' out >left
test ! -s left
result $? "in 60 columns no line is longer"
COLUMNS=200
sc policy test shop.json vip.json
unset COLUMNS
cmp -s out wide
result $? "in 200 columns nothing is broken"
sc policy test shop.json vip.json --color always
says "$(printf '\033')" "--color always gives colours"
sc --json policy test shop.json vip.json
exits 0 "with --json it is tried too"
is_json "with --json the answer is one document"
for text in '"segment":"vip"' '"priority":"high"' '"team":"specialists"'; do
    says "$text" "with --json: $text"
done
# Fraud asks for the third floor, abuse for the second; no rule is about the amount.
cat >fraud.json <<'END'
{"ticket": {"channel": "chat", "reason": "abuse"}, "message": {"suspects_fraud": true}}
END
sc policy test shop.json fraud.json
says "floor     risk  (rules abusive_language, suspected_fraud)" "the floor is told, and every rule that asks for one"
says "* true    suspected_fraud -> risk" "the rule is marked"
says "          before solving: the signature risk_or_legal, by role:head_of_risk role:head_of_legal" "who signs there is told"
says "          ticket.transfer is held until resolution" "and what is held"
says "          told: role:head_of_legal, role:privacy_officer, team:legal" "and who is told"
says "  false   harassment -> risk" "and others are not"
sc --json policy test shop.json fraud.json
says '"floor":"risk"' "with --json: the floor"
sc policy test --brief shop.json vip.json
test "$(grep -c '^[* ] [tfu]' out)" -eq 3
result $? "--brief tells the segment, the rule and the SLA policy that decided"
test "$(grep -c '^\* true ' out)" -eq 3
result $? "and no other rule"
"$program" policy test shop.json - <vip.json >out 2>err
code=$?
cmp -s out wide
result $? "the case may come on standard input"
"$program" policy test - vip.json <shop.json >out 2>err
code=$?
cmp -s out wide
result $? "or the policy"
sc policy test - -
exits 2 "but not both"
is_one_line_with_hint "which is told with a hint"

# The facts, where they are wrong: names and values are told with the nearest one.
while IFS='|' read -r facts text hint; do
    printf '%s\n' "$facts" >facts.json
    sc policy test shop.json facts.json
    exits 2 "facts $facts are wrong"
    tells "facts.json: " "facts $facts: the file is named"
    tells "$text" "facts $facts: $text"
    tells "hint: $hint" "facts $facts: hint: $hint"
    is_one_line_with_hint "facts $facts: no more than that"
done <<'END'
{"ticket": {"chanel": "chat"}}|there is no fact "ticket.chanel"|did you mean "ticket.channel"?
{"ticket": {"channel": "caht"}}|there is no channel "caht"|did you mean "chat"?
{"custmer": {"is_vip": true}}|there is no fact "custmer"|did you mean "customer"?
{"customer": {"is_vip": "perhaps"}}|"perhaps" is not true or false|
{"field": {"urgency": "dangeros"}}|"dangeros"|did you mean "dangerous"?
{"order": {"total": 5.001}}|line 1, column 21 of the facts: 5.001 is not money|
{"ticket": |ends too early|
[]|a case is an object|
END
sc --json policy test shop.json facts.json
exits 2 "wrong facts have the same exit code with --json"
is_json "wrong facts are one document with --json"
sc policy test wrong.json vip.json
exits 2 "a wrong policy decides nothing"
tells 'there is no priority "urgnet" (did you mean "urgent"?)' "its problems are told"
tells "/auto_close" "all of them"
tells "supportcore: wrong.json is not a valid policy" "and the file that has them"

# ---- activate, show, list, diff, rollback ----

sc --db desk.db --quiet init
on() {
    now=2026-03-$1T09:00:00Z
    shift
    sc --db desk.db --now "$now" "$@"
}
on 01 policy list
exits 0 "a desk that activated nothing has no versions"
tells "the built-in one holds" "which is said"
on 02 policy activate shop.json
says "Policy version 1 is active." "a policy is activated"
sed 's/"auto_close": "P7D"/"auto_close": "P5D"/; s/{"name": "te", "label": "తెలుగు"}/{"name": "te"}/' \
    shop.json >next.json
on 03 policy diff --file next.json
exits 0 "a document is compared with the active one"
says '~ auto_close changes from "P7D" to "P5D"' "in words"
test "$(wc -l <out)" -eq 2
result $? "and with no more than what differs"
on 03 policy activate next.json --key spring
says "Policy version 2 is active." "the next one is version 2"
on 03 policy activate next.json --key spring
says "version 2" "with a key it is activated once"
on 04 policy diff 1 2
cp out forward
says '~ auto_close changes from "P7D" to "P5D"' "versions are compared"
on 04 policy diff 2 1
says '~ auto_close changes from "P5D" to "P7D"' "in both directions"
on 04 policy diff 1
cmp -s out forward
result $? "the newer one is the active one if it is not given"
on 04 policy diff 2 2
exits 0 "a version differs in nothing from itself"
tells "they say the same" "which is said"
on 04 policy diff builtin
says '+ status "waiting_for_carrier" is new' "the built-in policy is one to compare with"
on 04 policy diff --file wrong.json
exits 2 "a wrong document is not compared"
tells "did you mean \"urgent\"?" "its problems are told"
for arguments in "1 x" "1 0" "0" "-1" "1 2 --file next.json" "1 2 3"; do
    # shellcheck disable=SC2086 # words
    on 04 policy diff $arguments
    exits 2 "policy diff $arguments is wrong"
    is_one_line_with_hint "policy diff $arguments is told with a hint"
done

on 05 policy rollback 1
exits 0 "a desk goes back to an earlier version"
says "Policy version 3 is active." "as its next version"
on 05 policy diff 1 3
tells "they say the same" "which says what the earlier one did"
on 05 policy show
cmp -s out shop.json
result $? "to the byte"
on 05 policy rollback 3
says "Policy version 3 was active already." "the active version stays"
for version in 9 "9 --json"; do
    # shellcheck disable=SC2086 # words
    on 05 policy rollback $version
    exits 3 "there is no version $version to go back to"
    # shellcheck disable=SC2086 # words
    on 05 policy show --version $version
    exits 3 "there is no version $version to show"
    # shellcheck disable=SC2086 # words
    on 05 policy diff 1 $version
    exits 3 "there is no version $version to compare with"
done
says '"code":"NOT_FOUND"' "in JSON it is NOT_FOUND"
says 'policy.list tells them' "the hint leads to the versions that there are"
for version in x 0 1.5; do
    on 05 policy rollback $version
    exits 2 "$version is no version to go back to"
    is_one_line_with_hint "$version is told with a hint"
done
# Approved by a role that no person on the desk has, which no document shows by itself.
sed 's/^  "roles": {$/&"judge": {"may": ["approval.decide"]},/
    s/"approval": {"roles": \["head_of_risk", "head_of_legal"\]/"approval": {"roles": ["judge"]/' \
    shop.json >judged.json
sc --db judged.db init --quiet
sc --db judged.db policy activate shop.json
sc --db judged.db agent save --name Sita --roles supervisor
exits 0 "a desk has one person"
sc policy check --strict judged.json
exits 0 "who is on the desk is not asked without one"
sc --db judged.db policy check judged.json
exits 0 "an approval that nobody could give refuses nothing"
says "warning: /authority/matrix/" "policy check tells it as a warning"
says "nobody on this desk could approve this: no person has one of these roles" "in words"
sc --db judged.db --json policy check judged.json
says '"text":"nobody on this desk could approve this: no person has one of these roles"' \
    "and as data"
sc --db judged.db policy check --strict judged.json
exits 1 "policy check --strict refuses it"
sc --db judged.db policy activate --strict judged.json
exits 2 "policy activate --strict refuses it"
grep -q "^judged.json:.*nobody on this desk could approve this" err
result $? "and tells what it was"
sc --db judged.db --json policy activate --strict judged.json
exits 2 "with --json, too"
says '"message_name":"POLICY_NOBODY"' "by name"
sc --db judged.db policy activate judged.json
exits 0 "policy activate takes it"
grep -q "^judged.json:.*warning: .*nobody on this desk could approve this" err
result $? "and warns"
sc --db judged.db policy activate shop.json
grep -q "^shop.json:.*warning: .*/approval" err
result $? "as of any other role that nobody has"
sc --db judged.db policy rollback --strict 2
exits 2 "policy rollback --strict refuses it as well"
grep -q "nobody on this desk could" err
result $? "and tells what it was"
sc --db judged.db policy rollback 2
exits 0 "policy rollback takes it"

on 05 policy activate wrong.json
exits 2 "a wrong document is not activated"
tells "wrong.json is not a valid policy" "which is said"
on 05 policy activate nowhere.json
exits 3 "a document that is not there is not found"

on 06 policy list
exits 0 "versions are listed"
sed 's/  *[0-9a-f]\{64\}$//; s/ *$//' out >left
cat >expected <<'END'
VERSION          ACTIVATED (UTC)      BY      DIGEST
      3  active  2026-03-05 09:00:00  system
      2          2026-03-03 09:00:00  system
      1          2026-03-02 09:00:00  system
END
cmp -s left expected
result $? "newest first, with time and actor"
for width in 60 200; do
    COLUMNS=$width
    export COLUMNS
    on 06 policy list
    unset COLUMNS
    test "$(wc -l <out)" -eq 4
    result $? "three versions are four lines in $width columns"
    awk -v width=$width 'length($0) > width' out >left
    test ! -s left
    result $? "none of them is longer than $width"
    says_not "$(printf '\033')" "into a file there are no colours, $width columns"
    says "active" "the active one is marked in $width columns"
done
on 06 policy list --limit 2
tells "--after 2" "a page says how to get the next"
on 06 policy list --limit 2 --after 2
says "2026-03-02" "the next page goes on"
for limit in 0 101 many; do
    on 06 policy list --limit $limit
    exits 2 "--limit $limit is no limit"
    is_one_line_with_hint "--limit $limit is told with a hint"
done

# Who may do what with it: agents only what their role allows.
on 06 agent save --name "Priya Nair" --roles agent
for command in "activate shop.json" "rollback 1" "list" "diff 1 2"; do
    # shellcheck disable=SC2086 # words
    on 06 --actor agent:1 policy $command
    exits 1 "an agent may not policy $command"
    tells "agent 1 may not policy." "policy $command: which is said"
    is_one_line_with_hint "policy $command: with a hint"
done
on 06 --actor agent:1 policy show
exits 0 "but may read it"

# What it is all for: a ticket gets its priority and team by the active policy.
on 07 call --allow system </dev/null
printf '%s\n' '{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"The stove hisses","channel":"phone","reason":"safety"}}}' |
    "$program" --db desk.db --now 2026-03-07T09:00:00Z call --allow system >out 2>err
code=$?
on 07 ticket list
says "urgent" "a rule makes it urgent"
says "risk" "and its floor has a team of its own"

# --json is what the door answers.
same() {
    method=$1
    params=$2
    shift 2
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-03-08T09:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$method\",\"params\":$params}}" \
        --db desk.db call --allow system
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
    on 08 --json "$@"
    cmp -s out expected
    result $? "$* answers in JSON as $method does"
    is_json "which is JSON"
}
same policy.list '{}' policy list
same policy.list '{"limit":1,"after_id":"3"}' policy list --limit 1 --after 3
same policy.diff '{"from_version":1,"to_version":2}' policy diff 1 2
same policy.diff '{"from_is_builtin":true}' policy diff builtin
same policy.show '{"version":2}' policy show --version 2
on 08 --json policy rollback 2
exits 0 "policy rollback answers in JSON"
says '"version":4' "with the version"
on 08 --json policy activate wrong.json
exits 2 "a wrong document has the same exit code with --json"
is_json "and is one document"
sc --db desk.db check
exits 0 "and the tables agree with the events"

# A pipe that nobody writes to is told, not waited for.
mkfifo pipe
for command in "policy check" "policy activate"; do
    # shellcheck disable=SC2086 # two words
    timeout 20 "$program" --db nowhere.db $command pipe >out 2>err </dev/null
    code=$?
    exits 2 "$command: a named pipe is wrong input"
    tells "pipe is not a regular file" "it is told"
    is_one_line_with_hint "with a hint"
done
sc policy show --builtin
cp out builtin.json
# shellcheck disable=SC2002 # a pipe is what is wanted
cat builtin.json | "$program" policy check /dev/stdin >out 2>err
code=$?
exits 0 "a pipe that a shell makes is read"
finish
