#!/bin/sh
# call.sh: the JSON door for pipes.
. "$(dirname "$0")/lib.sh"

request='{"jsonrpc":"2.0","id":1,"method":"desk.summary","params":{}}'

# call CALLER-MEMBERS: one line through a desk in memory
call() {
    sc_in "{\"caller\":{$1},\"request\":$request}" call --allow system,integration
}

call '"actor":"system"'
exits 0 "a line is answered without a database"
says '"result":' "the answer has a result"
call '"kind":"system"'
says '"result":' "a caller may be told by kind"
call '"kind":"integration","id":"7"'
says '"result":' "a caller may be told by kind and id"
call '"kind":"integration","id":7'
says '"result":' "an id may be a number"
call '"actor":"system","now":"2026-03-29T09:00:00+02:00","at":"2026-03-29T06:59:59.250Z"'
says '"result":' "times are RFC 3339"
call '"actor":"system","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"'
says '"result":' "a trace context is taken"
call '"actor":"system","import":true'
says '"result":' "an import is taken"

for caller in '"actor":"agent"' '"actor":"agent:0"' '"actor":5' '"actor":"root"' '"id":"3"' \
    '"actor":"agent:1","kind":"agent"' '"actor":"agent:1","id":"1"' '"actor":"system","now":"now"' \
    '"actor":"system","at":7' '"actor":"system","import":1' '"actor":"system","traceparent":5' \
    '"actor":"system","nwo":"2026-03-29T09:00:00Z"' '"actor":"system","actor":"system"' \
    '"actor":"sys\u0074em"'; do
    call "$caller"
    exits 0 "the program goes on after {$caller}"
    says '"error":' "a caller {$caller} is an error"
    says '"line":1' "the error of {$caller} has the line's number"
    says '"id":1' "the error of {$caller} names the request"
    is_json "the error of {$caller} is JSON"
done

call '"actor":"system","at":"1970-01-01T00:00:00Z"'
says 'one millisecond later' "the instant that the library takes for now is refused"
call '"actor":"system","at":"1970-01-01T00:00:00.001Z"'
says '"result":' "one millisecond later is taken"
call '"actor":"system","at":"1969-12-31T23:59:59.999Z"'
says '"result":' "one millisecond earlier is taken"

sc_in "{\"caller\":{\"actor\":\"system\"},\"request\":$request}" call
says '"code":"REFUSED"' "a line may not say that it is system"
sc_in "{\"caller\":{\"actor\":\"integration\"},\"request\":$request}" call --allow system
says '"code":"REFUSED"' "what is not allowed is refused"
sc_in "{\"request\":$request}" call --allow system
says 'does not say who' "a line without an actor is an error"
sc_in "{\"request\":$request}" call --actor system
says '"result":' "--actor is for lines without one"
sc_in "" call --allow root
exits 2 "--allow knows two kinds"

