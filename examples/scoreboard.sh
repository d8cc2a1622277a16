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
}
