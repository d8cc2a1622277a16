/*
 * people.c: looks names up, once each.
 */
#include "people.h"

#include <inttypes.h>
#include <stdio.h>

#include "options.h"

static void read_name(const struct program *program, int32_t kind, int64_t id, char *name,
                      size_t bytes)
{
    struct sup_caller caller = program_caller(program);
    *name = '\0';
    if (kind == SUP_ACTOR_CUSTOMER) {
        struct sup_customer_get_params params = {.size = sizeof params, .customer_id = id};
        struct sup_customer *customer = NULL;
        if (sup_customer_get(program->core, &caller, &params, &customer) == SUP_OK &&
            customer->name != NULL) {
            snprintf(name, bytes, "%s", customer->name);
        }
        sup_free(customer);
    } else if (kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT) {
        struct sup_agent_get_params params = {.size = sizeof params, .agent_id = id};
        struct sup_agent *agent = NULL;
        if (sup_agent_get(program->core, &caller, &params, &agent) == SUP_OK &&
            agent->name != NULL) {
            snprintf(name, bytes, "%s", agent->name);
        }
        sup_free(agent);
    }
}

const char *people_name(struct people *people, const struct program *program, int32_t kind,
                        int64_t id)
{
    if (id == 0) {
        return "";
    }
    for (uint32_t i = 0; i < people->count; i++) {
        if (people->kept[i].kind == kind && people->kept[i].id == id) {
            return people->kept[i].name;
        }
    }
    if (people->count == PEOPLE_KEPT) {
        people->count = 0; /* many: begin again */
    }
    uint32_t at = people->count++;
    people->kept[at].kind = kind;
    people->kept[at].id = id;
    read_name(program, kind, id, people->kept[at].name, sizeof people->kept[at].name);
    return people->kept[at].name;
}

void people_add_actor(struct text *text, struct people *people, const struct program *program,
                      int32_t kind, int64_t id)
{
    const char *name = people_name(people, program, kind, id);
    text_add(text, name);
    if (*name != '\0') {
        text_add_format(text, " (%s %" PRId64 ")", actor_kind_name(kind), id);
    } else if (id != 0) {
        text_add_format(text, "%s %" PRId64, actor_kind_name(kind), id);
    } else {
        text_add(text, actor_kind_name(kind));
    }
}
