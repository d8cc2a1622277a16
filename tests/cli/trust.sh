#!/bin/sh
# trust.sh: check, rebuild, verify, head, backup, key files.
. "$(dirname "$0")/lib.sh"

make_desk desk.db

sc --db desk.db check
exits 0 "a desk agrees with its events"
says "they agree" "it says so"
sc --db desk.db verify
exits 0 "a chain is intact"
says "intact" "it says so"
sc --db desk.db head
exits 0 "the head is printed"
grep -Eq '^[0-9]+:[0-9a-f]{64}$' out
result $? "the head is a sequence and a hash"
head=$(cat out)
is_quiet "an unkeyed head says nothing else"
sc --db desk.db verify --head "$head"
exits 0 "a kept head is part of the chain"
sc --db desk.db verify --head "${head%??}00"
exits 1 "another head is not"
sc --db desk.db verify --head "9999${head#*:}"
exits 2 "a head has a colon"
sc --db desk.db verify --head "9999:${head#*:}"
exits 1 "a head past the end is a tail that was cut off"
sc --db desk.db verify --head 5:abc
exits 2 "a hash has 64 digits"

sc --db fresh.db --quiet init
for command in desk check verify tick rebuild "ticket list" "agent list" "policy show" \
    "policy list" "outbox pull mailer"; do
    # shellcheck disable=SC2086 # words
    sc --db fresh.db $command
    exits 0 "$command: the desk that init made is there"
done
sc --db fresh.db head
exits 0 "a desk without events has a head"
sc --db fresh.db verify --head "$(cat out)"
exits 0 "which every chain goes on from"

# A mistyped desk is not one where nothing is wrong.
sc --db desk.db --now 2026-03-02T12:00:00Z head
before=$(cat out)
for command in desk check verify head tick rebuild "ticket list" "ticket show 1" \
    "ticket history 1" "agent list" "agent show 1" "agent sessions 1" "policy show" "policy list" \
    "policy diff" "outbox pull mailer" "outbox ack mailer 0"; do
    # shellcheck disable=SC2086 # words
    sc --db desk.db --tenant 99 --actor agent:1 $command
    exits 3 "$command: a desk that is not there is told"
    tells "there is no desk 99 in desk.db" "$command: with its number and the file"
    tells "init" "$command: the hint says how a desk begins"
    is_one_line_with_hint "$command: in two lines"
done
sc --db desk.db head
[ "$(cat out)" = "$before" ]
result $? "the desk that is there has no event of that"
sc --db desk.db --tenant 99 --json verify
exits 3 "it has the same exit code with --json"
says '"code":"NOT_FOUND"' "and is NOT_FOUND in JSON"
sc --db fresh.db --tenant 99 verify
exits 3 "init has made desk 0, not 99"
sc --db desk.db --tenant 99 backup all.db
exits 0 "a backup is of all desks, so the number does not matter"
"$program" policy show --builtin --quiet >seven.json 2>err
sc --db seven.db --quiet init
sc --db seven.db --tenant 7 policy activate seven.json
exits 0 "desk 7 begins with what is written in it"
sc --db seven.db --tenant 7 verify
exits 0 "and is there then"
sc --db seven.db verify
exits 3 "desk 0 is not there when only another one was written"
tells "there is no desk 0 in seven.db" "it is told as the others are"

sc --db desk.db backup copy.db
exits 0 "a backup is made"
sc --db copy.db verify --head "$head"
exits 0 "a backup holds the same chain"
sc --db desk.db backup copy.db
exits 4 "a backup does not overwrite"
is_one_line_with_hint "a backup that is there is told with a hint"
sc --db desk.db backup no/such/copy.db
exits 6 "a backup into nowhere is told"
tells "there is no folder for no/such/copy.db" "with what is missing"
tells "make the folder" "and what to do"
sc --db desk.db --json backup third.db
says '"path":"third.db"' "a backup answers in JSON"

if command -v python3 >/dev/null 2>&1 && python3 -c 'import sqlite3' 2>/dev/null; then
    sql() {
        python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute(sys.argv[2])
c.commit()' "$1" "$2" 2>err
    }
    # A desk among a shop's own tables: the shop has said what its file is.
    cp copy.db shop.db
    sql shop.db 'PRAGMA journal_mode = delete'
    sql shop.db 'PRAGMA application_id = 0'
    sql shop.db 'PRAGMA user_version = 42'
    sql shop.db 'CREATE TABLE orders (id INTEGER)'
    for command in check verify head tick "ticket list" "outbox pull mailer" desk; do
        # shellcheck disable=SC2086
        sc --db shop.db $command
        exits 0 "$command works in a shop's database"
    done
    sc --db shop.db verify --head "$head"
    exits 0 "it is the same chain"
    python3 -c 'import sqlite3
c = sqlite3.connect("shop.db")
seen = [c.execute("PRAGMA " + name).fetchone()[0]
        for name in ("user_version", "application_id", "journal_mode")]
