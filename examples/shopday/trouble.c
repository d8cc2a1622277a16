/*
 * trouble.c: makes each wrong request, prints the answer, and proves that none of them changed
 * anything: only refusals are recorded, one event each.
 */
#include "trouble.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static int tell_answer(const struct shop *shop, int number, const char *title, int32_t expected,
                       const struct sup_error *error)
{
    char line[96];
    snprintf(line, sizeof line, "%2d  %s", number, title);
    tell_title(shop, line);
    tell_error(shop, error, 4);
    if (error->code != expected) {
        tell_paragraph(shop, 4, "WRONG: this should be %s", sup_code_name(expected));
    }
    return error->code != expected;
}

static int make_attempts(struct shop *shop, int32_t at, int *number)
{
    int wrong = 0;
    for (int32_t i = 0; i < attempt_count; i++) {
        struct sup_error error = {.size = sizeof error};
        attempts[i].ask(shop, at, &error);
        wrong += tell_answer(shop, ++*number, attempts[i].title, attempts[i].answer, &error);
    }
    return wrong;
}

/* With a blank after each comma, so that the line can be broken there. */
static void tell_reply(const struct shop *shop, const char *reply)
{
    struct text out = {0};
    for (const char *at = reply; *at != '\0'; at++) {
        text_add_bytes(&out, at, 1);
        if (*at == ',') {
            text_add(&out, " ");
        }
    }
    tell_paragraph(shop, 4, "%s", out.is_failed ? reply : out.data);
    text_free(&out);
}

/* The reply of the JSON door is the same error as JSON: the last one is shown as it is. */
static int make_requests(struct shop *shop, int32_t at, int *number)
{
    int wrong = 0;
    struct sup_caller caller = caller_of(shop, PRIYA, at);
    for (int32_t i = 0; i < request_count; i++) {
        char *reply = NULL;
        sup_call(shop->core, &caller, requests[i].text, strlen(requests[i].text), &reply, NULL);
        wrong += tell_answer(shop, ++*number, requests[i].title, requests[i].answer,
                             sup_last_error(shop->core));
        if (i + 1 == request_count && reply != NULL) {
            tell_reply(shop, reply);
        }
        sup_free(reply);
    }
    return wrong;
}

static int32_t look(struct shop *shop, int32_t at, struct sup_summary *summary)
{
    struct sup_caller caller = caller_of(shop, NOBODY, at);
    struct sup_summary_params params = {.size = sizeof params};
    struct sup_summary *found = NULL;
    int32_t rc = sup_desk_summary(shop->core, &caller, &params, &found);
    if (rc == SUP_OK) {
        *summary = *found;
    }
    sup_free(found);
    return rc;
}

int trouble(struct shop *shop, int32_t at)
{
    struct sup_summary before = {0}, after = {0};
    int number = 0, wrong = 0;
    tell_title(shop, "\nWhat must not work, and what the library answers");
    wrong += look(shop, at, &before) != SUP_OK;
    wrong += make_attempts(shop, at, &number);
    wrong += make_requests(shop, at, &number);
    wrong += look(shop, at, &after) != SUP_OK;
    int64_t events = after.event_count - before.event_count;
    before.event_count = after.event_count;
    int is_unchanged = memcmp(&before, &after, sizeof before) == 0;
    putchar('\n');
    tell_paragraph(shop, 0,
                   "%d requests, %d wrong answers. %s; %" PRId64 " refusals are on record.", number,
                   wrong, is_unchanged ? "Nothing was changed" : "SOMETHING WAS CHANGED", events);
    return wrong + !is_unchanged;
}
