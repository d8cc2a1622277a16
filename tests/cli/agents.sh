#!/bin/sh
# agents.sh: who works at the desk: agents and bots made and changed, what the policy does not list,
# availability and sessions.
policy=$(cd "$(dirname "$0")/../../examples/policies" && pwd)/ecommerce.json
. "$(dirname "$0")/lib.sh"

# at HH:MM ARGUMENT ...: the program on the desk, on that Monday
at() {
    now=2026-03-02T$1:00Z
    shift
    sc --db desk.db --now "$now" "$@"
}

for command in list show save available busy away offline sessions; do
    sc agent $command --help
    exits 0 "agent $command has help"
    says "Usage: supportcore agent $command" "agent $command's help begins with its usage"
    says "Examples:" "agent $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "agent $command's help fits 80 columns"
done
sc agent --help
says "agent sessions" "the group's help lists its commands"
sc agent lunch
exits 2 "an availability that there is not is a wrong command line"
is_one_line_with_hint "it is told with a hint"

sc --db desk.db --quiet init
sc --db desk.db policy activate "$policy"
at 08:00 agent list
exits 0 "a desk without agents is no error"
tells "no agents" "which is said"

at 08:00 agent save --name "Priya Nair" --roles "agent, lead" --teams frontline,returns \
    --skills sizing --languages en,hi --capacity 8
exits 0 "an agent is made"
says "Priya Nair is agent 1, version 1." "which is told with the id"
at 08:01 agent save --name Fern --kind bot --roles bot
says "Fern is bot 2, version 1." "a bot is one of its own kind"
at 08:02 agent save 1 --capacity 5 --skills ""
says "version 2" "an agent is changed"
at 08:02 agent show 1
for text in "Agent 1" "Priya Nair" "agent, lead" "frontline, returns" "en, hi" "5 open tickets"; do
    says "$text" "an agent shows $text"
done
says_not "Skills" "an empty text takes all of a list away"
at 08:02 agent show 2
says "Bot 2" "a bot is shown as one"

# What the active policy does not list.
for mistyped in "roles agnet role agent" "teams frontlien team frontline" \
    "skills sizng skill sizing" "languages ehn language en"; do
    # shellcheck disable=SC2086 # words: the option, the typing error, what it is, what was meant
    set -- $mistyped
    at 08:03 agent save --name Lee "--$1" "$2"
    exits 2 "a $3 that the policy does not list is wrong input"
    tells "the policy has no $3 '$2'" "the $3 is named"
    tells "did you mean '$4'?" "and the nearest $3"
    is_one_line_with_hint "a $3 that the policy does not list is told with a hint"
done
at 08:03 --json agent save 1 --skills refunds,sizng
exits 2 "it has the same exit code with --json"
says '"field":"skills/1"' "the place in the list is told in JSON"
at 08:03 agent show 1
says_not "refunds" "and nothing has changed"

for wrong in "--roles agent" "1 --capacity 10001" "1 --capacity many" "1 --departed perhaps" \
    "1 --kind robot" "1 --kind bot" "1 --colour red" "first --name Lee" "0 --name Lee" "1 2"; do
    # shellcheck disable=SC2086 # words
    at 08:04 agent save $wrong
    exits 2 "agent save $wrong is wrong"
    is_one_line_with_hint "agent save $wrong is told with a hint"
done
at 08:04 agent save 9 --name Lee
exits 3 "an agent who is not there cannot be changed"
for command in "show 9" "available 9" "sessions 9"; do
    # shellcheck disable=SC2086 # words
    at 08:04 agent $command
    exits 3 "agent $command: there is none"
    is_one_line_with_hint "agent $command is told with a hint"
done
for command in show available sessions; do
    at 08:04 agent $command
    exits 2 "agent $command needs an id"
    at 08:04 agent $command Priya
    exits 2 "agent $command takes no name"
done

