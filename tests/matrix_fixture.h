/*
 * matrix_fixture.h: the good document with an authority matrix, for tests of lib/policy.
 *
 * The matrix stands on line 26 of the good document. In it ' stands for ".
 */
#ifndef SUP_MATRIX_FIXTURE_H
#define SUP_MATRIX_FIXTURE_H

#include "policy_fixture.h"

enum { MEMBERS_MAX = 16384 };

static inline struct loaded load_with(const char *members, int is_strict)
{
    const struct sup__policy_options options = {.is_strict = is_strict};
    const char *lines[GOOD_LINES + 1] = {
        [20] = "\"reasons\": [\"return\", \"damaged\"],",
        [21] = "\"teams\": [\"service\", \"returns\"], \"floors\": [\"triage\", \"risk\"], "
               "\"segments\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}}],",
        [22] = "\"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}, \"lead\": {\"may\": "
               "[\"*\"]}, \"trainee\": {\"may\": [\"ticket.get\"]}},"};

    return load_members(members, lines, &options);
}

static inline struct loaded load_matrix(const char *rows)
{
    char members[MEMBERS_MAX];

    (void)snprintf(members, sizeof members,
                   "'authority': {'remedies': [{'name': 'gift', 'label': 'A gift', 'money': "
                   "'maybe'}, 'apology'], 'matrix': [%s]},",
                   rows);
    return load_with(members, 0);
}

#endif
