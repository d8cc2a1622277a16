#!/bin/sh
# test_examples.sh: the shop's day tells the story it promises, the same each time, and leaves a
# desk that can be trusted; the figures and examples/run.sh answer wrong arguments.
# Run as: sh tests/test_examples.sh SHOPDAY SUPPORTCORE DESKFIGURES DESKJOINS SHOPREFUND TOYSTORE
set -u
case $0 in
/*) here=$(dirname "$0") ;;
*) here=$PWD/$(dirname "$0") ;;
esac
in_full() {
    case $1 in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
    esac
}
supportcore=$(in_full "$2")
deskfigures=$(in_full "$3")
deskjoins=$(in_full "$4")
shoprefund=$(in_full "$5")
toystore=$(in_full "$6")
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

sc shop.db
exits 0 "the shop's day goes as the story says"
is_quiet "nothing goes wrong on the way"
cp out first
for channel in email chat phone whatsapp social_public social_private marketplace self_service \
    voice_bot chatbot web; do
    says " $channel  " "somebody comes by $channel"
done
says "the message reopens the ticket" "a solved ticket is reopened within the grace"
says "this opens a follow-up" "a message to a closed ticket opens a follow-up"
says "30 tickets closed by themselves" "solved tickets close after four days"
says "one key: still one ticket" "a webhook that is delivered twice makes one ticket"
says "the second is not added" "a message that is delivered twice is one message"
says "it gets these 100 again" "a consumer that died gets the same events again"
says "REFUSED (caller): agent 2 may not ticket.transfer" "an agent may not transfer"
says "REFUSED (status): ticket 36 may not move from solved to pending" "an illegal move is refused"
says "REFUSED (ticket_id): ticket 19 is closed" "a closed ticket is not replied to"
says "CONFLICT (version): ticket 32 is at version 9, not at 3" "a stale version is a conflict"
says "CONFLICT (idempotency_key): " "a key for another request is a conflict"
says "NOT_FOUND (ticket_id): there is no ticket 32" "another tenant's ticket is not there"
says "hint: did you mean 'urgent'?" "an unknown priority gets the nearest one"
says "INVALID (body): body is not UTF-8 at byte 8" "Latin-1 is told with its place"
says "LIMIT (subject): subject has 1001 bytes, the limit is 1000" "a long subject passes a limit"
says "NOT_FOUND (calls/1/ticket_id): " "a batch says which of its calls is wrong"
says "the character U+0000 is not allowed" "a NUL in JSON is told"
says "hint: did you mean 'ticket.open'?" "an unknown method gets the nearest one"
says "22 requests, 0 wrong answers. Nothing was changed; 4 refusals are on record." \
    "wrong requests have no effect but the record of refusals"
says "the chain of hashes is intact, and folding them again gives the very same desk." \
    "the desk can be trusted in the end"
says "14:15  The desk warned of a promise" "a promise warns a quarter of an hour before its end"
says "broken Fri 2026-10-23 14:30:00.001 +02:00" "it breaks after an hour without the lunch break"
says "Fri 2026-10-23 15:00 +02:00 to 17:00, paused" "who waits for the customer is not measured"
says "used up Mon 2026-10-26 10:30 +01:00" "a deadline lies behind the end of summer time"

sc again.db
cmp -s out first
result $? "the story is the same each time"
for width in 80 60 40; do
    COLUMNS=$width "$program" "narrow$width.db" >out 2>err
    code=$?
    exits 0 "the story is told in $width columns"
    says_not "$(printf '\033')" "no colours into a file, $width columns"
done

sc shop.db
exits 2 "a desk that is there already is left alone"
tells "hint: " "and it says what to do"
sc
exits 2 "a path is needed"
sc --help
exits 0 "help is no error"
sc no/such/folder/shop.db
exits 6 "a folder that is not there is told"
tells "hint: " "with a hint"

# The database is the library's: the program of the desk reads it.
program=$supportcore
sc --db shop.db verify
exits 0 "supportcore verifies the chain"
sc --db shop.db check
exits 0 "supportcore finds the tables as the events say"
sc --db shop.db --json desk
says '"ticket_count":44' "there are 44 tickets"
says '"closed_count":31' "31 are closed"
says '"customer_count":42' "there are 42 customers"
says '"reopen_count":2' "two were reopened"
sc --db shop.db ticket history 20
says "was refused ticket.transfer" "a refusal is in the ticket's history"
sc --db shop.db ticket history 42
says "as a follow-up of ticket 19" "a follow-up names what it follows"
sc --db shop.db ticket history 1
says "2026-03-01 22:41:00" "late mail has the time when it was written"

# Half an hour before the order leaves: 15:30 first, 13:30 when it leaves two hours earlier. The
# desk of the example policy works on all days, so no hours are left out.
sh -eu -c 'program=$1 document=$2/policies/ecommerce.json
    new_database() { db=$1; }
    say() { echo "$1"; }
    show() { "$program" --db "$db" "$@"; }
    . "$2/ships.sh"
    ships' sh "$supportcore" "$here/../examples" >out 2>err
code=$?
exits 0 "what is promised by a date that the shop reports is told"
is_quiet "nothing goes wrong on its way"
says "the date is order.ships_at, PT30M before it" "it names the date"
says "used up Mon 2026-03-02 15:30 +00:00" "the promise is by the date"
says "used up Mon 2026-03-02 13:30 +00:00" "and goes along with it"

program=$deskfigures
sc shop.db
exits 0 "the figures of the desk are printed"
says "2 of 44 tickets were reopened, 2 times in all." "they count reopens"
says "The liveliest is ticket 16." "they name the liveliest ticket"
sc nothing.db
exits 3 "figures of a database that is not there"
test ! -e nothing.db
result $? "and none is made"

program=$deskjoins
sc joined.db
exits 0 "a shop's tables and the desk's are joined"
cat >wanted <<'END'
customer   city   tier  order     total  ticket status  subject
Ann Lee    Lyon   gold  1001      49.90  1      closed  Where is my order?
Ann Lee    Lyon   gold  1001      49.90  3      new     One sock is missing
Rui Costa  Porto  -     1002     129.00  2      new     Wrong size
Mia Berg   Lyon   -     1003      25.50  -      -       -
Ann Lee    Lyon   gold  1004     199.00  -      -       -
END
diff wanted out
result $? "each order has its customer and its tickets"
"$supportcore" --db joined.db check >out 2>&1
result $? "and the desk can be trusted, with the shop's column in it"
sc joined.db
exits 6 "a file that is there is left alone"

# Of 19.00 paid: 15.00 and 2.50 may be given; 500.00 is for nobody; 15.00 + 4.50 is more than was paid.
program=$shoprefund
sc refund.db
exits 0 "refunds are booked with their decisions"
cat >wanted <<'END'
refund of 15.00: given
  order 1001: 15.00 refunded; the desk says the same; refusals on record: 0
refund of 500.00: refused: refund.partial of 500.00 EUR for ticket 1: no row of the authority matrix is for it
  order 1001: 15.00 refunded; the desk says the same; refusals on record: 1
refund of 4.50: the shop: CHECK constraint failed: refunded_cents <= paid_cents
  order 1001: 15.00 refunded; the desk says the same; refusals on record: 1
refund of 2.00: the program dies before its commit
  order 1001: 15.00 refunded; the desk says the same; refusals on record: 1
refund of 2.50: given
  order 1001: 17.50 refunded; the desk says the same; refusals on record: 1
END
diff wanted out
result $? "order and desk say the same after each"
"$supportcore" --db refund.db check >out 2>&1
result $? "and the desk can be trusted"

program=$toystore
sc desk.drawer
exits 0 "a store of somebody else's keeps the contract, and a desk lives in it"
says " checks are kept" "the suite says so"
grep -qE "^([0-9]+) of the contract's \1 checks are kept$" out
result $? "all of them"
says "ticket 1, after closing and opening: Where is my order?" "what was written is there"
cp desk.drawer whole.drawer
for bytes in 0 10 30 1000 6000; do
    head -c $bytes whole.drawer >desk.drawer
    sc --check desk.drawer
    exits 1 "a drawer of $bytes bytes is refused"
done

# The week in figures: of 44 tickets one was opened on the Sunday before and three on Saturday; 31 are
# closed and 3 of 13 others solved. Of eight answers two are below 4; of four customers two recommend
# the shop and one does not.
sh -eu -c 'program=$1; . "$2/show.sh"; . "$2/scoreboard.sh"; scoreboard' \
    sh "$supportcore" "$here/../examples" >out 2>err
code=$?
exits 0 "the week is told in figures"
for row in "^opened .* 40 +3 +43$" "^backlog .* 10 +10$" "^reopen_rate .* 2 of 34$" \
    "^replies +Priya Nair \(1\) +15 " "^ +16 .* 1 " "^2026-03-08 +10 " "they agree\.$" "^csat +75\.0 % +6 of 8$" "^nps +\+25\.0 +1 / 4$" \
    "^product_question +4 .* 18\.6 % +\+4 +0$" "^43 tickets, 1 in as many days before; 1 need"; do
    grep -qE -- "$row" out
    result $? "the week's figures have $row"
done
test "$(grep -c 'that one was reopened since' out)" -eq 2
result $? "two were reopened"

sc
exits 2 "it needs a file"

# 1900.00 and 450.00 of one order are more than the 2000.00 that an agent gives of it; 300.00 twice by
# two clicks are given once; 500.00 that nobody asked for count: 1900 + 450 + 300 + 500 = 3150.
sh -eu -c 'program=$1 document=$2/policies/ecommerce.json; . "$2/show.sh"; . "$2/remedies.sh"; remedies' \
    sh "$supportcore" "$here/../examples" >out 2>err
code=$?
exits 0 "money is given as its story says"
is_quiet "nothing goes wrong on its way"
says "the row refund_by_supervisor asks for approval; it waits for approval" "a split refund is stopped"
says "Request 2: approved." "a supervisor approves it"
says "Request 4: the row refund_at_once allows it; it may be executed; it is the same as request 3." \
    "a double click is told"
says "supportcore: request 4 is for the same as request 3" "and money is given once"
says "3150.00 INR in 4" "what the customer has is the sum of all"
says "2650.00 INR in 3" "and of what the agent gave"

# One case through the three floors of the example policy. Arrived at 9:00 it may be in triage for
# 15 minutes; taken at 9:18 it is a specialist's for 10, and 10 more for the sign-off. What is over
# is over a millisecond later, so the last of these begins at 9:28:00.001 and ends at 9:38:00.002.
sh -eu -c 'program=$1 document=$2/policies/ecommerce.json; . "$2/show.sh"; . "$2/floors.sh"; floors' \
    sh "$supportcore" "$here/../examples" >out 2>err
code=$?
exits 0 "the case rises through the floors as its story says"
is_quiet "nothing goes wrong on its way"
matches() {
    grep -qE -- "$1" out
    result $? "$2"
}
for who in "Priya Nair .* agent " "Aiko Tanaka .* specialist " "Samuel Okafor .* supervisor " \
    "Ingrid Solberg .* head_of_risk "; do
    matches "$who" "who works there has a role that a floor names: $who"
done
matches "^ +1 +triage +triage +2026-03-03 09:00:00 +12m +opened +open " "it begins in triage"
matches "^ +1 +specialist +triage +2026-03-03 09:15:00 +0m +stalled +open .*specialists" \
    "after 15 minutes it is with the specialists"
says "supportcore: ticket.merge is held on the floor specialist, where ticket 1 is, until somebody" \
    "a risky action is held there"
says "Ticket 1: evidence recorded; " "what was found is noted"
matches "^ +1 +specialist +triage +2026-03-03 09:15:00 +13m +stalled +move up +open " \
    "after 10 minutes the supervisor's list has it"
says "refused: ticket.move is held on the floor specialist, where ticket 1 is, until the sign-off" \
    "the ticket stays, held"
matches "^ +1 +risk +triage +2026-03-03 09:38:00 +0m +unsigned +resolution +open .*risk" \
    "unsigned for 10 more it rises, marked so"
says "2026-03-03T09:15:00.001Z on the floor specialist: it stalled on the floor below" \
    "the explanation has the first step"
says "2026-03-03T09:28:00.001Z a sign-off to go to risk was asked for, and nobody answered it" \
    "it has the request"
says "2026-03-03T09:38:00.002Z on the floor risk: it stalled below and nobody signed in time" \
    "it has the second step"
says "before solving: the evidence record (What happened, with its sources)" \
    "it names the evidence that is missing"
says "before solving: the signature risk_or_legal (Head of risk or of legal), by role:head_of_risk role:head_of_legal" \
    "it names the signature that is missing"
says "ticket 3 is on the floor risk, and may not go below risk" "a breach of privacy is a risk at once"
says "2026-03-03T09:41:00.000Z the rule Somebody's data came into wrong hands asked for risk" \
    "the rule is named"
says "  message.reports_privacy_breach: now true" "with what it saw"
says "ticket 1 is on the floor risk and may not be solved without the evidence record, the signature risk_or_legal" \
    "it is not solved without what the floor demands"
says "Ticket 1: signed; " "the head of risk signs"
says "Ticket 2 is merged; " "what was held until then may be done"
says "unsigned: nobody had signed in time, told to role:head_of_legal, role:privacy_officer, team:legal." \
    "legal and compliance are notified"
says "Ingrid Solberg (agent) signed the ticket's resolution as risk_or_legal: Two lamps at our cost." \
    "the history has the signature"
says "09:54:00  Aiko Tanaka (agent) moved the ticket from open to solved." "and it is solved"
says "solved on the lowest floor: 0 of 2 (0 %)" "no case of that day was solved in triage"
says "risks that reached the highest floor: 1 of 1 (100 %)" "the risk reached the highest floor"
says "decisions in time: 1 of 2 (50 %)" "the decision took less than an hour, and nobody signed in time"
says "escalations with all that was demanded: 1 of 2 (50 %)" "one step had no signature"
says "they agree." "the desk can be trusted"

run() {
    sh "$here/../examples/run.sh" "$@" >out 2>err </dev/null
    code=$?
}
echo text >here.csv
run here.csv
exits 2 "run.sh: a log needs a mapping"
run no.csv here.csv
exits 2 "run.sh: a log that is not there"
tells "there is no log no.csv" "and it is named"
run here.csv no.json
exits 2 "run.sh: a mapping that is not there"
tells "there is no mapping no.json" "and it is named"
run . here.csv
exits 2 "run.sh: a directory is no log"
run a b c
exits 2 "run.sh: too many arguments"
run --help
exits 0 "run.sh: help"
finish
