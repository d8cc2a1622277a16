/*
 * mailer.c: the program that sends the replies: a consumer of the outbox.
 *
 * It reads a page of events, does its work, and acknowledges. What was not acknowledged comes
 * again, so it keeps the last event that it dealt with and passes over what it knows.
 */
#include "shopday.h"

#include <inttypes.h>
#include <string.h>

struct work {
    int events;
    int again; /* events that it had seen before */
    int mails;
};

/* Events are CloudEvents, JSON. Another program would parse them; here the type is enough. */
static void work_on(struct shop *shop, const struct sup_outbox_item *item, struct work *work)
{
    work->events++;
    if (item->sequence <= shop->mailer_seen) {
        work->again++;
        return;
    }
    work->mails += strstr(item->event, "\"type\":\"supportcore.message.replied.v1\"") != NULL;
    shop->mailer_seen = item->sequence;
}

static int32_t acknowledge(struct shop *shop, const struct sup_caller *caller, int64_t through)
{
    struct sup_outbox_ack_params params = {
        .size = sizeof params, .consumer = "mailer", .sequence = through};
    return sup_outbox_ack(shop->core, caller, &params, NULL);
}

static void tell_work(struct shop *shop, const struct step *step, const struct work *work)
{
    int fresh = work->events - work->again;
    if (step->tell != NULL) {
        tell_step(shop, step->at, 0, "The mailer reads %d events, sends %d mails %s", fresh,
                  work->mails, step->tell);
    } else if (work->again > 0) {
        tell_step(shop, step->at, 0,
                  "Restarted, it gets these %d again, knows them, reads %d more and sends %d mails",
                  work->again, fresh, work->mails);
    } else {
        tell_step(shop, step->at, 0, "The mailer reads %d events and sends %d mails", fresh,
                  work->mails);
    }
}

int32_t mailer_run(struct shop *shop, const struct step *step)
{
    struct sup_caller caller = caller_of(shop, step->who, step->at);
    struct sup_outbox_pull_params params = {.size = sizeof params, .consumer = "mailer"};
    struct work work = {0};
    int is_crashing = step->verb == CRASH_MAIL;
    int is_more = 1;
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && is_more) {
        struct sup_outbox_page *page = NULL;
        rc = sup_outbox_pull(shop->core, &caller, &params, &page);
        for (uint32_t i = 0; rc == SUP_OK && i < page->count; i++) {
            work_on(shop, &page->items[i], &work);
        }
        if (rc == SUP_OK && !is_crashing) {
            rc = acknowledge(shop, &caller, page->through);
        }
        is_more = rc == SUP_OK && !is_crashing && page->is_more;
        sup_free(page);
    }
    if (rc == SUP_OK) {
        tell_work(shop, step, &work);
    }
    return rc;
}
