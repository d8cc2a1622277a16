#!/bin/sh
# sla.sh: timers listed, what breaks next, and why a timer shows what it shows.
. "$(dirname "$0")/lib.sh"

for command in list timers due explain guide misses cause; do
    sc sla $command --help
    exits 0 "sla $command has help"
    says "Usage: supportcore sla $command" "sla $command's help begins with its usage"
    says "Examples:" "sla $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "sla $command's help fits 80 columns"
done
for command in "list 1" "timers" "explain 1" "timers 1 --metric speed" "explain 1 speed" "explain 1 resolution x" \
    "due --limit 0" "due --until noon" "misses --limit 0" "misses --from noon" "misses --to noon" \
    "misses --metric speed" "misses --by-cause --cause other" "misses --by-cause --unexplained" \
    "cause 1 resolution" "cause x resolution other" "cause 1 speed other" \
    "cause 1 resolution other --number x"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db sla $command
    exits 2 "sla $command is a wrong command line"
    is_one_line_with_hint "sla $command says so with a hint"
done

# Rome, with a lunch break; 2026-10-23 is a Friday, and summer time ends on Sunday.
sc policy show --builtin
sed '1s/^{/{"calendars": {"office": {"zone": "Europe\/Rome", "week": {"monday": ["09:00-13:00", "14:00-18:00"], "friday": ["09:00-13:00", "14:00-18:00"]}}}, "sla": [{"name": "all", "label": "Everybody", "calendar": "office", "warnings": ["50%"], "targets": [{"metric": "resolution", "within": "PT4H"}]}],/' \
    out >policy.json
sc --db desk.db init
sc --db desk.db --now 2026-10-23T09:00:00Z policy activate policy.json
exits 0 "a policy that promises something is activated"
sc --db desk.db --now 2026-10-23T10:00:00Z sla due
exits 0 "nothing waits on an empty desk"
tells "nothing waits" "which is said"
call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":$3}}" \
        --db desk.db call --allow system
}
call 2026-10-23T10:00:00Z ticket.open '{"subject":"Late"}'
exits 0 "a ticket is opened at noon"

sc --db desk.db --now 2026-10-23T13:00:00Z sla timers 1
exits 0 "its timers are listed"
says "resolution" "by their names"
says "3h 0m" "with what was used"
says "2026-10-23 15:00:00" "and when they are due"
sc --db desk.db --now 2026-10-23T13:00:00Z sla timers 1 --metric resolution
test "$(wc -l <out)" -eq 2
result $? "one metric is one line under the titles"
sc --db desk.db sla timers 9
exits 3 "a missing ticket has no timers"

sc --db desk.db --now 2026-10-23T13:00:00Z sla due
exits 0 "what is due is listed"
says "warns" "the warning first"
says "2026-10-23 13:00:00" "at its time, after the lunch break"
sc --db desk.db --now 2026-10-23T13:00:00Z sla due --breaches
says "breaks" "what breaks is told whatever warns before"
sc --db desk.db --now 2026-10-23T13:00:00Z sla due --breaches --until 2026-10-23T14:00:00Z
tells "nothing waits" "a ticket's warning is no breach"
sc --db desk.db --now 2026-10-23T13:00:00Z tick
says "1 fired" "the warning fires"
sc --db desk.db --now 2026-10-23T13:00:00Z sla due --breaches --until 2026-10-24T00:00:00Z
says "breaks" "then the breach is next"

sc --db desk.db --now 2026-10-23T13:00:00Z sla explain 1 resolution
exits 0 "a timer is explained"
for text in "resolution 1 of ticket 1 began Fri 2026-10-23 12:00 +02:00 and is running" \
    "Everybody" "Fri 2026-10-23 13:00 +02:00 to 14:00, closed: nothing counts" \
    "ahead: Fri 2026-10-23 15:00 +02:00 to 17:00, open: PT2H counts" \
    "used up Fri 2026-10-23 17:00 +02:00"; do
    says "$text" "an explanation says: $text"
done
sc --db desk.db sla explain 1 time_in_team
exits 3 "a timer that is not there is not explained"
sc --db desk.db --now 2026-10-26T08:30:00Z sla explain 1 resolution 1
says "Mon 2026-10-26 09:00 +01:00 to 09:30, open: PT30M counts" "after the clocks changed too"

# Broken on Friday at 17:00 in Rome; work went on for a quarter of an hour.
sc --db desk.db --now 2026-10-23T14:00:00Z sla misses
exits 0 "nothing is missed yet"
tells "no promise was broken" "which is said"
sc --db desk.db --now 2026-10-23T14:00:00Z sla misses --by-cause
tells "no promise was broken" "and when misses are counted"
sc --db desk.db --now 2026-10-23T14:00:00Z sla cause 1 resolution outage
exits 3 "what is not broken has no cause"
is_one_line_with_hint "which is told with a hint"
cp desk.db later.db
call_later() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":$3}}" \
        --db later.db call --allow system
}
call_later 2026-10-23T15:15:00Z ticket.move '{"ticket_id":"1","status":"solved"}'
exits 0 "the ticket is solved at a quarter past five"
sc --db later.db --now 2026-10-23T15:20:00Z sla misses
exits 0 "it is missed"
for text in "resolution" "2026-10-23 15:00:00" "15m 0s" "all"; do
    says "$text" "a miss says $text"
