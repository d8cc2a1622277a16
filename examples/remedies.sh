# remedies.sh: money at the desk of the example policy: a refund in parts that is stopped, one that a
# supervisor approves, a double click, and a refund that nobody asked for. It is read by run.sh; show.sh
# has what it tells with. $document: the policy.
# shellcheck shell=sh disable=SC2154

# A ticket about an order that brought in 6,000 rupees. $1: when, $2: the order.
remedies_ticket() {
    ask "$1" integration:1 reference.report \
        "{\"reference\":{\"system\":\"shop\",\"kind\":\"order\",\"id\":\"$2\"},\"customer_id\":\"1\",\"facts\":[{\"name\":\"captured\",\"value\":\"6000.00 INR\"}]}"
    ask "$1" customer:1 ticket.open \
        "{\"subject\":\"The kettle leaks\",\"body\":\"It does.\",\"channel\":\"chat\",\"references\":[{\"system\":\"shop\",\"kind\":\"order\",\"id\":\"$2\"}]}"
}

remedies_open() {
    new_database remedies.db
    "$program" --db "$db" --quiet init >/dev/null
    "$program" --db "$db" --now 2026-03-05T07:00:00Z policy activate "$document" >/dev/null
    "$program" --db "$db" --now 2026-03-05T08:00:00Z agent save --name 'Priya Nair' --roles agent \
        --teams frontline >/dev/null
    "$program" --db "$db" --now 2026-03-05T08:00:00Z agent save --name 'Samuel Okafor' \
        --roles supervisor --teams specialists >/dev/null
    ask 5T09:00:00 system customer.save '{"name":"Meera Iyer"}'
    remedies_ticket 5T09:01:00 7001
}

remedies_split() {
    say "A fourth desk, about money. Meera's kettle of 6,000 rupees leaks. What may Priya give her?"
    show_at 5T09:05:00 --actor agent:1 authority check 1 refund.partial 1900
    say "She gives 1,900 with a rationale, and the shop confirms it:"
    show_at 5T09:05:00 --actor agent:1 authority request 1 refund.partial 1900 --why "It leaks, and she keeps it"
    show_at 5T09:05:10 --actor agent:1 authority execute 1
    show_at 5T09:05:20 authority confirm 1 --id re_501
    say "450 more would be small by itself. In parts it is 2,350 of one order: beyond her 2,000."
    show_at 5T09:10:00 --actor agent:1 authority check 1 refund.partial 450
}

remedies_approval() {
    say "So her supervisor is asked, who sees it among what waits for him:"
    show_at 5T09:11:00 --actor agent:1 authority request 1 refund.partial 450 --why "The kettle burnt the table"
    show_refused_at 5T09:12:00 --actor agent:1 approval approve 2
    show_at 5T09:13:00 --actor agent:2 approval list --mine
    show_at 5T09:14:00 --actor agent:2 approval approve 2 --note "Photos seen"
    show_at 5T09:15:00 --actor agent:1 authority execute 2
    show_at 5T09:15:10 authority confirm 2 --id re_502
}

remedies_duplicate() {
    remedies_ticket 5T09:28:00 7002
    say "Another order. Priya's browser hangs, and she clicks twice: the money is given once."
    show_at 5T09:30:00 --actor agent:1 authority request 2 refund.partial 300
    show_at 5T09:30:01 --actor agent:1 authority request 2 refund.partial 300
    show_at 5T09:30:02 --actor agent:1 authority execute 3
    show_refused_at 5T09:30:03 --actor agent:1 authority execute 4
    show_at 5T09:31:00 --actor agent:1 approval withdraw 4 --note "Clicked twice"
}

remedies_ledger() {
    say "The warehouse paid 500 back on the provider's pages. The shop reports it, and it counts:"
    show_at 5T10:00:00 ledger report re_900 refund.partial 500 --order shop:order:7002 --at 2026-03-05T09:40:00Z
    show_at 5T10:00:00 ledger list --customer 1
    show_at 5T10:00:00 ledger list --agent 1 --within P1D
    show_at 5T10:00:00 ticket history 1
    show check
}

remedies() {
    remedies_open
    remedies_split
    remedies_approval
    remedies_duplicate
    remedies_ledger
}
