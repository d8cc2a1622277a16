/*
 * condition_fixture.h: a table of facts of every type, and conditions and cases over it as text.
 *
 * Include after cmocka.h.
 */
#ifndef CONDITION_FIXTURE_H
#define CONDITION_FIXTURE_H

#include "base/json_read.h"
#include "rules/condition.h"

/* 2026-03-01T12:00:00Z, a Sunday: the evaluation time of all tests. */
#define FIXTURE_NOW INT64_C(1772366400000)

enum { FIXTURE_PROBLEMS_MAX = 64 };

struct told {
    int32_t severity;
    enum sup__message message;
    int is_key;
    char pointer[256];
    char nearest[80]; /* "" when there is none */
    char text[256];
};

struct fixture {
    struct sup__arena arena; /* conditions, cases and what is parsed */
    struct sup__arena scratch;
    const struct sup__facts *facts;
    const struct sup__domain *channels;
    struct told told[FIXTURE_PROBLEMS_MAX];
    uint32_t told_count;
};

/** Allocations of the fixture's arenas: how many live, and which fails. */
extern long fixture_live;
extern long fixture_fail_after; /* allocations that still succeed; -1: all do */

/** The names of the facts are in condition_fixture.c. */
const struct sup__facts *fixture_facts(void);
const struct sup__domain *fixture_channels(void);

void fixture_begin(struct fixture *fixture);
void fixture_end(struct fixture *fixture);
/** Forget what was compiled, read and told. */
void fixture_clear(struct fixture *fixture);

const struct sup__rule_listener *fixture_listener(struct fixture *fixture);
struct sup__json *fixture_json(struct fixture *fixture, const char *text);
/** As sup__condition_compile(); 'quotes' may stand for double ones. */
int fixture_compile(struct fixture *fixture, const char *text,
                    const struct sup__condition **condition);
/** The same, and it has to be right. */
const struct sup__condition *fixture_condition(struct fixture *fixture, const char *text);
/** A case; it has to be right. Channel hours: email is open, chat is closed, others have none. */
struct sup__case fixture_case(struct fixture *fixture, const char *text);
/** Compile, read, test; also that explaining says the same. */
int32_t fixture_verdict(struct fixture *fixture, const char *condition, const char *given);

/* One row of a truth table. */
struct truth {
    const char *condition;
    const char *given;
    int32_t verdict;
};
void fixture_check(const struct truth *rows, size_t count);

#define F           SUP__FALSE
#define T           SUP__TRUE
#define U           SUP__UNKNOWN
#define CHECK(rows) fixture_check(rows, sizeof(rows) / sizeof(rows)[0])

#endif
