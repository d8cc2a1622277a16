#!/bin/sh
# scorecard.sh: figures beside their targets, what is done about them, and comparisons, on the command
# line; worked out by hand.
. "$(dirname "$0")/lib.sh"
LC_ALL=C
export LC_ALL

for command in scorecard "kpi compare" "corrective record" "corrective change" "corrective close" \
    "corrective list"; do
    # shellcheck disable=SC2086 # words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "the help of $command begins with its usage"
    says "Examples:" "the help of $command has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "the help of $command fits 80 columns"
done
sc --db desk.db init
for wrong in "scorecard --period year" "scorecard --from soon" "scorecard --to 2026-02-30" \
    "scorecard --trend 0" "scorecard --trend 61" "scorecard now" \
    "kpi compare" "kpi compare sla" "kpi compare sla --from x" \
    "kpi compare sla --from 2026-03-01 --statistic p51" \
    "kpi compare sla --from 2026-03-01 --versus-from y" "kpi --last 5d compare" \
    "corrective record sla" \
    "corrective record sla Ask" "corrective record sla Ask --due soon" \
    "corrective record sla Ask --due P7D --owner lee" "corrective change" "corrective change x" \
    "corrective change 1" "corrective close" "corrective close x" "corrective list --limit 0"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db $wrong
    exits 2 "$wrong is a wrong command line"
    is_one_line_with_hint "$wrong says so with a hint"
done
for wrong in "scorecard --csv" "kpi compare sla --from 2026-03-01 --csv"; do
    # shellcheck disable=SC2086 # words
    sc --json --db desk.db $wrong
    exits 2 "$wrong with --json are two answers"
done
sc --db desk.db scorecard
exits 0 "a policy without a scorecard is no error"
tells "the policy has no scorecard" "which is told"

sc policy show --builtin
sed '1s/{/{"kpi": {"scorecard": [{"name": "day", "label": "Within a day", "metric": "solved_within_day", "direction": "at_least", "target": 80, "owner": {"role": "lead"}}, {"name": "resolution", "metric": "full_resolution", "statistic": "p50", "direction": "below", "target": "PT24H", "owner": {"agent": "2"}}, {"name": "csat", "metric": "csat", "direction": "at_least", "target": 85, "owner": {"role": "lead"}}]},/' out >policy.json
sc --db desk.db --now 2026-03-01T00:00:00Z policy activate policy.json
exits 0 "the policy has a scorecard"

# In the week of 2026-03-02 one ticket is solved after 2 hours. In that of 2026-03-09 risk solves one
# after 1 hour, others one after 30 and one after 40: 1 of 3 within a day, the middle one after 30.
n=0
call() {
    n=$((n + 1))
    echo "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":$n,\"method\":\"$2\",\"params\":$3}}"
}
{
    call 2026-03-01T00:00:00Z agent.save '{"name":"Priya","roles":["agent"]}'
    call 2026-03-01T00:00:00Z agent.save '{"name":"Lee","roles":["lead"]}'
    call 2026-03-02T08:00:00Z ticket.open '{"subject":"a"}'
    call 2026-03-02T10:00:00Z ticket.move '{"ticket_id":"1","status":"solved"}'
    call 2026-03-09T08:00:00Z ticket.open '{"subject":"b","team":"risk"}'
    call 2026-03-09T08:00:00Z ticket.open '{"subject":"c"}'
    call 2026-03-09T08:00:00Z ticket.open '{"subject":"d"}'
    call 2026-03-09T09:00:00Z ticket.move '{"ticket_id":"2","status":"solved"}'
    call 2026-03-10T14:00:00Z ticket.move '{"ticket_id":"3","status":"solved"}'
    call 2026-03-11T00:00:00Z ticket.move '{"ticket_id":"4","status":"solved"}'
} >requests
"$program" --db desk.db call --allow system <requests >made 2>&1
desk() { sc --db desk.db --now 2026-03-12T12:00:00Z --actor agent:2 "$@"; }

# $1: a row of the table, its columns one space apart.
has_row() {
    sed -e 's/  */ /g' -e 's/^ //' -e 's/ $//' out | grep -qxF -- "$1"
    result $? "$2"
}

desk corrective record day "Two more on Mondays" --due P7D
exits 0 "a corrective action is recorded"
says "Corrective action 1: recorded." "which is said"
desk corrective record day "Ask the carrier" --due 2026-03-13T00:00:00Z --owner agent:1
desk scorecard --trend 2
exits 0 "the scorecard is shown"
tells "2026-03-09 to 2026-03-15, days of UTC, not over yet: 0 met, 2 missed, 1 without data" \
    "the period and the counts are told"
