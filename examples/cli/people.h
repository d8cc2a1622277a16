/*
 * people.h: names of the agents and customers that tickets refer to by id.
 */
#ifndef CLI_PEOPLE_H
#define CLI_PEOPLE_H

#include "program.h"
#include "text.h"

enum { PEOPLE_KEPT = 64 };

/** Names that were looked up; zero-initialise. */
struct people {
    uint32_t count;
    struct {
        int32_t kind;
        int64_t id;
        char name[SUP_NAME_BYTES_MAX + 1];
    } kept[PEOPLE_KEPT];
};

/** The name of an agent, bot or customer; "" when there is none to be read. Borrowed from `people`
 *  until the next call. */
const char *people_name(struct people *people, const struct program *program, int32_t kind,
                        int64_t id);

/** Add an actor for people: "Priya Nair (agent 3)", "system". */
void people_add_actor(struct text *text, struct people *people, const struct program *program,
                      int32_t kind, int64_t id);

#endif
