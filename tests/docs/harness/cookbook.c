/*
 * cookbook.c: the program in which the C recipes of docs/cookbook.md run: the desk in desk.db, which
 * the page's first section made, at ten on 20 March 2026.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <supportcore.h>

static sup_core *desk;

static void must(int32_t rc)
{
    if (rc != SUP_OK) {
        const struct sup_error *error = sup_last_error(desk);
        fprintf(stderr, "%s: %s (%s)\n", sup_code_name(rc), error->text, error->hint);
        exit(1);
    }
}

int main(void)
{
    struct sup_store *store = NULL;
    struct sup_sqlite_options file = {.size = sizeof file, .path = "desk.db"};
    struct sup_options options = {.size = sizeof options};
    struct sup_caller shop = {.size = sizeof shop, .actor_kind = SUP_ACTOR_SYSTEM};
    struct sup_caller priya = {.size = sizeof priya, .actor_kind = SUP_ACTOR_AGENT, .actor_id = 1};
    struct sup_caller ann = {.size = sizeof ann, .actor_kind = SUP_ACTOR_CUSTOMER, .actor_id = 1};
    struct sup_receipt done = {.size = sizeof done};
    shop.now_ms = priya.now_ms = ann.now_ms = INT64_C(1774000800000);
    if (sup_sqlite_open(&file, &store, NULL) != SUP_OK) {
        return 1;
    }
    options.store = store;
    if (sup_open(&options, &desk, NULL) != SUP_OK) {
        return 1;
    }
    (void)done;
    {
        /* @here */
    }
    sup_close(desk);
    sup_store_close(store);
    return 0;
}
