#!/bin/sh
# calendar.sh: questions about business hours, and holidays made of what others publish.
data=${SUP_SHARED:-$(cd "$(dirname "$0")/../.." && pwd)/../shared/data}/holidays
. "$(dirname "$0")/lib.sh"

for command in add subtract between is-open next-open next-close intervals import; do
    sc calendar $command --help
    exits 0 "calendar $command has help"
    says "Usage: supportcore calendar $command" "calendar $command's help begins with its usage"
    says "Examples:" "calendar $command's help has examples"
    awk 'length($0) > 80' out >left
    test ! -s left
    result $? "calendar $command's help fits 80 columns"
    sc calendar $command
    exits 2 "calendar $command needs more"
    is_one_line_with_hint "calendar $command says so with a hint"
done

# ---- questions ----

# 2026-07-10 is a Friday; summer time is +02:00.
printf '%s' '{"zone": "+02:00", "week": {"monday": ["09:00-12:00", "13:00-17:00"],
    "friday": ["09:00-17:00"]}, "holidays": ["07-17"]}' >office.json
sc calendar add --file office.json 2026-07-10T13:00:00Z PT4H
exits 0 "open time is added without a database"
says "2026-07-13T09:00:00.000Z" "two hours on Friday, two on Monday"
is_quiet "nothing else is said"
sc calendar add --file office.json 2026-07-10T15:00:00+02:00 7200000
says "2026-07-10T15:00:00.000Z" "milliseconds, until the close and not to the next opening"
sc calendar subtract --file office.json 2026-07-13T07:00:00Z PT1H30M
says "2026-07-10T13:30:00.000Z" "back over the weekend"
sc calendar between --file office.json 2026-07-10T13:00:00Z 2026-07-13T10:30:00Z
says "5 h" "two hours on Friday, three on Monday"
sc calendar between --file office.json 2026-07-13T07:45:00Z 2026-07-13T07:00:00Z
says "-45 min" "backwards it is negative"
sc --json calendar between --file office.json 2026-07-10T13:00:00Z 2026-07-13T10:30:00Z
says '{"open_ms":18000000}' "with --json in milliseconds"
sc calendar is-open --file office.json 2026-07-10T15:00:00Z
says "closed" "at 17:00 sharp it is closed"
sc calendar is-open --file office.json 2026-07-10T14:59:59Z
says "open" "a second before it is open"
sc calendar next-open --file office.json 2026-07-13T15:00:00Z
says "2026-07-20T07:00:00.000Z" "the holiday is passed over"
sc calendar next-close --file office.json 2026-07-11T00:00:00Z
says "2026-07-13T10:00:00.000Z" "the next close is that of the next opening"
sc calendar intervals --file office.json 2026-07-10T00:00:00Z 2026-07-14T00:00:00Z
says "2026-07-13 11:00:00  2026-07-13 15:00:00  4 h" "intervals are a table"
sc calendar intervals --file office.json 2026-07-11T00:00:00Z 2026-07-12T00:00:00Z
tells "it is closed all the time" "which may be empty"

sc calendar add --file office.json 2026-07-10T13:00:00Z P1M
exits 2 "months have no length"
is_one_line_with_hint "which is told with a hint"
sc calendar add --file office.json yesterday PT1H
exits 2 "yesterday is no time"
sc calendar next-close --file office.json 2300-01-01T00:00:00Z
exits 2 "nothing is known of the year 2300"
tells "1900 to 2199" "which years are is told"
printf '%s' '{"zone": "Europe/Nowhere", "week": "24x7"}' >nowhere.json
sc calendar is-open --file nowhere.json 2026-07-10T15:00:00Z
exits 2 "a zone that is not there is refused"
tells 'there is no zone "Europe/Nowhere" in /usr/share/zoneinfo' "with the zone and the directory"

sc --db desk.db init
sc --db desk.db calendar is-open office 2026-07-10T15:00:00Z
exits 3 "the policy has no such calendar"
tells "the policy has no calendar 'office'" "which is told"

# ---- import ----

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20261224' 'DTEND;VALUE=DATE:20261227' \
    'SUMMARY:Christmas\, long and fol' ' ded' BEGIN:VALARM TRIGGER:-P1D END:VALARM END:VEVENT \
    BEGIN:VEVENT 'RRULE:FREQ=YEARLY;BYMONTH=5' 'DTSTART;VALUE=DATE:20260501' 'SUMMARY:May' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20240229' 'RRULE:FREQ=YEARLY;COUNT=2' 'SUMMARY:Leap' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20261126' 'RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTH=11' \
    'SUMMARY:Thanks' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;TZID=Europe/Berlin:20261231T120000' 'SUMMARY:Party' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20261225' 'SUMMARY:Again' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20261001' STATUS:CANCELLED 'SUMMARY:Off' END:VEVENT \
    BEGIN:VEVENT 'DTSTART;VALUE=DATE:20260110' 'EXDATE;VALUE=DATE:20270110' 'SUMMARY:Odd' END:VEVENT \
    END:VCALENDAR >days.ics