assert seen == [42, 0, "delete"], seen' 2>err
    result $? "and none of the file's settings has changed"
    sql other.db 'CREATE TABLE orders (id INTEGER)'
    sc --db other.db check
    exits 6 "another program's database is not a desk"
    sc --db other.db init
    exits 6 "nor is one made in it"

    mkfifo hold
    python3 -c 'import sqlite3, sys
c = sqlite3.connect("desk.db", isolation_level=None)
c.execute("begin immediate")
open("locked", "w").close()
sys.stdin.read()' <hold &
    exec 5>hold
    while [ ! -e locked ]; do
        sleep 0.1
    done
    sc --db desk.db ticket list
    exits 0 "a desk that another program writes to can be read"
    sc --db desk.db tick
    exits 5 "a desk that another program holds is busy"
    is_one_line_with_hint "busy is told with a hint"
    exec 5>&-
    wait
    sql copy.db "update sup_ticket set status = 'open' where id = 1" || cat err
    sc --db copy.db check
    exits 1 "a row that was changed is found"
    says "sup_ticket" "its table is told"
    sc --db copy.db --json check
    exits 1 "the exit code is the same with --json"
    says '"is_clean":false' "it is told in JSON"
    sc --db copy.db rebuild
    exits 0 "it is mended"
    says "mended" "it says so"
    sc --db copy.db check
    exits 0 "it agrees again"
    sc --db copy.db policy show --builtin
    cp out policy.json
    sc --db copy.db policy activate policy.json
    exits 0 "a policy is activated"
    sql copy.db "update sup_policy set document = '{'" || cat err
    sc --db copy.db verify
    exits 1 "a policy that was changed is found by verify"
    says "sup_policy" "its table is told"
    says "every event fits, but 1 row does not" "the events are not accused"
    sc --db copy.db check
    exits 1 "and by check"
    says "sup_policy" "which tells its table"
    sc --db copy.db ticket list
    exits 6 "nothing is decided without it"
    sc --db copy.db rebuild
    exits 1 "no event can say it again"
    says "cannot be mended" "which is said"
    sc --db copy.db policy activate policy.json
    exits 0 "the same document puts it back"
    sc --db copy.db check
    exits 0 "it agrees once more"
    sql third.db "update sup_event set at_ms = at_ms + 1 where sequence = 3" || cat err
    sc --db third.db verify
    exits 1 "an event that was changed is found"
    says "3" "its sequence is told"
    sc --db third.db --json verify
    exits 1 "the exit code is the same with --json"
    says '"first_bad":3' "its sequence is told in JSON"
else
    echo "ok - # SKIP changed rows: python3 with sqlite3 is not there to change them"
fi

# Keys
key=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
printf '# keys of the shop\n\nk1=%s\n' "$key" >keys.txt
chmod 600 keys.txt
sc --db keyed.db --key-file keys.txt init
exits 0 "a keyed desk is made"
sc_in '{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"x"}}}' \
    --db keyed.db --key-file keys.txt call --allow system
says '"result":' "a keyed desk is written with its key"
sc --db keyed.db --key-file keys.txt verify
exits 0 "a keyed chain is verified with its key"
sc --db keyed.db --key-file keys.txt head
tells "k1" "the head names its key"
sc --db keyed.db verify
exits 7 "a keyed chain cannot be verified without its key"
is_one_line_with_hint "the missing key is told with a hint"
sc_in '{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"x"}}}' \
    --db keyed.db call --allow system
says '"error":' "a keyed desk is not written without its key"
sc --db keyed.db --key-file nowhere.txt verify
exits 3 "a missing key file is not found"
for line in k1 k1= "k1=00" "k1=zz0102030405060708090a0b0c0d0e0f" "=$key" "k1=${key}0" \
    "k1=$key$key$key" "#"; do
    printf '%s\n' "$line" >wrong.txt
    chmod 600 wrong.txt
    sc --db keyed.db --key-file wrong.txt verify
    exits 2 "a key file with '$line' is wrong"
    is_one_line_with_hint "it is told with a hint"
    ! grep -q 0203040506 err
    result $? "no part of a key is told"
done
chmod 644 keys.txt
sc --db keyed.db --key-file keys.txt verify
exits 0 "a key file that others may read works"
tells "warning" "but is warned about"
grep -aq "$(printf '\020\021\022\023\024\025')" keyed.db
[ $? -eq 1 ]
result $? "the key is not in the database"

# Files that cannot be written
chmod 444 desk.db
if [ ! -w desk.db ]; then
    sc --db desk.db ticket list
    exits 0 "a read-only desk can be read"
    sc --db desk.db tick
    [ "$code" -ne 0 ]
    result $? "a read-only desk cannot be written"
else
    echo "ok - # SKIP read-only files: this user may write everything"
fi
finish
