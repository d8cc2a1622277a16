# scoreboard.sh: the week of the shop's first desk in figures. It is read into run.sh; show.sh has
# what it tells with.
# shellcheck shell=sh disable=SC2154

# $@: a command about figures, asked when the week is over.
figures() {
    show --now 2026-03-08T00:00:00Z "$@"
}

scoreboard() {
    db=shop.db
    say "Back to the first desk. Its week in figures:"
    figures kpi --last 1w --to 2026-03-07
    say "Who answered, and how fast:"
    figures kpi replies first_reply --by agent --last 1w --to 2026-03-07
    say "Each figure opens up to the tickets behind it. Which were reopened?"
    figures kpi explain reopens --last 1w --to 2026-03-07
    say "What is left, and since when:"
    figures backlog
    figures kpi check
}
