/*
 * test_sla_matrix.c: what happens while a timer runs: each change, for each metric, in each state.
 *
 * A ticket is brought to a state, a change comes 600 seconds after T0, and each metric's last run
 * is compared with what was worked out by hand. Business hours are closed from second 200 to second
 * 500 (09:50 to 09:55), so that the two clocks differ: 600 seconds have 300 of business time. The
 * target is 1000 s, with a warning at half of it; in the state "breached" it is 100 s.
 *
 * A cell begins with the letters of the metrics that it is for, and reads on as
 * "state instance began-ended used/business sla:due warnings !broken(ms) x(missed) +earlier
 * promises", seconds since T0 but for `!`. "-" is a metric that was never started, "." one that
 * cannot be in that state, or is not asked about.
 *
 * The letters: a acknowledgement, s assignment, f first_reply, n next_reply, p periodic_update,
 * u pausable_update, w requester_wait, g agent_work, r resolution, t time_in_team.
 */
#include "timer_fixture.h"

static const char letters_of[] = "asfnpuwgrt";

enum state { NOT_STARTED, RUNNING, STANDING, BROKEN, ENDED, STATES };
static const char *const state_names[] = {"not started", "running", "paused", "breached",
                                          "fulfilled"};

/* ---- the policy ---- */

static char sections[12000];
static char *sections_end;

static void add(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    sections_end += vsnprintf(sections_end, (size_t)(sections + sizeof sections - sections_end),
                              format, arguments);
    va_end(arguments);
    assert_true(sections_end < sections + sizeof sections);
}

static void add_targets(const char *priority, const char *calendar, int seconds)
{
    for (size_t i = 0; letters_of[i]; i++) {
        add("{\"metric\": \"%s\", %s%s \"within\": \"PT%dS\"},", sup__metric_names[i], priority,
            calendar, seconds);
    }
    sections_end--; /* the last comma */
}

static void activate(struct desk *desk, int target_s)
{
    sections_end = sections;
    add("\"calendars\": {\"days\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"09:00-09:50\", "
        "\"09:55-18:00\"]}}, \"late\": {\"zone\": \"UTC\", \"week\": {\"friday\": "
        "[\"10:00-18:00\"]}}}, \"timers\": {\"calendar\": \"days\", \"resume_grace\": \"PT10M\", "
        "\"pauses\": {");
    for (size_t i = 0; letters_of[i]; i++) {
        add("%s\"%s\": [\"on_hold\"]", i ? ", " : "", sup__metric_names[i]);
    }
    add("}}, \"routing\": [{\"name\": \"mail\", \"when\": {\"==\": [{\"var\": \"ticket.channel\"}, "
        "\"email\"]}, \"team\": \"frontline\"}], \"sla\": [{\"name\": \"vip\", \"when\": {\"in\": "
        "[\"vip\", {\"var\": \"ticket.tags\"}]}, \"counts_from\": \"attach\", \"calendar\": "
        "\"days\", \"warnings\": [\"50%%\"], \"targets\": [");
    add_targets("", "", 1500);
    add("]}, {\"name\": \"all\", \"when\": {\"!\": {\"in\": [\"free\", {\"var\": "
        "\"ticket.tags\"}]}}, \"calendar\": \"days\", \"warnings\": [\"50%%\"], \"targets\": [");
    add_targets("\"priority\": \"low\",", "", 2000);
    add(",");
    add_targets("\"priority\": \"high\",", "\"calendar\": \"late\",", 1000);
    add(",");
    add_targets("\"priority\": \"urgent\",", "", 50);
    add(",");
    add_targets("", "", target_s);
    add("]}]");
    sla_activate(desk, sections);
}

/* ---- the states ---- */

static void take(struct desk *desk, int64_t second, int64_t agent)
{
    clock_is(desk, second);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = agent));
}

/* Of most metrics: opened by the customer, in a team, at 0. */
static void live_as_opened(struct desk *desk, enum state state)
{
    activate(desk, state == BROKEN ? 100 : 1000);
    if (state == NOT_STARTED) {
        desk_ok(desk, by_priya(desk),
                OPEN(.subject = "Call", .customer_id = ANN, .channel = "chat"));
        return;
    }
    desk_ticket(desk);
    if (state == STANDING) {
        move(desk, 100, "on_hold");
    } else if (state == ENDED) {
        take(desk, 50, PRIYA);
        reply(desk, 100);
        move(desk, 150, "solved");
    }
}