cat >lines <<END
{"caller":{"actor":"system"},"request":$request}
garbage
{"caller":{"actor":"system"},"request":$request
[1,2]

{"caller":{"actor":"system"},"request":$request} x
{"caller":{"actor":"system"},"request":$request,"who":1}
{"caller":{"actor":"system"},"request":$request,"request":$request}
{"caller":{"actor":"system"}}
{"caller":7,"request":$request}
{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":"a","method":"no.such"}}
{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","method":"desk.summary"}}
{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":2,"method":"desk.summary","params":{"actor":"system"}}}
END
printf '{"caller":{"actor":"system"},"request":%s}' "$request" >>lines
"$program" call --allow system <lines >out 2>err
code=$?
exits 0 "broken lines do not end the program"
is_quiet "broken lines are answered, not told apart"
test "$(wc -l <out)" -eq 13
result $? "each line but the blank one gets one line"
line() {
    sed -n "$1p" out | grep -qF -- "$2"
    result $? "$3"
}
line 1 '"result":' "the first line is answered"
line 2 '"code":-32700' "garbage is a parse error"
line 2 '"line":2' "garbage is told with its line"
line 3 '"line":3' "a line that ends too early is told"
line 4 '"line":4' "a list is no envelope"
line 5 '"line":6' "text behind the envelope is told, and blank lines count"
line 6 "unknown member 'who'" "an unknown member is told"
line 7 'request is there twice' "a doubled member is told"
line 8 'request is missing' "a missing request is told"
line 9 'caller is not an object' "a caller must be an object"
line 10 '"id":"a"' "an unknown method is answered with its id"
test -z "$(sed -n 11p out)"
result $? "a notification gets an empty line"
line 12 '"error":' "who acts may not stand in the request"
line 13 '"result":' "a last line without its end is answered"

cat >numbers <<'END'
{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":12345678901234567890123,"method":"desk.summary"}}
END
"$program" call --allow system <numbers >out 2>err
says '"id":12345678901234567890123' "a request goes on exactly as it is written"

if command -v python3 >/dev/null 2>&1; then
    python3 -c '
import sys
out = sys.stdout
one = "{\"caller\":{\"actor\":\"system\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"desk.summary\"}}\n"
out.write("x" * 8388609 + "\n" + one % 1 + "[" * 50000000 + "\n" + one % 2)
out.write("{\"caller\":{\"actor\":\"system\"},\"request\":" + "[" * 100000 + "\n" + one % 3)
out.write("{\"caller\":{\"actor\":\"system\"},\"request\":" + "[" * 9000 + "]" * 9000 + "}\n" + one % 4)
' >long
    "$program" call --allow system <long >out 2>err
    code=$?
    exits 0 "long and deep lines do not end the program"
    test "$(wc -l <out)" -eq 8
    result $? "long and deep lines get one line each"
    line 1 '"code":"LIMIT"' "a line over 8 MiB is told"
    line 2 '"id":1,"result"' "the line after it is answered"
    line 3 '"line":3' "a line of 50 MB is told"
    line 4 '"id":2,"result"' "the line after it is answered"
    line 5 '"line":5' "brackets without an end are told"
    line 7 '"error":' "a request that is too deep is told"
    line 8 '"id":4,"result"' "the line after it is answered"
    rm long
fi

make_desk desk.db
test "$(grep -c '"result":' made)" -eq 7
result $? "a desk is made through a file"
sc --db desk.db ticket list
says "Where is my order?" "what was called is there afterwards"

# A commit that fails at the disk: the log may not grow past a size that the database is below.
# Opened again, the desk has an empty log. Where nothing may be written, the program gives up.
made_size=$(wc -c <desk.db)
note='{"caller":{"actor":"agent:1"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.note","params":{"ticket_id":"1","body":"Again."}}}'
i=0
while [ $i -lt 150 ]; do
    echo "$note"
    i=$((i + 1))
done >notes
(
    trap '' XFSZ
    ulimit -f 2048 && exec "$program" --db desk.db call <notes >out 2>err
)
code=$?
if [ "$made_size" -lt 900000 ]; then
    exits 0 "a call goes on after a commit that failed"
    says '"message_name":"STORE_COMMIT"' "the commit that failed is told"
    says_not '"message_name":"STORE_POISONED"' "and no line after it is refused"
    test "$(wc -l <out)" -eq 150
    result $? "every line has its answer"
    tail -n 1 out | grep -q '"result":'
    result $? "the last one is done"
fi
(
    trap '' XFSZ
    ulimit -f 8 && exec "$program" --db desk.db call <notes 2>err
) | head -c 4000 >out
"$program" --db desk.db verify >out 2>err
code=$?
exits 0 "and the desk is whole"

# A program at the other end waits for each answer.
mkfifo there back
"$program" call --allow system <there >back 2>err &
exec 3>there 4<back
printf '{"caller":{"actor":"system"},"request":%s}\n' "$request" >&3
read -r answer <&4
case $answer in
*'"result":'*) result 0 "an answer comes before the next line is written" ;;
*) result 1 "an answer comes before the next line is written" ;;
esac
exec 3>&- 4<&-
wait
finish
