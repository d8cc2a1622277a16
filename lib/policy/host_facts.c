/*
 * host_facts.c: the facts that a host reports, found in the table by group and name.
 */
#include "policy/host_facts.h"

#include <string.h>

#include "base/text.h"

int sup__host_kind(const char *kind)
{
    return strcmp(kind, "order") == 0 || strcmp(kind, "subscription") == 0;
}

/* The name of a fact in a group; NULL: it is of another one, or not for hosts to say. */
static const char *name_in_group(const struct sup__fact *fact, const char *group)
{
    size_t bytes = strlen(group);
    int is_said = fact->source == SUP__SOURCE_HOST && fact->type != SUP__FACT_LIST;

    return is_said && strncmp(fact->name, group, bytes) == 0 && fact->name[bytes] == '.'
               ? fact->name + bytes + 1
               : NULL;
}

int32_t sup__host_fact(const char *group, const char *name)
{
    const struct sup__fact *facts = sup__builtin_facts();

    for (int32_t i = 0; i < SUP__F_COUNT; i++) {
        const char *known = name_in_group(&facts[i], group);

        if (known != NULL && strcmp(known, name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *sup__host_fact_nearest(const char *group, const char *name)
{
    const struct sup__fact *facts = sup__builtin_facts();
    const char *names[SUP__F_COUNT];
    uint32_t count = 0;

    for (int32_t i = 0; i < SUP__F_COUNT; i++) {
        const char *known = name_in_group(&facts[i], group);

        if (known != NULL) {
            names[count++] = known;
        }
    }
    return sup__nearest(name, names, count);
}
