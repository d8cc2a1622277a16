/*
 * floor_fixture.h: a desk with three floors.
 *
 * Times are short: a triage of 100 seconds, then specialists who have 200 seconds from when one of
 * them takes it and 50 for a sign-off, then risk, where a decision is due in 300. By tag "abuse" a
 * ticket is for specialists, by "fraud" and by "law" it is a risk. Priya is an agent, Lee a lead
 * and Ada an admin.
 */
#ifndef TESTS_FLOOR_FIXTURE_H
#define TESTS_FLOOR_FIXTURE_H

#include "sla_fixture.h"

#define TAGGED(tag) "{\"in\": [\"" tag "\", {\"var\": \"ticket.tags\"}]}"

#define FLOOR_TRIAGE                                                                               \
    "{\"name\": \"triage\", \"limits\": [{\"within\": \"PT100S\"}],"                               \
    " \"targets\": [{\"metric\": \"first_reply\", \"within\": \"PT60S\"}]}"
#define FLOOR_SPECIALIST                                                                           \
    "{\"name\": \"specialist\", \"rules\": [{\"name\": \"abuse\", \"when\": " TAGGED(              \
        "abuse") "}],"                                                                             \
                 " \"limits\": [{\"within\": \"PT200S\", \"from\": \"assignment\"}],"              \
                 " \"targets\": [{\"metric\": \"assignment\", \"within\": \"PT90S\"}],"            \
                 " \"sign_off\": {\"roles\": [\"lead\"], \"justification\": true, \"within\": "    \
                 "\"PT50S\","                                                                      \
                 " \"unsigned\": \"rise\"},"                                                       \
                 " \"hold\": [{\"actions\": [\"ticket.merge\"], \"until\": \"move_up\"}],"         \
                 " \"evidence\": {\"to_leave\": [\"notes\"]}}"
#define FLOOR_RISK                                                                                 \
    "{\"name\": \"risk\", \"rules\": [{\"name\": \"fraud\", \"when\": " TAGGED(                    \
        "fraud") "},"                                                                              \
                 " {\"name\": \"law\", \"when\": " TAGGED(                                         \
                     "law") "}],"                                                                  \
                            " \"roles\": [\"lead\", \"admin\"],"                                   \
                            " \"hold\": [{\"actions\": [\"ticket.prioritize\"], \"until\": "       \
                            "\"clearance\"}],"                                                     \
                            " \"clearance\": {\"roles\": [\"admin\"]},"                            \
                            " \"evidence\": {\"to_resolve\": [\"statement\", {\"name\": "          \
                            "\"photo\", \"label\": \"Photo\"}]},"                                  \
                            " \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]},"      \
                            " {\"name\": \"board\", \"agents\": [\"2\"], \"when\": " TAGGED(       \
                                "law") "}],"                                                       \
                                       " \"notify\": {\"roles\": [\"admin\"]}, \"lowered_by\": "   \
                                       "{\"roles\": [\"admin\"]},"                                 \
                                       " \"targets\": [{\"metric\": \"decision\", \"within\": "    \
                                       "\"PT300S\"}], \"tags\": [\"risk\"]}"
#define FLOORS "\"floors\": [" FLOOR_TRIAGE ", " FLOOR_SPECIALIST ", " FLOOR_RISK "]"

/** A floor of a list, and what may follow its name. */
#define FLOOR(name, more)    "{\"name\": \"" name "\"" more "}"
#define FLOOR_LIMIT(seconds) ", \"limits\": [{\"within\": \"PT" #seconds "S\"}]"
#define FLOOR_SIGN_OFF                                                                             \
    ", \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT50S\", \"unsigned\": \"stay\"}"
#define FLOOR_FRAUD ", \"rules\": [{\"name\": \"fraud\", \"when\": " TAGGED("fraud") "}]"

static inline void floors(struct desk *desk, const char *list)
{
    char sections[4000];

    snprintf(sections, sizeof sections, "\"floors\": [%s]", list);
    sla_activate(desk, sections);
}

static inline struct sup_floor_summary *summed(struct desk *desk)
{
    struct sup_floor_summary *sum = NULL;

    must(desk,
         sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .from_ms = T0), &sum));
    return sum;
}

static inline void floor_clock(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * 1000;
}

static inline void floor_tag(struct desk *desk, int64_t ticket, const char *tag)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &tag, .tag_count = 1));
}

/** "risk risk": the current floor and the minimum. */
static inline void expect_floors(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_floor_explanation *made = NULL;
    char got[200];

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    snprintf(got, sizeof got, "%s %s", made->floor, made->floor_minimum);
    sup_free(made);
    assert_string_equal(got, expected);
}

static const char *const floor_why[] = {"-",        "opened", "rule",   "stalled",  "unsigned",
                                        "customer", "manual", "merged", "returned", "lowered",
                                        "reopened", "solved", "joined", "policy"};

/** Each stay on a line: "1 triage opened 0-100 stalled", times in seconds after T0, -1 for none;
 *  then " asked 100 by 1", " signed 120 by 2", " refused 120 by 2", " stalled 100", " incomplete",
 *  " cleared 5 by 3" where it is so. */
static inline void expect_visits(struct desk *desk, int64_t ticket, const char *expected)
{
    static char got[4000];
    struct sup_floor_explanation *made = NULL;
    char *at = got;
    size_t left = sizeof got;

    got[0] = '\0';
    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
#define SAY(...)                                                                                   \
    do {                                                                                           \
        int bytes = snprintf(at, left, __VA_ARGS__);                                               \
        at += bytes;                                                                               \
        left -= (size_t)bytes;                                                                     \
    } while (0)
#define AT(ms) ((ms) ? (long)((ms)-T0) / 1000 : -1L)
    for (uint32_t i = 0; i < made->visit_count; i++) {
        const struct sup_floor_visit *visit = &made->visits[i];
        SAY("%d %s %s %ld-%ld %s", (int)visit->position, visit->floor, floor_why[visit->why],
            AT(visit->arrived_ms), AT(visit->left_ms), floor_why[visit->left_why]);
        if (visit->stalled_ms) {
            SAY(" stalled %ld", AT(visit->stalled_ms));
        }
        if (visit->asked_ms) {
            SAY(" asked %ld by %d", AT(visit->asked_ms), (int)visit->asked_by);
        }
        if (visit->signed_ms) {
            SAY(" %s %ld by %d", visit->is_rejected ? "refused" : "signed", AT(visit->signed_ms),
                (int)visit->signed_by);
        }
        if (visit->cleared_ms) {
            SAY(" cleared %ld by %d", AT(visit->cleared_ms), (int)visit->cleared_by);
        }
        SAY("%s\n", visit->is_incomplete ? " incomplete" : "");
    }
#undef SAY
#undef AT
    sup_free(made);
    assert_string_equal(got, expected);
}

static inline void floor_evidence(struct desk *desk, int64_t ticket, const char *name)
{
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = ticket, .evidence = name));
}

static inline void floor_assign(struct desk *desk, int64_t ticket, int64_t agent)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = ticket, .agent_id = agent));
}

#endif