/* Of those that begin later (n p u): answered at 10, and asked again at 20. */
static void live_as_answered(struct desk *desk, enum state state)
{
    activate(desk, state == BROKEN ? 100 : 1000);
    desk_ticket(desk);
    if (state == NOT_STARTED) {
        return;
    }
    reply(desk, 10);
    receive(desk, 20);
    if (state == STANDING) {
        move(desk, 100, "on_hold");
    } else if (state == ENDED) {
        move(desk, 150, "solved");
    }
}

/* ---- the changes ---- */

static void prioritize(struct desk *desk, const char *priority)
{
    clock_is(desk, 600);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = priority));
}

static void tag(struct desk *desk, const char *name)
{
    clock_is(desk, 600);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = &name, .tag_count = 1));
}

static void a_longer_target(struct desk *desk)
{
    prioritize(desk, "low");
}

static void a_target_that_is_over_already(struct desk *desk)
{
    prioritize(desk, "urgent");
}

static void other_hours(struct desk *desk)
{
    prioritize(desk, "high");
    clock_is(desk, 900);
}

static void another_policy_that_counts_from_then(struct desk *desk)
{
    tag(desk, "vip");
}

static void no_policy_any_more(struct desk *desk)
{
    tag(desk, "free");
}

static void reopened_late(struct desk *desk)
{
    move(desk, 600, "solved");
    move(desk, 1300, "open");
    clock_is(desk, 1400);
}

static void reopened_soon(struct desk *desk)
{
    move(desk, 600, "solved");
    move(desk, 700, "open");
    clock_is(desk, 790);
}

static void given_to_somebody(struct desk *desk)
{
    take(desk, 600, LEE);
}

static void given_to_another_team(struct desk *desk)
{
    clock_is(desk, 600);
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
}

static void merged_into_another(struct desk *desk)
{
    clock_is(desk, 590);
    desk_ticket(desk);
    clock_is(desk, 600);
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 1, .into = 2));
}

static void another_merged_into_it(struct desk *desk)
{
    clock_is(desk, 600);
    desk_ok(desk, at(by_ann(desk), T0 + 30 * 1000), OPEN(.subject = "And?", .body = "And?"));
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 2, .into = 1));
}

static void a_question_told_late(struct desk *desk)
{
    clock_is(desk, 600);
    desk_receive(desk, at(by_ann(desk), T0 + 15 * 1000), 1, "Earlier.");
}

static void an_answer_told_late(struct desk *desk)
{
    clock_is(desk, 600);
    desk_ok(desk, at(by_priya(desk), T0 + 60 * 1000), REPLY(.ticket_id = 1, .body = "By phone."));
}

static void an_answer(struct desk *desk)
{
    reply(desk, 600);
}

static void what_is_no_answer(struct desk *desk)
{
    clock_is(desk, 600);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Look."));
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "I am a bot."));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "Away.", .is_automated = 1));
}

static void closed(struct desk *desk)
{
    move(desk, 600, "closed");
}

/* ---- the matrix ---- */

/* Nothing has changed for what has not begun, or is over. */
#define NONE "aswgr .; ftnpu -"
#define OVER                                                                                       \
    "af F1 0-100 100/100 all:1300; s F1 0-50 50/50 all:1300; wgrt F1 0-150 150/150 all:1300; "     \
    "n F1 20-150 130/130 all:1320; pu F1 10-150 140/140 all:1310"

