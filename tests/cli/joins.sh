#!/bin/sh
# joins.sh: tickets that belong together: merged, split, linked, watched.
. "$(dirname "$0")/lib.sh"

for command in merge unmerge split link unlink watch remind; do
    sc ticket $command --help
    exits 0 "ticket $command has help"
    says "Usage: supportcore ticket $command" "ticket $command's help begins with its usage"
    says "Examples:" "ticket $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "ticket $command's help fits 80 columns"
done

make_desk desk.db
one=2
two=1
sc --db desk.db ticket merge "$two" "$one" --evidence "both about order 1001"
exits 0 "two tickets become one"
says "Ticket $two is merged; ticket $one is at version" "which is told"
sc --db desk.db ticket merge "$two" "$one"
says "nothing new" "what is one already stays so"
sc --db desk.db ticket show "$one"
says "ticket $two was merged into it" "a ticket shows what was merged into it"
sc --db desk.db ticket show "$two"
says "merged into ticket $one" "and the other where it is now"
sc --db desk.db ticket unmerge "$two"
exits 0 "a merge is taken back"
says "Ticket $two is on its own again" "which is told"
sc --db desk.db ticket unmerge "$two"
exits 4 "what is not merged cannot be unmerged"
is_one_line_with_hint "that is told with a hint"

sc --db desk.db ticket link "$one" blocked_by "$two"
exits 0 "tickets are linked"
says "Ticket $one is linked" "which is told"
sc --db desk.db ticket show "$one"
says "blocked by ticket $two" "a ticket shows its links"
sc --db desk.db ticket show "$two"
says "blocks ticket $one" "also from the other side"
sc --db desk.db ticket link "$two" blocked_by "$one"
exits 4 "not in a circle"
sc --db desk.db ticket link "$one" beside "$two"
exits 2 "nor by another word"
sc --db desk.db ticket unlink "$one" blocked_by "$two"
says "is not linked" "a link is taken back"

sc --db desk.db ticket watch "$one" --customer 1
says "is watched" "a customer watches"
sc --db desk.db ticket show "$one"
says "Watched by" "a ticket shows who watches it"
sc --db desk.db ticket watch "$one" --customer 1 --off
says "has a watcher less" "and no longer"
sc --db desk.db ticket remind "$one" --at 2999-01-01T09:00:00Z --note "ask the carrier" --assignee
exits 0 "somebody is to be reminded"
says "Reminder" "which is told"
reminder=$(sed 's/^Reminder \([0-9]*\) .*/\1/' out)
sc --db desk.db ticket show "$one"
says "2999-01-01 09:00:00: ask the carrier" "a ticket shows its reminders"
sc --db desk.db ticket remind "$one" --off "$reminder"
says "Reminder $reminder is taken away" "and no longer"
sc --db desk.db ticket remind "$one" --off "$reminder"
exits 3 "once"
sc --db desk.db ticket remind "$one" --within PT0S
exits 2 "a reminder after no time is a wrong command line"
tells "--within is more than nothing" "and it says which option"
sc --db desk.db ticket remind "$one" --within tomorrow
exits 2 "a time that is none is told"
sc --db desk.db ticket remind "$one"
tells "--at TIME or --within DURATION" "how to say when is told"
exits 2 "so is none at all"
sc --db desk.db ticket split "$one" 99999
exits 3 "a message that is not there is not split off"
finish
