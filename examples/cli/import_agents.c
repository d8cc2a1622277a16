/*
 * import_agents.c: reads the desk's agents once; later ones are added as the import makes them.
 */
#include "import_agents.h"

#include <stdlib.h>
#include <string.h>

const struct name *agents_by_id(const struct agents *agents, int64_t id)
{
    return id > 0 && (size_t)id < agents->by_id_room ? agents->by_id[id] : NULL;
}

static int grow(struct agents *agents, size_t needed)
{
    size_t room = agents->by_id_room > 0 ? agents->by_id_room : 256;
    while (room <= needed) {
        room *= 2;
    }
    const struct name **larger = realloc(agents->by_id, room * sizeof *larger);
    if (larger == NULL) {
        return 0;
    }
    memset(larger + agents->by_id_room, 0, (room - agents->by_id_room) * sizeof *larger);
    agents->by_id = larger;
    agents->by_id_room = room;
    return 1;
}

int agents_set_id(struct agents *agents, struct name *name, int64_t id)
{
    if (id > 2 * AGENTS_MAX || ((size_t)id >= agents->by_id_room && !grow(agents, (size_t)id))) {
        return 0;
    }
    agents->by_id[id] = name;
    if (name->id <= 0) {
        name->id = id;
    }
    return 1;
}

static int keep_page(const struct program *program, struct agents *agents,
                     const struct sup_agent_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const char *text = list->items[i].name;
        if (agents->names.count >= AGENTS_MAX) {
            return program_fail(program, SUP_LIMIT, "import into a desk of its own",
                                "the desk has more than %d agents", AGENTS_MAX);
        }
        struct name *name = names_add(&agents->names, text, strlen(text));
        if (name == NULL || !agents_set_id(agents, name, list->items[i].id)) {
            return program_fail_memory(program);
        }
    }
    return EXIT_OK;
}

int agents_load(const struct program *program, struct agents *agents)
{
    struct sup_caller caller = program_caller(program);
    struct sup_agent_list_params params = {.size = sizeof params};
    int code = EXIT_OK;
    do {
        struct sup_agent_list *list = NULL;
        if (sup_agent_list(program->core, &caller, &params, &list) != SUP_OK) {
            return program_fail_last(program);
        }
        code = keep_page(program, agents, list);
        params.after_id = list->next_after_id;
        sup_free(list);
    } while (code == EXIT_OK && params.after_id != 0);
    return code;
}

void agents_free(struct agents *agents)
{
    names_free(&agents->names);
    free(agents->by_id);
    *agents = (struct agents){0};
}
