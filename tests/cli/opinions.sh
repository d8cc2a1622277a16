#!/bin/sh
# opinions.sh: what people were asked and answered, and how work was reviewed, on the command line.
. "$(dirname "$0")/lib.sh"

for command in "survey asked" "survey answered" "survey list" "review record" "review rate" \
    "review list" "review sample"; do
    # shellcheck disable=SC2086 # words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "$command's help begins with its usage"
    says "Examples:" "$command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "$command's help fits 80 columns"
done
sc --db desk.db init
for command in "survey asked csat mailer" "survey asked smile mailer 1" "survey answered csat mailer 1" \
    "survey answered csat mailer 1 good" "survey list --kind smile" "survey list --limit 0" \
    "survey list --from soon" "review record 1" "review record x 1" "review record 1 good" \
    "review record 1 1 --sections tone" "review record 1 1 --sections =1" "review rate 1" \
    "review list --limit 101" "review list --to soon" "review sample" "review sample s" \
    "review sample s --from soon" "review sample s --from 2026-10-01T00:00:00Z --each 0"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db $command
    exits 2 "$command is a wrong command line"
    is_one_line_with_hint "$command says so with a hint"
done

call() {
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-10-23T09:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}}" \
        --db desk.db call --allow system
}
call agent.save '{"name":"Priya","roles":["agent"]}'
call agent.save '{"name":"Lee","roles":["lead"]}'
call customer.save '{"name":"Ann"}'
call ticket.open '{"subject":"Broken","customer_id":"1","assignee_id":"1","team":"frontline"}'
call ticket.move '{"ticket_id":"1","status":"solved"}'
priya() { sc --db desk.db --now 2026-10-23T09:10:00Z --actor agent:1 "$@"; }
lee() { sc --db desk.db --now 2026-10-23T09:20:00Z --actor agent:2 "$@"; }
desk() { sc --db desk.db --now 2026-10-23T09:30:00Z "$@"; }

desk survey asked csat mailer s-1 --ticket 1
exits 0 "somebody is asked"
says "Survey 1: asked." "which is said"
desk survey answered csat mailer s-1 4 --comment "Quick and kind"
says "Survey 1: answered." "and answers"
desk survey answered csat mailer s-1 4 --comment "Quick and kind"
exits 0 "the same again is no news"
says "known already" "which is said"
desk survey answered csat mailer s-1 5
exits 4 "another answer is a conflict"
is_one_line_with_hint "with a hint"
desk survey answered csat mailer s-1 5 --correct
says "Survey 1: corrected." "unless it is a correction"
desk survey answered csat mailer s-2 6
exits 2 "csat ends at 5"
tells "from 1 to 5" "which is told"
desk survey answered pulse hr p-1 75 --team frontline
says "Survey 2: answered." "a pulse names no ticket"
desk survey answered nps mailer n-1 9 --customer 1 --comment "Will come back"
lee survey list
exits 0 "a lead sees what was answered"
says "2026-10-23 09:30:00" "when"
says "Will come back" "and the words"
lee survey list --ticket 1 --answered --kind csat
says "frontline" "with the ticket's team"
says_not "pulse" "and of that kind only"
lee --json survey list --kind pulse
says '"is_answered":true' "with --json as the library answers"
lee survey list --limit 1
tells "--after 1" "a page tells where the next begins"
lee survey list --limit 1 --after 1
says "pulse" "which goes on there"

lee review record 1 85 --form calls --sections tone=70,facts=100 --note "Kind"
exits 0 "a colleague reviews"
says "Ticket 1: review 1;" "which is said"
priya review record 1 100
exits 1 "agents do not review themselves, nor others without the right to"
lee review record 1 85 --reviewer 1
exits 2 "nobody reviews in another's name"
is_one_line_with_hint "with a hint"
priya review rate 1 90
exits 0 "but agents rate their outcomes"
says "Ticket 1: rating 2;" "which is said"
lee review list
says "facts 100, tone 70" "reviews are listed with their sections"
says "Kind" "and notes"
lee review list --self
says_not "calls" "ratings apart from reviews"

call ticket.open '{"subject":"Late","customer_id":"1","assignee_id":"1"}'
call ticket.move '{"ticket_id":"2","status":"solved"}'
call ticket.open '{"subject":"Late","customer_id":"1","assignee_id":"2"}'
call ticket.move '{"ticket_id":"3","status":"solved"}'
lee review sample "week 43" --from 2026-10-19T00:00:00Z --each 2
exits 0 "tickets are drawn"
says "    1       2" "Priya's that was not reviewed"
says "    2       3" "and Lee's"
tells "agent 1: 1 of 2 solved tickets" "of how many is told"
lee --json review sample "week 43" --from 2026-10-19T00:00:00Z --agent 2
says '"drawn":1' "with --json as the library answers"
finish
