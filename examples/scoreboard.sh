# scoreboard.sh: the week of the shop's first desk in figures. It is read into run.sh; show.sh has
# what it tells with.
# shellcheck shell=sh disable=SC2154

# $@: a command about figures, asked when the week is over.
figures() {
    show --now 2026-03-08T00:00:00Z "$@"
}

# What the shop's mailer heard of customers and its wiki of agents; a lead looked at some tickets.
answers() {
    {
        told=0
        for answer in csat:1:5 csat:2:4 csat:5:2 csat:8:5 csat:10:4 csat:14:3 csat:23:5 csat:37:5 \
            ces:9:6 ces:25:7 ces:30:4; do
            told=$((told + 1))
            score=${answer##*:}
            ticket=${answer%:*}
            printf '{"caller":{"actor":"integration","now":"2026-03-07T13:%02d:00Z"},"request":{"jsonrpc":"2.0","id":%d,"method":"survey.answered","params":{"kind":"%s","source":"mailer","survey_id":"s-%d","ticket_id":"%s","score":%s}}}\n' \
                "$told" "$told" "${answer%%:*}" "$told" "${ticket#*:}" "$score"
        done
        for answer in nps:1:10 nps:2:9 nps:3:7 nps:4:5 pulse:0:75 pulse:0:50; do
            told=$((told + 1))
            customer=${answer#*:}
            customer=${customer%:*}
            printf '{"caller":{"actor":"integration","now":"2026-03-07T13:%02d:00Z"},"request":{"jsonrpc":"2.0","id":%d,"method":"survey.answered","params":{"kind":"%s","source":"wiki","survey_id":"s-%d",%s"score":%s}}}\n' \
                "$told" "$told" "${answer%%:*}" "$told" \
                "$([ "$customer" = 0 ] || printf '"customer_id":"%s",' "$customer")" "${answer##*:}"
        done
        for review in 1:96 2:88 9:91; do
            told=$((told + 1))
            printf '{"caller":{"actor":"system","now":"2026-03-07T14:%02d:00Z"},"request":{"jsonrpc":"2.0","id":%d,"method":"review.record","params":{"ticket_id":"%s","score":%s}}}\n' \
                "$told" "$told" "${review%:*}" "${review#*:}"
        done
    } >answers.txt
    "$program" --db "$db" call --allow system,integration <answers.txt >answered.txt
}

# What the shop wants its figures to be: the policy that it has, with a scorecard.
targets() {
    "$program" --quiet policy show --builtin >builtin.json
    {
        cat <<'END'
{"kpi": {"scorecard": [
  {"name": "morale", "label": "Morale", "metric": "morale", "direction": "at_least", "target": 85, "owner": {"role": "lead"}},
  {"name": "satisfaction", "label": "Satisfaction", "metric": "satisfaction", "direction": "at_least", "target": 90, "owner": {"role": "lead"}},
  {"name": "nps", "label": "NPS", "metric": "nps", "direction": "at_least", "target": 50, "owner": {"role": "admin"}},
  {"name": "first_reply", "label": "First reply", "metric": "first_reply", "statistic": "p50", "direction": "below", "target": "PT8M", "owner": {"role": "lead"}},
  {"name": "resolution", "label": "Resolution", "metric": "full_resolution", "direction": "below", "target": "PT24H", "owner": {"role": "lead"}},
  {"name": "within_day", "label": "Solved within 24 hours", "metric": "solved_within_day", "direction": "at_least", "target": 80, "owner": {"role": "lead"}},
  {"name": "backlog", "label": "Backlog over 7 days", "metric": "backlog_aged", "direction": "below", "target": 50, "owner": {"role": "lead"}},
  {"name": "qa", "label": "QA", "metric": "qa_score", "direction": "at_least", "target": 92, "owner": {"agent": "4"}},
  {"name": "turnover", "label": "Turnover", "metric": "turnover", "direction": "at_most", "target": 8, "owner": {"role": "admin"}},
  {"name": "fcr", "label": "First contact resolution", "metric": "first_contact_resolution", "direction": "at_least", "target": 70, "owner": {"role": "lead"}}
]},
END
        sed 1d builtin.json
    } >targets.json
}

scoreboard() {
    db=shop.db
    answers
    say "Back to the first desk. Its week in figures:"
    figures kpi --last 1w --to 2026-03-07
    say "Who answered, and how fast:"
    figures kpi replies first_reply --by agent --last 1w --to 2026-03-07
    say "What customers and agents said of it:"
    figures kpi satisfaction csat ces nps morale qa_score --last 1w --to 2026-03-07
    say "Why customers came:"
    figures drivers --by reason --limit 8 --last 1w --to 2026-03-07
    say "Each figure opens up to the tickets behind it. Which were reopened?"
    figures kpi explain reopens --last 1w --to 2026-03-07
    say "What is left, and since when:"
    figures backlog
    figures kpi check
    targets
    say "The shop writes down what it wants of its figures, and who answers for each:"
    figures policy activate targets.json
    say "The first reply takes too long. Samuel says what is done about it:"
    figures --actor agent:4 corrective record first_reply "One more in the chat from 8 to 10" \
        --owner agent:3 --due P14D
    say "And so the week ends:"
    figures scorecard --from 2026-03-01 --to 2026-03-07
}
