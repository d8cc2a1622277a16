#!/bin/sh
# staffing.sh: how many agents a load needs, and what so many give, on the command line.
. "$(dirname "$0")/lib.sh"

sc staffing --help
exits 0 "staffing has help"
says "Usage: supportcore staffing" "the help begins with its usage"
says "Examples:" "the help has examples"
awk 'length($0) > 80' out >left
test ! -s left
result $? "the help fits 80 columns"
for wrong in "12" "12 PT10M 3" "many PT10M" "12 soon" "12 PT10M --within soon" \
    "12 PT10M --agents x" "12 0" "12 PT10M --service 100" "12 PT10M --service 80 --agents 3" \
    "100001 PT1H"; do
    # shellcheck disable=SC2086 # words
    sc staffing $wrong
    exits 2 "staffing $wrong is a wrong command line"
    is_one_line_with_hint "staffing $wrong says so with a hint"
done

# 12 an hour of 10 minutes each are 2 hours of work; with 30 % more 2.6.
sc staffing 12 PT10M --shrinkage 30
exits 0 "the plain formula is answered without a database"
says "2.000 erlangs" "the load"
says "2.600 agents: 3" "and whole people"
says_not "Queue" "nothing is said of a queue that was not asked about"
is_quiet "nothing else is said"

# The example of the textbooks: 100 calls of 3 minutes in half an hour, 80 % in 20 seconds.
sc staffing 100 PT3M --period PT30M --service 80 --within PT20S --shrinkage 30
exits 0 "a share to be served is"
says "14 at work, 19 with shrinkage" "14 agents serve it"
says "88.8 %" "and serve more than that"
says "17.4 %" "of those who call some wait"
says "7.8 s" "on average so long"
says "71.4 %" "so much of their time they handle calls"
sc staffing 100 180000 --period PT30M --agents 10
exits 0 "as many agents as the load are answered as well"
says "overloaded" "and told to be too few"
says_not "%" "without a number"
sc --json staffing 12 PT10M --shrinkage 30 --agents 3
says '{"is_overloaded":false,"load_milli":2000,"plain_milli":2600,"plain_agents":3,"agents":3,"scheduled":4,"queue":{"occupancy_ppm":666667,"waiting_ppm":444444,"served_ppm":555556,"wait_ms":266667}}' "with --json as the library answers"

# ---- the desk's own week: on Monday, 2026-03-02, one ticket came at nine and one at ten ----

sc staffing week --help
exits 0 "staffing week has help"
says "Usage: supportcore staffing week" "which begins with its usage"
awk 'length($0) > 80' out >left
test ! -s left
result $? "and fits 80 columns"
make_desk desk.db
week() {
    sc --db desk.db --now 2026-03-03T08:00:00Z staffing week "$@"
}
week
exits 0 "the desk's own demand is answered"
has_row "09 0.1 1" "one in eight Mondays"
tells "2026-01-06 to 2026-03-02" "up to yesterday"
week --from 2026-02-23 --to 2026-03-02
has_row "09 0.5 1" "one in two Mondays"
has_row "10 0.5 1" "at ten as well"
test "$(wc -l <out)" -eq 3
result $? "other hours are left out"
# 2 hours of work in one hour are 2 erlangs, with half as much again 3.
week --from 2026-03-02 --handle PT2H --shrinkage 50
has_row "09 1.0 3" "handle time and shrinkage are those that are told"
week --from 2026-03-02 --handle PT2H --agents 1
has_row "09 1.0 over" "too few are told to be overloaded"
week --from 2026-03-02 --handle PT30M --agents 1
has_row "09 1.0 50%" "and else what they serve" # half an erlang: half of the time nobody is there
# On a terminal of 40 columns a cell has three: the agents, or the share, are told alone.
narrow() {
    COLUMNS=40 "$program" --db desk.db --now 2026-03-03T08:00:00Z staffing week "$@" >out 2>err
    code=$?
}
narrow --from 2026-03-02 --handle PT2H --shrinkage 50
has_row "09 3" "narrow, the agents"
tells "2026-03-02 to 2026-03-02: agents for what comes in an hour" "which is said"
narrow --from 2026-03-02 --handle PT30M --agents 1
has_row "09 50" "or the share that they serve"
narrow --from 2026-03-02 --handle PT2H --agents 1
has_row "09 !!" "or that they are too few"
tells "!! more than they can handle" "which is said, too"
week --from 2026-03-02 --to 2026-03-02 --where channel=chat
exits 2 "of what was never handled nothing is known"
tells "give --handle" "and told to be given"
week --from 2026-03-02 --to 2026-03-02 --where channel=chat --handle PT5M --json
says '{"from":"2026-03-02","to":"2026-03-02","handle_ms":300000,"items":[{"weekday":1,"hour":10,"arrivals":1,"period_ms":3600000,"agents":1}]}' "of one channel, in JSON"
is_json "which is JSON"
# Berlin has no hour from two to three on Sunday, 2026-03-29, and has it twice on 2026-10-25.
sc policy show --builtin
sed '1s/^{/{"timers": {"calendar": "berlin"}, "calendars": {"berlin": {"zone": "Europe\/Berlin", "week": {"monday": ["09:00-17:00"]}}},/' \
    out >berlin.json
sc --db berlin.db --quiet init
sc --db berlin.db --now 2026-03-01T00:00:00Z policy activate berlin.json
exits 0 "a desk of Berlin"
opened() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"$1\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"subject\":\"A question\"}}}" \
        --db berlin.db call --allow system
}
opened 2026-04-05T00:10:00Z
opened 2026-04-05T00:20:00Z
opened 2026-04-05T01:20:00Z
sc --db berlin.db --now 2026-04-10T08:00:00Z staffing week --handle PT10M --from 2026-03-23 \
    --to 2026-04-05
has_row "02 2.0 1" "two came in the one hour from two that there was"
has_row "03 0.5 1" "and one in the two from three"
opened 2026-10-25T00:10:00Z
opened 2026-10-25T01:10:00Z
opened 2026-10-25T02:10:00Z
sc --db berlin.db --now 2026-10-28T08:00:00Z staffing week --handle PT10M --from 2026-10-19 \
    --to 2026-10-25
has_row "02 1.0 1" "one came in each of the two hours from two"
has_row "03 1.0 1" "and one in the one from three"
sc --db berlin.db --json --now 2026-10-28T08:00:00Z staffing week --handle PT10M \
    --from 2026-10-12 --to 2026-10-25
says '"hour":2,"arrivals":2,"period_ms":10800000' "of two Sundays these are three hours"
says '"hour":3,"arrivals":1,"period_ms":7200000' "and of the next hour two"
week --last 5
exits 2 "a wrong command line is told"
finish
