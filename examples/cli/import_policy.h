/*
 * import_policy.h: the names that the desk's policy has, and adding those that a log needs.
 *
 * Names are kept once each, so the import compares them by address.
 */
#ifndef CLI_IMPORT_POLICY_H
#define CLI_IMPORT_POLICY_H

#include "import_names.h"
#include "program.h"

/** The lists of a policy. */
enum policy_list {
    LIST_STATUSES,
    LIST_PRIORITIES,
    LIST_CHANNELS,
    LIST_REASONS,
    LIST_TEAMS,
    LIST_COUNT
};

/** Zero-initialise; release with desk_policy_free(). */
struct desk_policy {
    struct names lists[LIST_COUNT]; /* the id of a status is its category */
    const struct name *status_new;
    const struct name *priority_default;
    const struct name *channel_first;
    struct text document;
    int64_t added; /* names that policy_extend() added */
};

/** Read the active policy. @return EXIT_OK or the exit code after the error was told */
int policy_load(const struct program *program, struct desk_policy *policy);

/** Add the wanted names (with their labels) that a list lacks to the document and the list.
 *  @return EXIT_OK or an exit code */
int policy_extend(const struct program *program, struct desk_policy *policy, enum policy_list list,
                  const struct names *wanted);

/** Make the extended document the desk's policy. @return EXIT_OK or an exit code */
int policy_activate(const struct program *program, struct desk_policy *policy);

void desk_policy_free(struct desk_policy *policy);

/** "statuses", "teams" ... as the document has them. */
const char *policy_list_name(enum policy_list list);

#endif
