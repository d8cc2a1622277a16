/*
 * people.c: agents and bots.
 */
#include "ops/page.h"
#include "ops/people/sessions.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* Whether a name is one of those in a row, which are separated by spaces. */
static int is_held(const char *held, const char *name)
{
    size_t bytes = strlen(name);
    while (held && *held) {
        size_t length = strcspn(held, " ");
        if (length == bytes && memcmp(held, name, bytes) == 0) {
            return 1;
        }
        held += length + (held[length] == ' ');
    }
    return 0;
}

/* Names that the agent has may stay: a newer policy without them must not keep the agent from being
 * changed, or from departing. */
static int32_t check_names(struct sup__unit *unit, const char *field, const char *const *items,
                           uint32_t count, const struct sup__names *names, const char *held)
{
    for (uint32_t i = 0; i < count; i++) {
        char path[SUP_ERROR_FIELD_SIZE];
        int32_t index = 0;
        if (is_held(held, items[i])) {
            continue;
        }
        int32_t rc = sup__policy_index(unit, field, items[i], names, &index);
        if (rc != SUP_OK) {
            sup__format(path, sizeof path, "%ss/%u", field, i);
            sup__format(unit->error->field, sizeof unit->error->field, "%s", path);
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t check_tags(struct sup__unit *unit, const char *const *tags, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        char path[SUP_ERROR_FIELD_SIZE];
        if (!sup__is_language_tag(tags[i])) {
            sup__format(path, sizeof path, "languages/%u", i);
            return sup__fail(unit->error, SUP_MSG_LANGUAGE_TAG, path,
                             "'%s' is not the tag of a language", tags[i]);
        }
    }
    return SUP_OK;
}

/* A policy need not list skills and languages; then any will do. */
static int32_t check_policy_names(struct sup__unit *unit,
                                  const struct sup_agent_save_params *params,
                                  const struct sup__agent_row *row)
{
    const struct sup__policy *policy = unit->policy;
    int32_t rc = check_names(unit, "role", params->roles, params->role_count, &policy->role_names,
                             row->roles);
    if (rc == SUP_OK) {
        rc = check_names(unit, "team", params->teams, params->team_count, &policy->team_names,
                         row->teams);
    }
    if (rc == SUP_OK && policy->skill_names.count) {
        rc = check_names(unit, "skill", params->skills, params->skill_count, &policy->skill_names,
                         row->skills);
    }
    if (rc == SUP_OK) {
        rc = check_tags(unit, params->languages, params->language_count);
    }
    if (rc == SUP_OK && policy->language_names.count) {
        rc = check_names(unit, "language", params->languages, params->language_count,
                         &policy->language_names, row->languages);
    }
    return rc;
}

int32_t sup__op_agent_save(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_agent_save_params *params = in;
    struct sup__agent_row row = {.kind = params->kind ? params->kind : SUP_AGENT_PERSON};
    (void)result;
    int32_t rc =
        params->agent_id ? sup__load_agent(unit, params->agent_id, "agent_id", &row) : SUP_OK;
    if (rc == SUP_OK) {
        rc = check_policy_names(unit, params, &row);
    }
    if (rc == SUP_OK && params->kind && params->kind != row.kind) {
        rc = sup__fail(unit->error, SUP_MSG_AGENT_KIND, "kind", "agent %" PRId64 " keeps its kind",
                       row.id);
    }
    if (rc == SUP_OK && row.id) {
        rc = sup__check_version(unit, "agent", row.id, params->version, row.version);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (params->is_departed && row.id && row.availability != SUP_AVAILABILITY_OFFLINE) {
        rc = sup__change_availability(unit, &row, SUP_AVAILABILITY_OFFLINE);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    struct sup__event event = sup__event_new(unit, SUP__E_AGENT_SAVED, 0);
    event.row.subject_id = row.id ? row.id : unit->head.agent_count + 1;
    event.payload.agent_kind = row.kind;
    event.payload.is_departed = params->is_departed;
    event.payload.roles.items = params->roles;
    event.payload.roles.count = params->role_count;
    event.payload.teams.items = params->teams;
    event.payload.teams.count = params->team_count;
    event.payload.skills.items = params->skills;
    event.payload.skills.count = params->skill_count;
    event.payload.languages.items = params->languages;
    event.payload.languages.count = params->language_count;
    event.payload.capacity = params->capacity;
    event.title = params->name;
    receipt->id = event.row.subject_id;
    receipt->version = row.version + 1;
    return sup__emit(unit, &event);
}

/* Texts separated by spaces, as a list in a result. */
static const char *const *split(void *result, const char *text, uint32_t *count, int *failed)
{
    char *copy = sup__arena_text(sup__owned_arena(result), text, strlen(text));
    const char **items =
        sup__result_array(result, strlen(text) / 2 + 1, sizeof(const char *), failed);
    *count = 0;
    if (!copy || !items) {
        *failed = 1;
        return NULL;
    }
    for (copy += strspn(copy, " "); *copy; copy += strspn(copy, " ")) {
        char *end = copy + strcspn(copy, " ");
        items[(*count)++] = copy;
        copy = *end ? end + 1 : end;
        *end = 0;
    }
    return items;
}

static void fill_agent(void *result, struct sup_agent *agent, const struct sup__agent_row *row,
                       int *failed)
{
    agent->size = sizeof *agent;
    agent->kind = (int32_t)row->kind;
    agent->id = row->id;
    agent->version = row->version;
    agent->name = sup__result_text(result, row->name, failed);
    agent->is_departed = (int32_t)row->is_departed;
    agent->roles = split(result, row->roles, &agent->role_count, failed);
    agent->teams = split(result, row->teams, &agent->team_count, failed);
    agent->skills = split(result, row->skills, &agent->skill_count, failed);
    agent->languages = split(result, row->languages, &agent->language_count, failed);
    agent->capacity = (uint32_t)row->capacity;
    agent->availability = (int32_t)row->availability;
    agent->availability_since_ms = row->availability_since_ms;
}

int32_t sup__op_agent_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                          void **result)
{
    const struct sup_agent_get_params *params = in;
    struct sup__agent_row row = {0};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__load_agent(unit, params->agent_id, "agent_id", &row);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_agent *agent = sup__result(unit, sizeof *agent);
    if (!agent) {
        return SUP_NOMEM;
    }
    fill_agent(agent, agent, &row, &failed);
    return sup__result_end(unit, agent, failed, result);
}

struct agents {
    struct sup_agent_list *list;
    struct sup_agent *items;
    int failed;
};

static int32_t add_agent(void *context, void *row)
{
    struct agents *agents = context;
    struct sup_agent_list *list = agents->list;
    fill_agent(list, &agents->items[list->count++], row, &agents->failed);
    return agents->failed;
}

int32_t sup__op_agent_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_agent_list_params *params = in;
    struct sup__page page = {.table = SUP__T_AGENT,
                             .prefix_count = 1,
                             .prefix = {sup__int(unit->head.tenant)},
                             .after = params->after_id};
    struct agents agents = {0};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc != SUP_OK) {
        return rc;
    }
    agents.list = sup__result(unit, sizeof *agents.list);
    if (!agents.list) {
        return SUP_NOMEM;
    }
    agents.items = sup__result_array(agents.list, page.limit, sizeof *agents.items, &agents.failed);
    agents.list->items = agents.items;
    if (!agents.failed) {
        rc = sup__page_read(&unit->repo, &page, add_agent, &agents);
    }
    if (page.is_more) {
        agents.list->next_after_id = agents.items[agents.list->count - 1].id;
    }
    if (rc != SUP_OK) {
        sup_free(agents.list);
        return rc;
    }
    return sup__result_end(unit, agents.list, agents.failed, result);
}