static const struct change {
    void (*make)(struct desk *desk);
    const char *name;
    const char *cells[STATES]; /* not started, running, paused, breached, fulfilled */
} changes[] = {
    {a_longer_target,
     "a longer target",
     {NONE,
      "asfwgrt R1 0- 600/300 all:2300 +1; n R1 20- 580/280 all:2320 +1; "
      "pu R1 10- 590/290 all:2310 +1",
      "asfwgrt P1 0- 100/100 all:- +1; n P1 20- 80/80 all:- +1; pu P1 10- 90/90 all:- +1",
      "asfwgrt R1 0- 600/300 all:2300 x +1; n R1 20- 580/280 all:2320 x +1; "
      "pu R1 10- 590/290 all:2310 x +1",
      OVER}},
    {a_target_that_is_over_already,
     "a target that is over already",
     {NONE,
      "asfwgrt R1 0- 600/300 all:600 w1 !600000 x +1; n R1 20- 580/280 all:600 w1 !600000 x +1; "
      "pu R1 10- 590/290 all:600 w1 !600000 x +1",
      "asfwgrt P1 0- 100/100 all:- w1 !600000 x +1; n P1 20- 80/80 all:- w1 !600000 x +1; "
      "pu P1 10- 90/90 all:- w1 !600000 x +1",
      "asfwgrt R1 0- 600/300 all:600 w1 !600000 x +1; n R1 20- 580/280 all:600 w1 !600000 x +1; "
      "pu R1 10- 590/290 all:600 w1 !600000 x +1",
      OVER}},
    /* 700 s are left, and the other hours begin at 800. At 900 a hundred of them are used. */
    {other_hours,
     "other hours",
     {NONE,
      "asfwgrt R1 0- 900/400 all:1500 +1; n R1 20- 880/380 all:1520 +1; "
      "pu R1 10- 890/390 all:1510 +1",
      "asfwgrt P1 0- 100/100 all:- +1; n P1 20- 80/80 all:- +1; pu P1 10- 90/90 all:- +1",
      "asfwgrt R1 0- 900/400 all:1500 x +1; n R1 20- 880/380 all:1520 x +1; "
      "pu R1 10- 890/390 all:1510 x +1",
      OVER}},
    {another_policy_that_counts_from_then,
     "another policy that counts from then on",
     {NONE,
      "asfwgrt R1 0- 600/300 vip:2100 +1; n R1 20- 580/280 vip:2100 +1; "
      "pu R1 10- 590/290 vip:2100 +1",
      "asfwgrt P1 0- 100/100 vip:- +1; n P1 20- 80/80 vip:- +1; pu P1 10- 90/90 vip:- +1",
      "asfwgrt R1 0- 600/300 vip:2100 x +1; n R1 20- 580/280 vip:2100 x +1; "
      "pu R1 10- 590/290 vip:2100 x +1",
      OVER}},
    {no_policy_any_more,
     "no policy any more",
     {NONE, "asfwgrt R1 0- 600/300 +1; n R1 20- 580/280 +1; pu R1 10- 590/290 +1",
      "asfwgrt P1 0- 100/100 +1; n P1 20- 80/80 +1; pu P1 10- 90/90 +1",
      "asfwgrt R1 0- 600/300 x +1; n R1 20- 580/280 x +1; pu R1 10- 590/290 x +1", OVER}},
    /* Solved at 600, reopened at 1300, after the grace of 600 s; seen at 1400. */
    {reopened_late,
     "reopened after the grace",
     {NONE,
      "a R1 0- 1400/1100 all:1300 w1 !1300001 x; swgrt R2 1300- 100/100 all:2300; "
      "f R1 0- 700/400 all:2000; n F1 20-600 580/280 all:1320; pu F1 10-600 590/290 all:1310",
      "a R1 0- 900/900 all:1500 w1; swgrt R2 1300- 100/100 all:2300; f R1 0- 200/200 all:2200; "
      "n F1 20-600 80/80 all:-; pu F1 10-600 90/90 all:-",
      "a R1 0- 1400/1100 all:100 w1 !100001 x; swgrt R2 1300- 100/100 all:1400 w1; "
      "f R1 0- 700/400 all:- w1 !100001 x; n F1 20-600 580/280 all:120 w1 !120001 x; "
      "pu F1 10-600 590/290 all:110 w1 !110001 x",
      "af F1 0-100 100/100 all:1300; s F1 0-50 50/50 all:1300; wgrt R2 1300- 100/100 all:2300; "
      "n F1 20-150 130/130 all:1320; pu F1 10-150 140/140 all:1310"}},
    /* Solved at 600 or, in the last state, at 150; reopened at 700; seen at 790. */
    {reopened_soon,
     "reopened within the grace",
     {NONE,
      "a R1 0- 790/490 all:1300; st R2 700- 90/90 all:1700; f R1 0- 690/390 all:1400; "
      "wgr R1 0- 690/390 all:1400; n F1 20-600 580/280 all:1320; pu F1 10-600 590/290 all:1310",
      "a R1 0- 290/290 all:1500; st R2 700- 90/90 all:1700; f R1 0- 190/190 all:1600; "
      "wgr R1 0- 190/190 all:1600; n F1 20-600 80/80 all:-; pu F1 10-600 90/90 all:-",
      "a R1 0- 790/490 all:100 w1 !100001 x; st R2 700- 90/90 all:800 w1; "
      "fwgr R1 0- 690/390 all:- w1 !100001 x; n F1 20-600 580/280 all:120 w1 !120001 x; "
      "pu F1 10-600 590/290 all:110 w1 !110001 x",
      "af F1 0-100 100/100 all:1300; s F1 0-50 50/50 all:1300; wgr R1 0- 240/240 all:1550; "
      "t R2 700- 90/90 all:1700; n F1 20-150 130/130 all:1320; pu F1 10-150 140/140 all:1310"}},
    {given_to_somebody,
     "given to somebody",
     {NONE,
      "s F1 0-600 600/300 all:1300; afwgrt R1 0- 600/300 all:1300; n R1 20- 580/280 all:1320; "
      "pu R1 10- 590/290 all:1310",
      "s F1 0-600 100/100 all:-; afwgrt P1 0- 100/100 all:-; n P1 20- 80/80 all:-; "
      "pu P1 10- 90/90 all:-",
      "s F1 0-600 600/300 all:100 w1 !100001 x; afwgrt R1 0- 600/300 all:100 w1 !100001 x; "
      "n R1 20- 580/280 all:120 w1 !120001 x; pu R1 10- 590/290 all:110 w1 !110001 x",
      OVER}},
    {given_to_another_team,
     "given to another team",
     {"aswgr .; f -; t R1 600- 0/0 all:1600; npu -",
      "st R2 600- 0/0 all:1600; afwgr R1 0- 600/300 all:1300; n R1 20- 580/280 all:1320; "
      "pu R1 10- 590/290 all:1310",
      "st P2 600- 0/0 all:-; afwgr P1 0- 100/100 all:-; n P1 20- 80/80 all:-; "
      "pu P1 10- 90/90 all:-",
      "st R2 600- 0/0 all:700; afwgr R1 0- 600/300 all:100 w1 !100001 x; "
      "n R1 20- 580/280 all:120 w1 !120001 x; pu R1 10- 590/290 all:110 w1 !110001 x",
      OVER}},
    {merged_into_another,
     "merged into another",
     {NONE,
      "asfwgrt C1 0-600 600/300 all:1300; n C1 20-600 580/280 all:1320; "
      "pu C1 10-600 590/290 all:1310",
      "asfwgrt C1 0-600 100/100 all:-; n C1 20-600 80/80 all:-; pu C1 10-600 90/90 all:-",
      "asfwgrt C1 0-600 600/300 all:100 w1 !100001 x; n C1 20-600 580/280 all:120 w1 !120001 x; "
      "pu C1 10-600 590/290 all:110 w1 !110001 x",
      OVER}},
    /* The other one has a message from 30 that nobody answered: it opens what was solved. */
    {another_merged_into_it,
     "another merged into it",
     {"aswgr .; f R1 30- 570/270 all:1330; t -; npu -",
      "asfwgrt R1 0- 600/300 all:1300; n R1 20- 580/280 all:1320; pu R1 10- 590/290 all:1310",
      "asfwgrt P1 0- 100/100 all:-; n P1 20- 80/80 all:-; pu P1 10- 90/90 all:-",
      "asfwgrt R1 0- 600/300 all:100 w1 !100001 x; n R1 20- 580/280 all:120 w1 !120001 x; "
      "pu R1 10- 590/290 all:110 w1 !110001 x",
      "af F1 0-100 100/100 all:1300; s F1 0-50 50/50 all:1300; wgr R1 0- 150/150 all:1450; "
      "t R2 600- 0/0 all:1600; n R2 30- 570/270 all:1330; pu F1 10-150 140/140 all:1310"}},
    /* Written at 15. It opens what stood or was solved, as of when it came to stand or be solved:
     * the customer waited all the time. */
    {a_question_told_late,
     "a question told late",
     {"aswgr .; f R1 15- 585/285 all:1315; t -; npu -",
      "asfwgrt R1 0- 600/300 all:1300; n R1 15- 585/285 all:1315; pu R1 10- 590/290 all:1310",
      "asfwgrt R1 0- 600/300 all:1300; n R1 15- 585/285 all:1315; pu R1 10- 590/290 all:1310",
      "asfwgrt R1 0- 600/300 all:100 w1 !100001 x; n R1 15- 585/285 all:115 w1 !120001 x; "
      "pu R1 10- 590/290 all:110 w1 !110001 x",
      "af F1 0-100 100/100 all:1300; s F1 0-50 50/50 all:1300; wgr R1 0- 600/300 all:1300; "
      "t R2 150- 450/150 all:1450; n R2 15- 585/285 all:1315; pu F1 10-150 140/140 all:1310"}},
    /* Written at 60. */
    {an_answer_told_late,
     "an answer told late",
     {"aswgr .; f -; t -; n -; pu R1 60- 540/240 all:1360",
      "af F1 0-60 60/60 all:1300; swgrt R1 0- 600/300 all:1300; n F1 20-60 40/40 all:1320; "
      "pu R2 60- 540/240 all:1360",
      "af F1 0-60 60/60 all:-; swgrt P1 0- 100/100 all:-; n F1 20-60 40/40 all:-; "
      "pu P2 60- 0/0 all:-",
      "af F1 0-60 60/60 all:100 w1 !100001 x; swgrt R1 0- 600/300 all:100 w1 !100001 x; "
      "n F1 20-60 40/40 all:120 w1 !120001 x; pu R2 60- 540/240 all:160 w1 !160001 x",
      "af F1 0-60 60/60 all:1300; s F1 0-50 50/50 all:1300; wgrt F1 0-150 150/150 all:1300; "
      "n F1 20-60 40/40 all:1320; pu F1 10-150 140/140 all:1310"}},
    {an_answer,
     "an answer",
     {"aswgr .; f -; t -; n -; pu R1 600- 0/0 all:1600",
      "af F1 0-600 600/300 all:1300; swgrt R1 0- 600/300 all:1300; n F1 20-600 580/280 all:1320; "
      "pu R2 600- 0/0 all:1600",
      "af F1 0-600 100/100 all:-; swgrt P1 0- 100/100 all:-; n F1 20-600 80/80 all:-; "
      "pu P2 600- 0/0 all:-",
      "af F1 0-600 600/300 all:100 w1 !100001 x; swgrt R1 0- 600/300 all:100 w1 !100001 x; "
      "n F1 20-600 580/280 all:120 w1 !120001 x; pu R2 600- 0/0 all:700",
      OVER}},
    {what_is_no_answer,
     "what is no answer",
     {NONE,
      "a F1 0-600 600/300 all:1300; sfwgrt R1 0- 600/300 all:1300; n R1 20- 580/280 all:1320; "
      "pu R1 10- 590/290 all:1310",
      "a F1 0-600 100/100 all:-; sfwgrt P1 0- 100/100 all:-; n P1 20- 80/80 all:-; "
      "pu P1 10- 90/90 all:-",
      "a F1 0-600 600/300 all:100 w1 !100001 x; sfwgrt R1 0- 600/300 all:100 w1 !100001 x; "
      "n R1 20- 580/280 all:120 w1 !120001 x; pu R1 10- 590/290 all:110 w1 !110001 x",
      OVER}},
    /* What solving it would have fulfilled is fulfilled; the rest is cancelled. */
    {closed,
     "closed",
     {NONE,
      "asf C1 0-600 600/300 all:1300; wgrt F1 0-600 600/300 all:1300; "
      "n F1 20-600 580/280 all:1320; pu F1 10-600 590/290 all:1310",
      "asf C1 0-600 100/100 all:-; wgrt F1 0-600 100/100 all:-; n F1 20-600 80/80 all:-; "
      "pu F1 10-600 90/90 all:-",
      "asf C1 0-600 600/300 all:100 w1 !100001 x; wgrt F1 0-600 600/300 all:100 w1 !100001 x; "
      "n F1 20-600 580/280 all:120 w1 !120001 x; pu F1 10-600 590/290 all:110 w1 !110001 x",
      OVER}},
};

