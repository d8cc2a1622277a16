/*
 * policy_words: what the loader tells about policy documents, for other programs to compare with.
 *
 *   policy_words FILE...       FILE, "word", a wrong name, all the names that it was looked up in
 *                              FILE, "error", message id, pointer
 *   policy_words --builtin     the built-in policy
 *
 * Separated by tabs. The lists of names come from the loader while it reads: whoever asks for the
 * nearest name has all the right ones at hand, and the link of this program (--wrap) makes them
 * pass here. So what a test compares with them, the schema for one, cannot fall behind the loader.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy.h"

const char *__real_sup__names_nearest(const struct sup__names *names, const char *name);
const char *__wrap_sup__names_nearest(const struct sup__names *names, const char *name);

static const char *file_name;

const char *__wrap_sup__names_nearest(const struct sup__names *names, const char *name)
{
    printf("%s\tword\t%s\t", file_name, name);
    for (uint32_t i = 0; i < names->count; i++) {
        printf("%s%s", i == 0 ? "" : " ", names->names[i]);
    }
    (void)putchar('\n');
    return __real_sup__names_nearest(names, name);
}

static void *resize(void *user, void *memory, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, bytes);
}

static void look_at(const char *document, size_t bytes)
{
    const struct sup__mem mem = {NULL, resize};
    struct sup__arena arena;
    struct sup__policy_problems problems = {.arena = &arena};
    struct sup__policy *policy = NULL;
    struct sup_error error;

    sup__arena_init(&arena, &mem);
    (void)sup__policy_load(&mem, document, bytes, NULL, &policy, &problems, &error);
    for (uint32_t i = 0; i < problems.item_count; i++) {
        const struct sup_policy_problem *problem = &problems.items[i];

        if (problem->severity == SUP_POLICY_ERROR) {
            printf("%s\terror\t%" PRIu32 "\t%s\n", file_name, problem->message_id,
                   problem->pointer);
        }
    }
    sup__policy_free(policy);
    sup__arena_free(&arena);
}

int main(int count, char **arguments)
{
    static char document[SUP_POLICY_BYTES_MAX];

    if (count == 2 && strcmp(arguments[1], "--builtin") == 0) {
        return fputs(sup__policy_builtin(), stdout) < 0;
    }
    for (int i = 1; i < count; i++) {
        FILE *file = fopen(arguments[i], "rb");
        size_t bytes;

        if (file == NULL) {
            (void)fprintf(stderr, "%s: cannot be opened\n", arguments[i]);
            return 1;
        }
        bytes = fread(document, 1, sizeof document, file);
        (void)fclose(file);
        file_name = arguments[i];
        look_at(document, bytes);
    }
    return count < 2;
}