has_row "Within a day >= 80.0 % 33.3 % missed #- 100.0 % worse 3 lead" "1 of 3 is less than 80 %"
has_row "resolution, p50 < 24h 0m 30h 0m missed .# 2h 0m worse 3 Lee" "30 hours are more than 24"
has_row "csat >= 85.0 % - no data - lead" "nobody was asked"
has_row "2 day open 2026-03-13 00:00 Priya Ask the carrier" "what is due first is shown first"
has_row "1 day open 2026-03-19 12:00 lead Two more on Mondays" "then the rest"
sc --db desk.db --now 2026-03-14T00:00:00Z scorecard
says "overdue" "what is late is overdue"
desk --json scorecard
says '"status":"missed"' "with --json as the library answers"
desk scorecard --csv
says "day,solved_within_day,mean,percent,at_least,80.000,2026-03-09,2026-03-15,33.333,3,100.000,1,missed,worse,," \
    "with --csv a row for each line"
desk scorecard --from 2026-03-02 --to 2026-03-08 --trend 1
tells "2026-03-02 to 2026-03-08, days of UTC: 2 met, 0 missed, 1 without data" "any range is shown"
desk scorecard --period month --from 2026-02-10
tells "2026-02-01 to 2026-02-28, days of UTC: 0 met, 0 missed, 3 without data" \
    "before there was a desk there is no data"

desk corrective change 1 --text "Three more on Mondays" --owner role:admin
says "Corrective action 1: changed." "what is to be done is changed"
desk corrective change 1 --text "Three more on Mondays"
says "Corrective action 1: is so already." "what is as it was is no change"
desk corrective close 2 --note "They answered."
says "Corrective action 2: done." "and closed"
desk corrective close 2 --dropped
exits 4 "once"
is_one_line_with_hint "with a hint"
desk corrective list --open
has_row "1 day open 2026-03-19 12:00 admin Three more on Mondays" "what is open is listed"
says_not "carrier" "and nothing else"
desk corrective list
has_row "2 day done 2026-03-13 00:00 Priya Ask the carrier They answered." "all of them with notes"
desk corrective list --overdue
tells "no corrective actions" "none is late"
desk corrective record dya "Ask" --due P1D
exits 2 "a line that there is not is told"
tells "did you mean 'day'?" "with the nearest"
sc --db desk.db --now 2026-03-12T12:00:00Z --actor agent:1 corrective record day "Ask" --due P1D
exits 1 "agents record none"

desk kpi compare solved_within_day solved --from 2026-03-09 --to 2026-03-15 --versus-from 2026-03-02
exits 0 "two weeks are compared"
tells "2026-03-09 to 2026-03-15 versus 2026-03-02 to 2026-03-08, days of UTC" "which is told"
has_row "solved_within_day 33.3 % 3 100.0 % 1 -66.7 points -66.7 %" "shares in points"
has_row "solved 3 3 1 1 +2 +200.0 %" "counts as they are"
desk kpi compare full_resolution --from 2026-03-09 --team risk --rest
has_row "full_resolution 1h 0m 1 35h 0m 2 -34h 0m -97.1 %" "a pilot and the rest"
desk kpi compare full_resolution --from 2026-03-09 --team risk --rest --csv --statistic p50
says "full_resolution,ms,2026-03-09,2026-03-12,3600000,1,2026-03-09,2026-03-12,108000000,2,-104400000.000,-96.667,," \
    "with --csv a row for each metric"
desk kpi compare first_contact_resolution --from 2026-03-09 --to 2026-03-10 --versus-from 2026-03-02 --csv
says "first_contact_resolution,percent,2026-03-09,2026-03-10,0.000,2,2026-03-02,2026-03-03,0.000,1,0.000,,2026-03-18T00:00:00.000Z," \
    "a side tells until when it is provisional, the other is final"
desk --json kpi compare solved --from 2026-03-09 --versus-from 2026-03-02
says '"difference":"2"' "with --json as the library answers"
desk kpi compare solved --from 2026-03-09
exits 2 "both sides may not be the same"

sc --db desk.db --now 2026-03-16T00:00:00Z tick
sc --db desk.db --now 2026-03-16T00:00:00Z outbox pull dashboard --limit 100
grep -q 'kpi.crossed' out
result $? "the end of the week is told"
finish