/* ---- looking ---- */

/* What a cell says of a metric: the text behind the letters that it is among. */
static void find_cell(const char *cells, char letter, char *out, size_t bytes)
{
    int found = 0;

    while (*cells) {
        size_t group = strcspn(cells, " ");
        size_t length = strcspn(cells, ";");

        if (memchr(cells, letter, group)) {
            snprintf(out, bytes, "%.*s", (int)(length - group - 1), cells + group + 1);
            found++;
        }
        cells += length;
        cells += strspn(cells, "; ");
    }
    if (found != 1) {
        fail_msg("metric %c is %d times in a cell", letter, found);
    }
}

static int seconds(int64_t at_ms)
{
    return (int)((at_ms - T0) / 1000);
}

static char *put_time(char *at, size_t bytes, const char *before, int64_t at_ms)
{
    return at_ms ? at + snprintf(at, bytes, "%s%d", before, seconds(at_ms))
                 : at + snprintf(at, bytes, "%s", *before == ':' ? ":-" : before);
}

static void describe(const struct sup_timer *timer, char *out, size_t bytes)
{
    const char *end = out + bytes;

    out +=
        snprintf(out, (size_t)(end - out), "%c%d", " RPFC"[timer->state], (int)timer -> instance);
    out = put_time(out, (size_t)(end - out), " ", timer->started_ms);
    out = put_time(out, (size_t)(end - out), "-", timer->ended_ms);
    out += snprintf(out, (size_t)(end - out), " %d/%d", (int)(timer->used_ms / 1000),
                    (int)(timer->business_ms / 1000));
    if (timer->sla) {
        out += snprintf(out, (size_t)(end - out), " %s", timer->sla);
        out = put_time(out, (size_t)(end - out), ":", timer->due_ms);
    }
    if (timer->warned) {
        out += snprintf(out, (size_t)(end - out), " w%d", (int)timer->warned);
    }
    if (timer->breached_ms) {
        out += snprintf(out, (size_t)(end - out), " !%d", (int)(timer->breached_ms - T0));
    }
    if (timer->is_missed) {
        out += snprintf(out, (size_t)(end - out), " x");
    }
    if (timer->promise_count) {
        snprintf(out, (size_t)(end - out), " +%d", (int)timer->promise_count);
    }
}

