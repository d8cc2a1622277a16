/*
 * main.c: the drawer before the library's suite, and then a desk in it that is closed and opened.
 *
 *     toystore FILE            FILE and FILE.new are written over
 *     toystore --check FILE    only the desk that is in FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <supportcore.h>
#include <supportcore/sys/conformance.h>

#include "drawer.h"

static int32_t open_for_suite(void *context, int32_t is_fresh, struct sup_store **store)
{
    const char *path = context;
    if (is_fresh) {
        remove(path);
    }
    return drawer_open(path, store);
}

static void report(void *context, const char *check, int32_t is_passed, const char *detail)
{
    (void)context;
    if (!is_passed) {
        printf("not kept: %s: %s\n", check, detail);
    }
}

static int32_t run_suite(char *path)
{
    int32_t passed = 0;
    int32_t failed = 0;
    const struct sup_conformance suite = {
        .size = sizeof suite, .context = path, .open = open_for_suite, .report = report};
    int32_t rc = sup_store_conformance(&suite, &passed, &failed);
    printf("%d of the contract's %d checks are kept\n", (int)passed, (int)(passed + failed));
    return rc;
}

static int32_t open_desk(const char *path, sup_core **desk)
{
    struct sup_store *store = NULL;
    struct sup_error error = {.size = sizeof error};
    int32_t rc = drawer_open(path, &store);
    if (rc == SUP_OK) {
        rc = sup_open(&(struct sup_options){.size = sizeof(struct sup_options), .store = store},
                      desk, &error);
    }
    sup_store_close(store); /* goes with the desk that is on it */
    if (rc != SUP_OK) {
        printf("%s\nhint: %s\n", error.text, error.hint);
    }
    return rc;
}

/* 2026-03-02, 9:00 UTC; a program asks its clock. */
static const struct sup_caller shop = {.size = sizeof shop,
                                       .actor_kind = SUP_ACTOR_SYSTEM,
                                       .now_ms = INT64_C(1772442000000)};

static int32_t make_desk(const char *path)
{
    sup_core *desk = NULL;
    remove(path);
    int32_t rc = open_desk(path, &desk);
    if (rc == SUP_OK) {
        rc = sup_ticket_open(desk, &shop,
                             &(struct sup_ticket_open_params){
                                 .size = sizeof(struct sup_ticket_open_params),
                                 .subject = "Where is my order?",
                                 .body = "It was due on Monday."},
                             NULL);
    }
    sup_close(desk);
    return rc;
}

static int32_t check_desk(const char *path)
{
    sup_core *desk = NULL;
    struct sup_ticket *ticket = NULL;
    struct sup_check_report *check = NULL;
    int32_t rc = open_desk(path, &desk);
    if (rc == SUP_OK) {
        rc = sup_ticket_get(desk, &shop,
                            &(struct sup_ticket_get_params){
                                .size = sizeof(struct sup_ticket_get_params), .ticket_id = 1},
                            &ticket);
    }
    if (rc == SUP_OK) {
        printf("ticket %d, after closing and opening: %s\n", (int)ticket->id, ticket->subject);
        rc = sup_desk_check(
            desk, &shop, &(struct sup_check_params){.size = sizeof(struct sup_check_params)}, &check);
    }
    if (rc == SUP_OK) {
        printf("%d events folded again: %d differences\n", (int)check->events,
               (int)check->differences);
        rc = check->is_clean ? SUP_OK : SUP_CORRUPT;
    }
    sup_free(check);
    sup_free(ticket);
    sup_close(desk);
    return rc;
}

int main(int argc, char **argv)
{
    int32_t rc;
    if (argc == 3 && strcmp(argv[1], "--check") == 0) {
        rc = check_desk(argv[2]);
    } else if (argc == 2 && argv[1][0] != '-') {
        rc = run_suite(argv[1]);
        rc = rc == SUP_OK ? make_desk(argv[1]) : rc;
        rc = rc == SUP_OK ? check_desk(argv[1]) : rc;
    } else {
        fprintf(stderr, "usage: toystore FILE | toystore --check FILE\n");
        return 2;
    }
    return rc == SUP_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
