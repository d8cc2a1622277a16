/*
 * history.h: events as sentences that people read.
 */
#ifndef SUP__HISTORY_H
#define SUP__HISTORY_H

#include "ops/unit.h"

enum { SUP__ACTORS_MAX = 16 };

/** Names that were looked up, so that each is asked for once. Zero it. */
struct sup__actors {
    uint32_t count;
    struct {
        int64_t kind;
        int64_t id;
        const char *name;
    } items[SUP__ACTORS_MAX];
};

struct sup__said_so {
    const char *actor;
    const char *sentence;
};

/** Say what an event is about, into a result. */
int32_t sup__sentence(struct sup__unit *unit, struct sup__actors *actors,
                      const struct sup__event *event, void *result, struct sup__said_so *out,
                      int *failed);

/** Names with commas between, behind some words; nothing when there are none. */
void sup__say_names(struct sup__buffer *out, const char *before, const struct sup__texts *names);
/** What may have line breaks: a sentence has none. */
void sup__say_value(struct sup__buffer *out, const char *value);
/** Text of people, which an erasure takes, behind a colon. */
void sup__say_text(struct sup__buffer *out, const struct sup__event *event);
/** Say what happened on the floors (history_floor.c); 0: the event is about something else. */
int sup__say_floor(struct sup__buffer *out, const struct sup__event *event);
/** Say what became of a request for a remedy (history_request.c); 0: it is about something else. */
int sup__say_request(struct sup__buffer *out, const struct sup__event *event);
/** Say what was asked, answered and judged (history_survey.c); `who` is whose work it is; 0: it is
 *  about something else. */
int sup__say_survey(struct sup__buffer *out, const struct sup__event *event, const char *who);
/** Say on which floor a ticket was opened, if on any. */
void sup__say_floor_opened(struct sup__buffer *out, const struct sup__event *event);

#endif
