#!/bin/sh
# usage.sh: the command line: help, wrong commands and options, how errors are told.
. "$(dirname "$0")/lib.sh"

sc --help
exits 0 "help is no error"
says "Usage: supportcore" "help begins with the usage"
for text in init "policy check" "policy test" call import "ticket history" "agent sessions" tick "outbox ack" rebuild verify head \
    backup "Exit codes" "--key-file" "--now"; do
    says "$text" "help names $text"
done
is_quiet "help leaves standard error alone"

sc --version
exits 0 "the version is told"
says "supportcore 0." "the version is a number"

for command in init "policy check" "policy activate" "policy show" call import "ticket list" \
    "ticket show" "ticket history" desk tick "outbox pull" "outbox ack" check rebuild verify head \
    backup completion; do
    # shellcheck disable=SC2086 # two words
    sc $command --help
    exits 0 "$command has help"
    says "Usage: supportcore $command" "$command's help begins with its usage"
    says "Examples:" "$command's help has examples"
done

sc ticket --help
exits 0 "a group of commands has help"
says "ticket history" "a group's help lists its commands"

sc help
says "Usage: supportcore [OPTION" "help is a command too"
sc help ticket list
exits 0 "help takes a command"
says "Usage: supportcore ticket list" "help shows the command's help"
sc help nothing
exits 2 "help for an unknown command is a wrong command line"

sc
exits 2 "no command is a wrong command line"
is_one_line_with_hint "no command is told with a hint"
sc tickte list
exits 2 "an unknown command is a wrong command line"
tells "there is no command 'tickte'" "an unknown command is named"
is_one_line_with_hint "an unknown command is told with a hint"
sc ticket lst
exits 2 "an unknown second word is a wrong command line"
tells "'ticket lst'" "an unknown second word is named"
sc ticket list --colour
exits 2 "an unknown option is a wrong command line"
tells "--colour" "an unknown option is named"
sc --db
exits 2 "an option without its value is a wrong command line"
sc desk --quiet=yes
exits 2 "a switch with a value is a wrong command line"
sc completion tcsh
exits 2 "a shell without a completion is a wrong command line"
tells "'tcsh'" "which is named"
sc --db x ticket show
exits 2 "a missing argument is a wrong command line"
sc --db x ticket show 1 2
exits 2 "one argument too many is a wrong command line"
tells "'2'" "one argument too many is named"
sc --db x ticket show seven
exits 2 "an id that is no number is a wrong command line"
sc --db x ticket show 99999999999999999999
exits 2 "an id that is too large is a wrong command line"

for value in yesterday 2026-02-29T00:00:00Z 2026-03-29 2026-03-29T09:00:00 2026-13-01T00:00:00Z \
    2026-03-29T24:00:00Z 2026-03-29T09:00:00+24:00 2026-03-29T09:00:00.Z "2026-03-29 09:00:00Z" ""; do
    sc --now "$value" desk
    exits 2 "--now '$value' is not a time"
    is_one_line_with_hint "--now '$value' is told with a hint"
done
for value in agent agent:0 agent:x root system:1 "" none:1 customer: agent:-1; do
    sc --actor "$value" desk
    exits 2 "--actor '$value' is nobody"
done
for value in -1 x "" 99999999999999999999; do
    sc --tenant "$value" desk
    exits 2 "--tenant '$value' is no tenant"
done
sc --color sometimes desk
exits 2 "--color has three choices"

sc desk
exits 2 "a command that needs a database says so"
tells "SUPPORTCORE_DB" "the hint says how to name the database"
sc --db missing.db desk
exits 3 "a missing database is not found"
tells "init" "the hint for a missing database names init"
test ! -e missing.db
result $? "a missing database is not made by looking"

# A file of no bytes is a database to SQLite, but no desk.
: >zero.db
for command in desk "ticket list" "ticket show 1" "ticket history 1" "policy show" "policy list" \
    "policy diff" "policy rollback 1" "agent list" "agent show 1" "agent away 1" tick \
    "outbox pull mailer" "outbox ack mailer 1" check rebuild verify head "backup copy.db" call; do
    # shellcheck disable=SC2086 # words
    sc --db zero.db $command
    exits 3 "$command: a file without a desk is told"
    tells "init" "$command: the hint names init"
    is_one_line_with_hint "$command: a file without a desk is told with a hint"
    test ! -s zero.db && test ! -e zero.db-wal && test ! -e copy.db
    result $? "$command leaves the file as it was"
done
sc --db zero.db --json desk
says '"code":"NOT_FOUND"' "a file without a desk is NOT_FOUND in JSON"
sc --db zero.db --quiet init
exits 0 "init makes a desk in it"
sc --db zero.db desk
exits 0 "and then there is one"

SUPPORTCORE_DB=elsewhere.db
export SUPPORTCORE_DB
sc desk
tells "elsewhere.db" "SUPPORTCORE_DB names the database"
unset SUPPORTCORE_DB

sc --json nonsense
exits 2 "with --json a wrong command line has the same exit code"
is_json "with --json an error is a JSON document"
says '"code":"INVALID"' "with --json an error has its code"
is_quiet "with --json an error leaves standard error alone"
sc desk --json --db missing.db
exits 3 "--json may stand behind the command"
says '"code":"NOT_FOUND"' "a missing database is NOT_FOUND in JSON"

"$program" --help >/dev/full 2>err
code=$?
: >out
if [ -e /dev/full ]; then
    exits 6 "a full disk under standard output is told"
fi

sc --db "$(printf 'a\033[31mb')" desk
! grep -q "$(printf '\033')" err
result $? "control characters do not reach the terminal through an error"
finish