sc calendar import --from 2027 --to 2026 days.ics
exits 2 "years that end before they begin"
sc calendar import days.ics
exits 0 "an iCalendar file is taken"
cat >expected <<'END'
[
  {"date": "2026-12-24", "label": "Christmas, long and folded"},
  {"date": "2026-12-25", "label": "Christmas, long and folded"},
  {"date": "2026-12-26", "label": "Christmas, long and folded"},
  {"date": "05-01", "label": "May"},
  {"date": "2024-02-29", "label": "Leap"},
  {"date": "2028-02-29", "label": "Leap"}
]
END
cmp -s out expected
result $? "its whole days are holidays: ends are the day after, a plain yearly rule is every year"
tells "left out: line 22: Thanks: its rule is not a plain yearly one" "another rule is named"
tells "Party: it has a time of day" "and what lasts no whole day"
tells "2026-12-25 Again: the date is there already" "and what is there already"
tells "Off: it is cancelled" "and what is cancelled"
tells "Odd: it has exceptions or further dates" "and what has exceptions"
tells "6 holidays, 5 left out" "both are counted"
printf '{"zone": "UTC", "week": "24x7", "holidays": %s}' "$(cat expected)" >with.json
sc calendar is-open --file with.json 2026-12-25T12:00:00Z
says "closed" "what comes out is what a calendar takes"
printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT SUMMARY:Zero "DTSTART;VALUE=DATE:20261224" \
    "DTEND;VALUE=DATE:20261224" END:VEVENT BEGIN:VEVENT SUMMARY:One \
    "DTSTART;VALUE=DATE:20261225" END:VEVENT END:VCALENDAR >zero.ics
sc calendar import zero.ics
tells "Zero: it ends when it begins: an end is the first day after" "an end that is no end is told"
tells "1 holiday, 1 left out" "one is one"
head -12 days.ics >cut.ics
sc calendar import cut.ics
exits 2 "a file that ends too early is refused"

printf '%s' '{"north": {"division": "north", "events": [{"title": "A", "date": "2026-01-02"}]},
    "south": {"division": "south", "events": [{"title": "B", "date": "2026-03-04"}]}}' >two.json
sc calendar import two.json
exits 2 "of several lists one is to be named"
tells "north, south" "the hint has their names"
sc calendar import --division south two.json
says '{"date": "2026-03-04", "label": "B"}' "a named one is taken"
sc calendar import --division east two.json
exits 3 "one that is not there is told"
printf '%s' '[{"date": "2026-12-25 00:00:00", "name": "C", "type": "public", "days": 2},
    {"date": "2026-12-31", "name": "D", "type": "observance"}, {"date": "soon", "name": "E"},
    {"date": "2030-01-01", "name": "F"}]' >list.json
sc calendar import --to 2029 list.json
says '{"date": "2026-12-26", "label": "C"}' "a holiday of two days is both"
says_not "2030" "other years are passed over"
tells "left out: 2030-01-01 F: it is not in the years that were asked for" "and named"
tells "D: it is not a public holiday" "what is no public holiday is left out"
tells "E: the date is not one such as 2026-12-25" "and what has no date"
printf '%s' '["2026-12-25", "2026-12-26"]' >dates.json
sc calendar import dates.json
exits 0 "a list of dates alone is one"
says '  "2026-12-26"' "whose dates have no names"
sc calendar import nowhere.json
exits 2 "a file without a list is refused"

if [ -d "$data" ]; then
    for file in "$data"/*.json; do
        case $file in
        *GB.govuk*) sc --quiet calendar import --division england-and-wales "$file" ;;
        *) sc --quiet calendar import "$file" ;;
        esac
        exits 0 "$(basename "$file") is taken"
        printf '{"zone": "UTC", "week": "24x7", "holidays": %s}' "$(cat out)" >with.json
        sc calendar is-open --file with.json 2026-01-07T12:00:00Z
        says "open" "and is what a calendar takes"
    done
else
    echo "# skipped: no published lists in $data"
fi
finish