/* What explains a timer adds up to what it shows. */
static void expect_sums(struct desk *desk, const struct sup_timer *timer)
{
    struct sup_sla_explanation *out = NULL;
    int64_t used_ms = 0;
    int64_t business_ms = 0;

    must(desk, sup_sla_explain(desk->core, by_priya(desk),
                               PARAMS(sla_explain, .ticket_id = 1, .metric = timer->metric,
                                      .instance = timer->instance),
                               &out));
    for (uint32_t i = 0; i < out->span_count; i++) {
        used_ms += out->spans[i].is_ahead ? 0 : out->spans[i].used_ms;
        business_ms += out->spans[i].is_ahead ? 0 : out->spans[i].business_ms;
    }
    assert_int_equal(used_ms, timer->used_ms);
    assert_int_equal(business_ms, timer->business_ms);
    sup_free(out);
}

static int compare(struct desk *desk, const struct change *change, enum state state,
                   const char *letters_asked)
{
    struct sup_timer_list *list = NULL;
    int wrong = 0;

    must(desk, sup_ticket_timers(desk->core, by_priya(desk), PARAMS(ticket_timers, .ticket_id = 1),
                                 &list));
    for (; *letters_asked; letters_asked++) {
        int32_t metric = (int32_t)(strchr(letters_of, *letters_asked) - letters_of) + 1;
        char expected[200];
        char text[300] = "-";

        find_cell(change->cells[state], *letters_asked, expected, sizeof expected);
        for (uint32_t i = 0; i < list->count; i++) {
            if (list->items[i].metric == metric) { /* the last of them stays */
                describe(&list->items[i], text, sizeof text);
                expect_sums(desk, &list->items[i]);
            }
        }
        if (strcmp(expected, ".") != 0 && strcmp(expected, text) != 0) {
            print_error("%s, %s, %s: '%s', expected '%s'\n", change->name, state_names[state],
                        sup__metric_names[metric - 1], text, expected);
            wrong++;
        }
    }
    sup_free(list);
    return wrong;
}

static int try_life(const struct change *change, enum state state,
                    void (*live)(struct desk *desk, enum state state), const char *letters_asked)
{
    void *desk = NULL;
    int wrong;

    desk_setup(&desk);
    live(desk, state);
    change->make(desk);
    desk_tick(desk);
    wrong = compare(desk, change, state, letters_asked);
    desk_expect_sound(desk);
    desk_teardown(&desk);
    return wrong;
}

static void each_change_does_to_each_timer_what_the_matrix_says(void **test)
{
    int wrong = 0;

    (void)test;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        for (int state = NOT_STARTED; state < STATES; state++) {
            wrong += try_life(&changes[i], (enum state)state, live_as_opened, "asfwgrt");
            wrong += try_life(&changes[i], (enum state)state, live_as_answered, "npu");
        }
    }
    assert_int_equal(wrong, 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_change_does_to_each_timer_what_the_matrix_says),
};

DESK_MAIN(tests)