# A morning: there at nine, busy at half past, away from eleven to noon, signed out at five.
at 09:00 agent available 1
says "Priya Nair is available." "an agent signs in"
at 09:10 agent available 1
says "Priya Nair is available already." "signing in twice is one session"
at 09:30 agent busy 1
says "Priya Nair is busy." "an agent takes no more work"
at 11:00 --actor agent:1 agent away 1
says "Priya Nair is away." "agents set their own availability"
at 11:00 --actor agent:1 agent busy 2
exits 1 "but not that of others"
is_one_line_with_hint "which is told with a hint"
at 11:30 agent list
says "away" "the list says who is there"
says "2026-03-02 11:00" "and since when"
at 12:00 agent available 1
at 17:00 agent offline 1
at 18:00 agent sessions 1
exits 0 "sessions are listed"
cat >expected <<'END'
BEGAN (UTC)          ENDED (UTC)          LASTED  AVAILABILITY
2026-03-02 12:00:00  2026-03-02 17:00:00   5h 0m  available
2026-03-02 11:00:00  2026-03-02 12:00:00   1h 0m  away
2026-03-02 09:30:00  2026-03-02 11:00:00  1h 30m  busy
2026-03-02 09:00:00  2026-03-02 09:30:00  30m 0s  available
END
cmp -s out expected
result $? "each with its length, newest first"
at 18:00 agent sessions 1 --from 2026-03-02T10:00:00Z --to 2026-03-02T11:30:00Z
sed -n 's/.*  //p' out | sed 1d | tr '\n' ' ' >left
test "$(cat left)" = "away busy "
result $? "those that lasted into the time that is asked for"
at 18:00 agent sessions 1 --limit 1
tells "--after" "a page says how to get the next"
at 18:00 agent sessions 1 --from yesterday
exits 2 "a time is in RFC 3339"
for limit in 0 101 many; do
    at 18:00 agent sessions 1 --limit $limit
    exits 2 "--limit $limit is no limit of sessions"
    at 18:00 agent list --limit $limit
    exits 2 "--limit $limit is no limit of agents"
done
at 18:00 agent sessions 2
tells "no sessions" "no session is said"

at 18:00 agent save 1 --departed yes
says "departed" "an agent leaves"
at 18:01 agent available 1
exits 1 "who has left cannot sign in"
is_one_line_with_hint "which is told with a hint"
at 18:01 agent list
says "departed" "who has left stays in the list"
at 18:02 agent save 1 --departed no
at 18:03 agent available 1
exits 0 "who comes back can"

# Tables: 60 columns, 200 and none; colours.
for width in 60 200; do
    COLUMNS=$width
    export COLUMNS
    at 18:04 agent list
    unset COLUMNS
    test "$(wc -l <out)" -eq 3
    result $? "a table of two agents has three lines in $width columns"
    awk -v width=$width 'length($0) > width' out >left
    test ! -s left
    result $? "none of them is longer than $width"
    says_not "$(printf '\033')" "into a file there are no colours, $width columns"
done
says "LANGUAGES" "a wide table has all columns"
at 18:04 agent list --color always
says "$(printf '\033')" "--color always gives colours"
at 18:04 agent list --limit 1
says_not "Fern" "a page holds what was asked for"
tells "--after 1" "and says how to get the next"
at 18:04 agent list --limit 1 --after 1
says "Fern" "the next page goes on"

# --json is what the door answers.
same() {
    method=$1
    params=$2
    shift 2
    sc_in "{\"caller\":{\"actor\":\"system\",\"now\":\"2026-03-02T19:00:00Z\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$method\",\"params\":$params}}" \
        --db desk.db call --allow system
    sed 's/^{"jsonrpc":"2.0","id":1,"result"://; s/}$//' out >expected
    at 19:00 --json "$@"
    cmp -s out expected
    result $? "$* answers in JSON as $method does"
    is_json "which is JSON"
}
same agent.list '{}' agent list
same agent.get '{"agent_id":"1"}' agent show 1
same agent.sessions '{"agent_id":"1"}' agent sessions 1
at 19:00 --json agent save --name Lee --roles agent
says '"id":"3"' "agent save answers in JSON"
at 19:00 --json agent busy 3
says '"sequence":' "agent busy answers in JSON"
at 19:00 --json agent show 99
exits 3 "an agent who is not there has the same exit code with --json"
says '"code":"NOT_FOUND"' "and is NOT_FOUND"
sc --db desk.db check
exits 0 "and the tables agree with the events"
finish
