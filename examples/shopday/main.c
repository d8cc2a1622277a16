/*
 * shopday: a few days at the support desk of a small shop, on a new database file.
 *
 *     shopday FILE
 *
 * An example of the library from end to end; shopday.h says where to read on.
 */
#include "shopday.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_WRONG = 1, EXIT_USAGE = 2, EXIT_STORAGE = 6 };

static int fail(const struct sup_error *error, int code)
{
    fprintf(stderr, "shopday: %s\nhint: %s\n", error->text, error->hint);
    return code;
}

/* A story is told once: a desk that has one already is left alone. */
static int check_empty(const struct shop *shop, const char *path)
{
    struct sup_caller caller = caller_of(shop, NOBODY, AT(MON, 7, 50));
    struct sup_summary_params params = {.size = sizeof params};
    struct sup_summary *summary = NULL;
    if (sup_desk_summary(shop->core, &caller, &params, &summary) != SUP_OK) {
        return fail(sup_last_error(shop->core), EXIT_STORAGE);
    }
    int is_empty = summary->event_count == 0;
    sup_free(summary);
    if (!is_empty) {
        fprintf(stderr, "shopday: %s holds a desk already\nhint: name a file that is not there\n",
                path);
    }
    return is_empty ? EXIT_SUCCESS : EXIT_USAGE;
}

static int tell(struct shop *shop)
{
    tell_title(shop, "Harbour & Pine, outdoor clothing and camping gear");
    tell_paragraph(shop, 0, "%d people and a bot at the desk, %d customers, %d ways to write.",
                   STAFF_END - PRIYA - 1, (int)customer_count, 11);
    if (play(shop) != SUP_OK) {
        return EXIT_WRONG;
    }
    if (person(shop, AT(SAT, 10, 30)) != SUP_OK) {
        return fail(sup_last_error(shop->core), EXIT_WRONG);
    }
    int wrong = trouble(shop, AT(SAT, 13, 0));
    int32_t rc = figures(shop, AT(SAT, 13, 30));
    if (rc != SUP_OK) {
        return fail(sup_last_error(shop->core), EXIT_WRONG);
    }
    struct sup_error error = {.size = sizeof error};
    if (promises(shop, &error) != SUP_OK) {
        return fail(&error, EXIT_WRONG);
    }
    return wrong == 0 ? EXIT_SUCCESS : EXIT_WRONG;
}

static int run(struct shop *shop, const char *path)
{
    struct sup_error error = {.size = sizeof error};
    struct sup_sqlite_options store = {.size = sizeof store, .path = path};
    if (sup_sqlite_open(&store, &shop->store, &error) != SUP_OK) {
        return fail(&error, EXIT_STORAGE);
    }
    struct sup_options options = {.size = sizeof options, .store = shop->store};
    if (sup_open(&options, &shop->core, &error) != SUP_OK) {
        return fail(&error, EXIT_STORAGE);
    }
    int code = check_empty(shop, path);
    return code == EXIT_SUCCESS ? tell(shop) : code;
}

int main(int argc, char **argv)
{
    if (argc != 2 || argv[1][0] == '-') {
        int is_asked = argc == 2 && strcmp(argv[1], "--help") == 0;
        fputs("Usage: shopday FILE\n\n"
              "Lives through a few days of a small shop's support desk, on a new database FILE.\n",
              is_asked ? stdout : stderr);
        return is_asked ? EXIT_SUCCESS : EXIT_USAGE;
    }
    struct shop shop = {0};
    shop.customer_ids = calloc((size_t)customer_count, sizeof *shop.customer_ids);
    if (shop.customer_ids == NULL) {
        fputs("shopday: out of memory\n", stderr);
        return EXIT_WRONG;
    }
    term_look(&shop.term);
    int code = run(&shop, argv[1]);
    sup_close(shop.core);
    sup_store_close(shop.store);
    free(shop.customer_ids);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "shopday: cannot write the output: %s\n", strerror(errno));
        code = EXIT_STORAGE;
    }
    return code;
}
