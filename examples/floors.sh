# floors.sh: one case that rises through the three floors of the example policy, and a message that
# trips a risk rule. It is read by run.sh; show.sh has what it tells with. $document: the policy.
# shellcheck shell=sh disable=SC2154

# The shop's people, with the roles that the floors name. $1: name, $2: role, $3: team.
floors_hire() {
    "$program" --db "$db" --now 2026-03-03T08:00:00Z agent save --name "$1" --roles "$2" \
        --teams "$3" >/dev/null
}

floors_open() {
    new_database floors.db
    "$program" --db "$db" --quiet init >/dev/null
    "$program" --db "$db" --now 2026-03-03T07:00:00Z policy activate "$document" >/dev/null
    floors_hire 'Priya Nair' agent frontline
    floors_hire 'Aiko Tanaka' specialist specialists
    floors_hire 'Samuel Okafor' supervisor specialists
    floors_hire 'Ingrid Solberg' head_of_risk risk
    say "A third desk, where risk decides who handles a case: triage, specialists, risk. Who is there:"
    show agent list
}

# Ticket 1 by chat, and ticket 2 by mail about the same.
floors_triage() {
    ask 3T09:00:00 system customer.save '{"name":"Hassan Raza"}'
    ask 3T09:00:00 customer:1 ticket.open \
        '{"subject":"Two of my three lamps are missing","body":"The box was open.","channel":"chat","reason":"damaged_item"}'
    ask 3T09:00:20 agent:1 ticket.assign '{"ticket_id":"1","agent_id":"1"}'
    ask 3T09:00:40 agent:1 ticket.reply '{"ticket_id":"1","body":"Let me look into that, Hassan."}'
    ask 3T09:12:00 customer:1 ticket.open \
        '{"subject":"My lamps, again","body":"Photos of the box.","channel":"email","reason":"damaged_item"}'
    say "Hassan writes in the chat at 9:00, and Priya takes it. Everything begins in triage:"
    show_at 3T09:12:00 floor list
    say "A quarter of an hour is not enough, so it goes to the specialists:"
    show_at 3T09:16:00 tick
    show_at 3T09:16:00 floor list
}

floors_specialist() {
    ask 3T09:18:00 agent:2 ticket.assign '{"ticket_id":"1","agent_id":"2"}'
    say "Aiko has it from 9:18. Merging is risky here: it is held until her supervisor clears it."
    show_refused_at 3T09:20:00 --actor agent:2 ticket merge 2 1
    say "She notes what she found. Ten minutes after 9:18 Samuel is asked to sign that it moves up:"
    show_at 3T09:22:00 --actor agent:2 floor evidence 1 notes --note "Packed at 4.1 kg, weighed 1.6 at the depot"
    show_at 3T09:29:00 tick
    show_at 3T09:29:00 floor list --signer 3
    say "Meanwhile it stays as it is:"
    ask 3T09:30:00 agent:2 ticket.reply \
        '{"ticket_id":"1","body":"The carrier looks for them.","status":"waiting_for_carrier"}'
    say "Samuel is out for lunch. After ten minutes it rises all the same, marked unsigned:"
    show_at 3T09:39:00 tick
    show_at 3T09:39:00 floor list
    show_at 3T09:39:00 floor explain 1
}

# Ticket 3 begins in triage, until the shop's classifier has read it.
floors_rule() {
    ask 3T09:40:00 system customer.save '{"name":"Chiamaka Eze"}'
    ask 3T09:40:00 customer:2 ticket.open \
        '{"subject":"An invoice","body":"You sent me the invoice of a stranger, with her address.","channel":"email"}'
    ask 3T09:41:00 integration:1 fact.record \
        '{"ticket_id":"3","facts":[{"name":"message.reports_privacy_breach","value":"true"}]}'
    say "Another customer reports a breach of privacy. That is a risk: no limit, no sign-off, at once."
    show_at 3T09:42:00 floor explain 3
}

floors_risk() {
    ask 3T09:42:00 agent:4 ticket.assign '{"ticket_id":"1","agent_id":"2"}'
    say "Whether an authority is involved is not for her to say: without Ingrid's no an executive signs as well."
    ask 3T09:43:00 agent:4 ticket.fill '{"ticket_id":"1","fields":[{"name":"authority","value":"false"}]}'
    say "On the highest floor a case is solved with evidence and a signature. Aiko tries without:"
    ask 3T09:44:00 agent:2 ticket.reply '{"ticket_id":"1","body":"You get two lamps.","status":"solved"}'
    show_at 3T09:45:00 --actor agent:2 floor evidence 1 record \
        --note "Opened at the depot: their report 7781, photos of the box"
    show_at 3T09:52:00 --actor agent:4 floor sign 1 resolution --note "Two lamps at our cost"
    show_at 3T09:53:00 --actor agent:2 ticket merge 2 1
    ask 3T09:54:00 agent:2 ticket.reply '{"ticket_id":"1","body":"You get two lamps.","status":"solved"}'
    say "It is solved. What happened, and who was told:"
    show_at 3T09:55:00 ticket history 1
    say "The day on the floors:"
    show_at 3T10:00:00 floor list
    show_at 3T10:00:00 floor summary --from 2026-03-03T00:00:00Z
    show check
}

floors() {
    floors_open
    floors_triage
    floors_specialist
    floors_rule
    floors_risk
}
