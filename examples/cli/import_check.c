/*
 * import_check.c: whether the policy has the names that a mapping writes out.
 */
#include "import_check.h"

#include <stdio.h>
#include <string.h>

#include "import_nearest.h"

enum { NAMES_SHOWN_MAX = 512 };

struct check {
    const struct program *program;
    const struct mapping *mapping;
    struct desk_policy *policy;
};

static int check_name(const struct check *check, enum policy_list list, const char *what,
                      const char *name)
{
    const struct names *known = &check->policy->lists[list];
    const char *texts[NAMES_SHOWN_MAX];
    char hint[SUP_ERROR_HINT_SIZE];
    size_t count = 0;
    if (name == NULL || names_find(known, name, strlen(name)) != NULL) {
        return EXIT_OK;
    }
    for (size_t i = 0; i < known->room && count < NAMES_SHOWN_MAX; i++) {
        if (known->slots[i] != NULL) {
            texts[count++] = known->slots[i]->text;
        }
    }
    const char *nearest = nearest_of(name, texts, count);
    snprintf(hint, sizeof hint, nearest != NULL ? "did you mean '%.80s'?" : "%s",
             nearest != NULL ? nearest : "add it to the policy, or write one that the policy has");
    return program_fail(check->program, SUP_INVALID, hint,
                        "%s: the policy has no %s '%.60s', which the mapping names",
                        check->mapping->path, what, name);
}

static int check_source(const struct check *check, enum policy_list list,
                        const struct map_source *source)
{
    if (source->what == NULL) {
        return EXIT_OK;
    }
    int code = check_name(check, list, source->what, source->use);
    for (const struct map_value *value = source->values; value != NULL && code == EXIT_OK;
         value = value->next) {
        code = check_name(check, list, source->what, value->code);
    }
    if (code == EXIT_OK) {
        code = check_name(check, list, source->what, source->otherwise_use);
    }
    return code == EXIT_OK ? check_name(check, list, source->what, source->missing_use) : code;
}

int mapping_check(const struct program *program, const struct mapping *mapping,
                  struct desk_policy *policy)
{
    const struct check check = {program, mapping, policy};
    const struct {
        const struct map_source *source;
        enum policy_list list;
        unsigned declared; /* names that the log does not have are not declared: they do no harm */
    } sources[] = {
        {&mapping->status, LIST_STATUSES, 0},
        {&mapping->priority, LIST_PRIORITIES, 0},
        {&mapping->channel, LIST_CHANNELS, DECLARE_CHANNELS},
        {&mapping->reason, LIST_REASONS, DECLARE_REASONS},
        {&mapping->team, LIST_TEAMS, DECLARE_TEAMS},
    };
    int code = EXIT_OK;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0] && code == EXIT_OK; i++) {
        if (!(mapping->declares & sources[i].declared)) {
            code = check_source(&check, sources[i].list, sources[i].source);
        }
    }
    for (const struct map_status_time *time = mapping->status_times;
         time != NULL && code == EXIT_OK; time = time->next) {
        code = check_name(&check, LIST_STATUSES, "status", time->status);
    }
    return code;
}
