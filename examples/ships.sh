# ships.sh: what has to be done before a parcel leaves: a promise by a date that the shop reports,
# which goes along when the date moves. It is read into run.sh, whose names it uses.
# shellcheck shell=sh disable=SC2154

# $1: who, $2: when on 2026-03-02, $3: the method, $4: its parameters, on one line.
ask_at() {
    printf '{"caller":{"actor":"%s","now":"2026-03-02T%sZ"},"request":%s}\n' "$1" "$2" \
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$3\",\"params\":{$4}}" |
        "$program" --db "$db" call --allow system,integration >answer.json
    grep -q '"result"' answer.json || {
        cat answer.json >&2
        return 1
    }
}

# $1: when it is said, $2: when the order leaves.
report_shipping() {
    ask_at integration "$1" reference.report \
        "\"reference\":$order,\"facts\":[{\"name\":\"ships_at\",\"value\":\"2026-03-02T$2Z\"}]"
}

ships() {
    new_database ships.db
    order='{"system":"harbourpine","kind":"order","id":"5012"}'
    "$program" --db "$db" --quiet init >/dev/null
    "$program" --db "$db" --now 2026-03-02T08:00:00Z policy activate "$document" >/dev/null
    report_shipping 09:00:00 16:00:00
    ask_at system 09:05:00 ticket.open \
        "\"subject\":\"I have moved\",\"channel\":\"email\",\"reason\":\"address_change\",\"references\":[$order]"

    say "A customer has moved, and her order leaves at 16:00. By when must the address be changed?"
    show --now 2026-03-02T09:06:00Z sla explain 1 fact_deadline

    report_shipping 10:00:00 14:00:00
    say "At ten the warehouse says that it leaves at 14:00 already:"
    show --now 2026-03-02T10:01:00Z sla explain 1 fact_deadline
}