done
sc --db later.db --now 2026-10-23T15:20:00Z sla cause 1 resolution outge
exits 2 "a misspelt cause is told"
sc --db later.db --now 2026-10-23T15:20:00Z sla cause 1 resolution volume --note "A sale."
exits 0 "a cause is given"
says "volume" "and told"
sc --db later.db --now 2026-10-23T15:20:00Z sla misses --cause volume
says "volume" "the miss has its cause"
says "A sale." "and the note"
sc --db later.db --now 2026-10-23T15:20:00Z sla misses --unexplained
tells "no promise was broken" "no other is without one"
sc --db later.db --now 2026-10-23T15:20:00Z sla misses --cause volume --unexplained
exits 2 "those with a cause and those without one are not asked for at once"
is_one_line_with_hint "which is told with a hint"
sc --db later.db sla misses --from 2026-10-24T00:00:00Z --to 2026-10-23T00:00:00Z
exits 2 "a range that ends before it begins is a wrong command line"
tells "to is 2026-10-23T00:00:00.000Z, which is before from, 2026-10-24T00:00:00.000Z" "both are named"
sc --db later.db --now 2026-10-23T15:20:00Z sla misses --by-cause
for text in "no team" "volume" "More contacts than usual"; do
    says "$text" "the numbers say $text"
done
sc --db later.db --now 2026-11-23T15:20:00Z sla misses
tells "no promise was broken" "a month later it is out of the week"
sc --db later.db --now 2026-11-23T15:20:00Z sla misses --from 2026-10-23T15:00:00Z --to 2026-10-23T16:00:00Z
says "A sale." "unless that is asked for"
for command in "sla.misses||misses" "sla.miss_summary||misses --by-cause"; do
    call_later 2026-10-23T15:20:00Z "${command%%|*}" "{}"
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
    # shellcheck disable=SC2086 # words
    sc --db later.db --now 2026-10-23T15:20:00Z --json sla ${command##*|}
    is_json "sla ${command##*|} answers in JSON"
    cmp -s out expected
    result $? "sla ${command##*|} answers in JSON as ${command%%|*} does"
done

sc --db desk.db sla list
exits 0 "SLA policies are listed"
grep -Eq "^all +all +resolution +PT4H +office$" out
result $? "with their targets"
sc --db desk.db --json sla list
is_json "sla list answers in JSON"
says '"within": "PT4H"' "as the policy has them"
sc --db none.db init
sc --db none.db sla list
exits 0 "without a policy there are none"
tells "the policy promises nothing" "which is said"
sc --db none.db --json sla list
says "[]" "in JSON it is an empty list"

sc --db desk.db sla guide
exits 0 "what is promised is told by channel"
for text in "Resolution" "4 h" "office"; do
    says "$text" "a guide says $text"
done
sc --db desk.db sla guide --markdown
says "# Everybody" "as Markdown it has a heading"
says "| email | Resolution | 4 h | office |" "and a line for each promise"
sed 's/"label": "Everybody"/"label": "<b>Every*body* | \\\\ [x](y)"/' policy.json >marked.json
sc --db marked.db init
sc --db marked.db policy activate marked.json
sc --db marked.db sla guide --markdown
says '# &lt;b\>Every\*body\* \| \\ \[x\](y)' "what means something to Markdown is escaped"
sc --db desk.db sla guide --sla vip
exits 2 "an unknown SLA policy is told"

# Another policy, before a tick gives the ticket its turn.
cp desk.db waiting.db
sed 's/PT4H/PT5H/' policy.json >longer.json
sc --db waiting.db --now 2026-10-23T13:30:00Z policy activate longer.json
for command in "timers 1" "due"; do
    # shellcheck disable=SC2086 # words
    sc --db waiting.db --now 2026-10-23T13:31:00Z sla $command
    tells "another policy is active" "sla $command says what was before another policy"
done
sc --db waiting.db --now 2026-10-23T13:31:00Z sla explain 1 resolution
says "another policy is active" "and so does an explanation"
sc --db waiting.db --now 2026-10-23T13:31:00Z tick
sc --db waiting.db --now 2026-10-23T13:31:00Z sla due
is_quiet "until a tick"

# --json is what the door answers
for command in "ticket.timers|{\"ticket_id\":\"1\"}|timers 1" "sla.due|{}|due" "sla.guide|{}|guide" \
    "sla.explain|{\"ticket_id\":\"1\",\"metric\":\"resolution\"}|explain 1 resolution"; do
    method=${command%%|*}
    words=${command##*|}
    params=${command#*|}
    call 2026-10-23T13:00:00Z "$method" "${params%|*}"
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
    # shellcheck disable=SC2086 # words
    sc --db desk.db --now 2026-10-23T13:00:00Z --json sla $words
    is_json "sla $words answers in JSON"
    cmp -s out expected
    result $? "sla $words answers in JSON as $method does"
done
finish
