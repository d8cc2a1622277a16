/*
 * sla_fixture.h: desks whose policy promises something.
 */
#ifndef TESTS_SLA_FIXTURE_H
#define TESTS_SLA_FIXTURE_H

#include <stdio.h>

#include "desk_fixture.h"

/* The built-in policy with more sections: "\"sla\": [...]". */
static inline void sla_activate(struct desk *desk, const char *sections)
{
    struct sup_policy *builtin = NULL;
    char *document;
    size_t bytes;

    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &builtin));
    bytes = strlen(builtin->document) + strlen(sections) + 16;
    document = malloc(bytes);
    assert_non_null(document);
    snprintf(document, bytes, "{%s, %s", sections, strchr(builtin->document, '{') + 1);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    sup_free(builtin);
    free(document);
}

#define SLA(targets) "\"sla\": [{\"name\": \"all\", \"targets\": [" targets "]}]"

#endif
