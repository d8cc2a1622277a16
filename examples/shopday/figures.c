/*
 * figures.c: what the week came to, read back from the desk with the functions that list.
 */
#include "shopday.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { REPLIES_MAX = 1024, BAR_MAX = 24 };

static const char *const channels[] = {
    "email",         "chat",           "phone",       "whatsapp",
    "social_public", "social_private", "marketplace", "self_service",
    "voice_bot",     "chatbot",        "web"};

enum { CHANNEL_COUNT = sizeof channels / sizeof channels[0] };

struct figures {
    int tickets[CHANNEL_COUNT];
    int solved[CHANNEL_COUNT];
    int reopened;
    int reply_count;
    int64_t reply_ms[REPLIES_MAX]; /* from opening to the first reply of a person */
};

static void add_ticket(struct figures *figures, int channel, const struct sup_ticket *ticket)
{
    figures->tickets[channel]++;
    figures->solved[channel] += ticket->category >= SUP_CATEGORY_SOLVED;
    figures->reopened += ticket->reopen_count > 0;
    if (ticket->first_reply_ms > 0 && figures->reply_count < REPLIES_MAX) {
        figures->reply_ms[figures->reply_count++] = ticket->first_reply_ms - ticket->opened_ms;
    }
}

/* Lists come in pages: each says where the next one begins. */
static int32_t read_channel(struct shop *shop, int32_t at, int channel, struct figures *figures)
{
    struct sup_caller caller = caller_of(shop, INGRID, at); /* a viewer may look */
    struct sup_ticket_list_params params = {
        .size = sizeof params, .channel = channels[channel], .limit = 5};
    char after[SUP_LIST_AFTER_BYTES_MAX + 1];
    int32_t rc = SUP_OK;
    do {
        struct sup_ticket_list *list = NULL;
        rc = sup_ticket_list(shop->core, &caller, &params, &list);
        if (rc != SUP_OK) {
            return rc;
        }
        for (uint32_t i = 0; i < list->count; i++) {
            add_ticket(figures, channel, &list->items[i]);
        }
        snprintf(after, sizeof after, "%s", list->next_after != NULL ? list->next_after : "");
        params.after = after;
        sup_free(list);
    } while (*after != '\0');
    return rc;
}

static void print_channels(const struct figures *figures)
{
    for (int i = 0; i < CHANNEL_COUNT; i++) {
        printf("  %-15s %2d  ", channels[i], figures->tickets[i]);
        for (int n = 0; n < figures->tickets[i] && n < BAR_MAX; n++) {
            fputs(n < figures->solved[i] ? "█" : "░", stdout);
        }
        putchar('\n');
    }
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void print_replies(const struct shop *shop, struct figures *figures)
{
    int count = figures->reply_count;
    if (count == 0) {
        return;
    }
    qsort(figures->reply_ms, (size_t)count, sizeof figures->reply_ms[0], by_size);
    tell_paragraph(shop, 0,
                   "A person's first reply came after %" PRId64 " minutes in half of the cases, "
                   "after %" PRId64 " in nine of ten. Not counted: the bot, and acknowledgements.",
                   figures->reply_ms[(count - 1) / 2] / MINUTE_MS,
                   figures->reply_ms[(count * 9 + 9) / 10 - 1] / MINUTE_MS);
}

static int32_t print_trust(struct shop *shop, int32_t at)
{
    struct sup_caller caller = caller_of(shop, SAMUEL, at); /* a lead may check */
    struct sup_chain_verify_params verify = {.size = sizeof verify};
    struct sup_check_params check = {.size = sizeof check};
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *report = NULL;
    int32_t rc = sup_chain_verify(shop->core, &caller, &verify, &chain);
    if (rc == SUP_OK) {
        rc = sup_desk_check(shop->core, &caller, &check, &report);
    }
    if (rc == SUP_OK) {
        tell_paragraph(shop, 0,
                       "%" PRId64 " events: the chain of hashes is %s, and folding them again "
                       "gives %s.",
                       chain->checked, chain->is_intact ? "intact" : "BROKEN",
                       report->is_clean ? "the very same desk" : "ANOTHER DESK");
        rc = chain->is_intact && report->is_clean ? SUP_OK : SUP_CORRUPT;
    }
    sup_free(report);
    sup_free(chain);
    return rc;
}

int32_t figures(struct shop *shop, int32_t at)
{
    struct figures sums = {0};
    int32_t rc = SUP_OK;
    for (int i = 0; rc == SUP_OK && i < CHANNEL_COUNT; i++) {
        rc = read_channel(shop, at, i, &sums);
    }
    if (rc == SUP_OK) {
        putchar('\n');
        tell_title(shop, "The week by channel (█ solved or closed, ░ not yet)");
        print_channels(&sums);
        putchar('\n');
        print_replies(shop, &sums);
        rc = hours(shop, at);
    }
    if (rc == SUP_OK) {
        rc = print_trust(shop, at);
    }
    return rc;
}
