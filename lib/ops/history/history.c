/*
 * history.c: a ticket's events as sentences that people read.
 *
 * The sentence comes from the event alone, but for names of people, which are looked up as they are
 * now; without a name it says "customer 12".
 */
#include "ops/history/history.h"
#include "ops/page.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/when.h"
#include "supportcore/message.h"

#include <inttypes.h>
#include <string.h>

/* Who did it: "Priya Nair (agent)", "customer 12", "the desk". Kept in the arena. */
static int32_t look_up(struct sup__unit *unit, int64_t kind, int64_t id, const char **out)
{
    char text[SUP_NAME_BYTES_MAX + 64];
    union sup__any_row row;
    memset(&row, 0, sizeof row);
    const char *name = NULL;
    int32_t rc = SUP_OK;
    *out = "the desk";
    if (kind == SUP_ACTOR_SYSTEM) {
        return SUP_OK;
    }
    if (kind == SUP_ACTOR_CUSTOMER) {
        row.customer.tenant = unit->head.tenant;
        row.customer.id = id;
        rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
        name = rc == SUP_OK ? row.customer.name : NULL;
    } else if (kind != SUP_ACTOR_INTEGRATION) {
        row.agent.tenant = unit->head.tenant;
        row.agent.id = id;
        rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
        name = rc == SUP_OK ? row.agent.name : NULL;
    }
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    if (!id && kind != SUP_ACTOR_INTEGRATION) {
        sup__format(text, sizeof text, "An unknown %s", sup__actor_name(kind));
    } else if (name) {
        sup__format(text, sizeof text, "%s (%s)", name, sup__actor_name(kind));
    } else {
        sup__format(text, sizeof text, "%s %" PRId64, sup__actor_name(kind), id);
    }
    *out = sup__arena_text(unit->repo.arena, text, strlen(text));
    return *out ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* The same few people do most of what happens to a ticket. */
static int32_t actor_name(struct sup__unit *unit, struct sup__actors *actors, int64_t kind,
                          int64_t id, const char **out)
{
    for (uint32_t i = 0; i < actors->count; i++) {
        if (actors->items[i].kind == kind && actors->items[i].id == id) {
            *out = actors->items[i].name;
            return SUP_OK;
        }
    }
    int32_t rc = look_up(unit, kind, id, out);
    if (rc == SUP_OK && actors->count < SUP__ACTORS_MAX) {
        actors->items[actors->count].kind = kind;
        actors->items[actors->count].id = id;
        actors->items[actors->count++].name = *out;
    }
    return rc;
}

static void say_references(struct sup__buffer *out, const struct sup__event *event)
{
    const struct sup__references *list = &event->data.references;
    for (uint32_t i = 0; i < list->count; i++) {
        sup__buffer_text(out, i ? ", " : "");
        sup__buffer_text(out, list->items[i].system);
        sup__buffer_char(out, ' ');
        sup__buffer_text(out, list->items[i].kind);
        sup__buffer_char(out, ' ');
        sup__buffer_text(out, list->items[i].id);
    }
    if (!list->count) {
        sup__buffer_text(out, "references that were erased");
    }
}

static void say_facts(struct sup__buffer *out, const struct sup__event *event)
{
    for (uint32_t i = 0; i < event->payload.facts.count; i++) {
        sup__buffer_text(out, i ? ", " : "");
        sup__buffer_text(out, event->payload.facts.items[i]);
        if (i < event->data.values.count) {
            sup__buffer_text(out, " = ");
            sup__buffer_text(out, event->data.values.items[i]);
        }
    }
}

void sup__say_value(struct sup__buffer *out, const char *value)
{
    for (const char *at = value; *at; at++) {
        size_t bytes = sup__line_prefix(at, strlen(at));
        sup__buffer_append(out, at, bytes);
        at += bytes;
        if (!*at) {
            return;
        }
        sup__buffer_char(out, ' ');
    }
}

static void say_fields(struct sup__buffer *out, const struct sup__event *event)
{
    const struct sup__texts *fields = &event->payload.fields;
    for (uint32_t i = 0; i < fields->count; i++) {
        sup__buffer_text(out, i ? ", " : " set ");
        sup__buffer_text(out, fields->items[i]);
        if (i < event->data.values.count) {
            sup__buffer_text(out, " to ");
            sup__say_value(out, event->data.values.items[i]);
        }
    }
    if (event->payload.cleared.count) {
        sup__buffer_text(out, fields->count ? " and cleared " : " cleared ");
        sup__say_names(out, "", &event->payload.cleared);
    }
}

static void say_rule(struct sup__buffer *out, const char *rule)
{
    if (rule) {
        sup__buffer_text(out, " by rule ");
        sup__buffer_text(out, rule);
    }
}

/* How the desk decided is for colleagues. */
static void say_opened(struct sup__buffer *out, const struct sup__event *event, int is_customer)
{
    sup__buffer_text(out, " opened the ticket by ");
    sup__buffer_text(out, event->payload.channel);
    if (event->payload.follow_up_of) {
        sup__buffer_text(out, " as a follow-up of ticket ");
        sup__buffer_int(out, event->payload.follow_up_of);
    }
    if (event->payload.reason) {
        sup__buffer_text(out, " about ");
        sup__buffer_text(out, event->payload.reason);
    }
    sup__buffer_text(out, ", priority ");
    sup__buffer_text(out, event->payload.priority);
    if (!is_customer) {
        say_rule(out, event->payload.priority_rule);
        if (event->payload.team_rule) {
            sup__buffer_text(out, ", team ");
            sup__buffer_text(out, event->payload.team);
            say_rule(out, event->payload.team_rule);
        }
        sup__say_floor_opened(out, event);
    }
}

static void say_moved(struct sup__buffer *out, const struct sup__event *event)
{
    const char *rule = event->payload.rule;
    if (rule && strcmp(rule, "auto_close") == 0) {
        sup__buffer_text(out, " closed the ticket: it was solved and nobody wrote");
        return;
    }
    sup__buffer_text(out, event->row.flags & SUP_EVENT_REOPENS ? " reopened the ticket, from "
                                                               : " moved the ticket from ");
    sup__buffer_text(out, event->row.before);
    sup__buffer_text(out, " to ");
    sup__buffer_text(out, event->row.after);
    if (rule && strcmp(rule, "customer_message") == 0) {
        sup__buffer_text(out, " by writing");
    } else if (rule && strcmp(rule, "taken") == 0) {
        sup__buffer_text(out, " by taking it");
    } else if (rule && strcmp(rule, "assigned") == 0) {
        sup__buffer_text(out, " by assigning it");
    } else if (rule && strcmp(rule, "duplicate") == 0) {
        sup__buffer_text(out, ", with the ticket of which it is a duplicate");
    }
}

static void say_assigned(struct sup__buffer *out, const struct sup__event *event,
                         const char *assignee)
{
    const char *team = event->row.after;
    if (event->row.kind == SUP__E_TICKET_TRANSFERRED) {
        sup__buffer_text(out, " transferred the ticket");
        if (event->row.before) {
            sup__buffer_text(out, " from team ");
            sup__buffer_text(out, event->row.before);
        }
        sup__buffer_text(out, " to team ");
        sup__buffer_text(out, team ? team : "nobody's");
        return;
    }
    if (event->row.actor_kind == SUP_ACTOR_AGENT && event->row.subject_id == event->row.actor_id) {
        sup__buffer_text(out, " took the ticket");
    } else {
        sup__buffer_text(out, " assigned the ticket to ");
        sup__buffer_text(out, assignee);
    }
    if (team) {
        sup__buffer_text(out, " in team ");
        sup__buffer_text(out, team);
    }
}

/* How a message found its ticket. That it was sent there, or opened it, goes without saying. */
static void say_thread(struct sup__buffer *out, const char *rule)
{
    if (rule && strcmp(rule, "reply_to") == 0) {
        sup__buffer_text(out, ", in answer to an earlier message");
    } else if (rule && strcmp(rule, "order") == 0) {
        sup__buffer_text(out, ", about the same order");
    }
}

static void say_message(struct sup__buffer *out, const struct sup__event *event)
{
    const char *verb = event->row.kind == SUP__E_MESSAGE_RECEIVED  ? " recorded a customer message"
                       : event->row.kind == SUP__E_MESSAGE_REPLIED ? " replied to the customer"
                                                                   : " wrote a private note";
    if (event->row.kind == SUP__E_MESSAGE_RECEIVED && event->row.actor_kind == SUP_ACTOR_CUSTOMER) {
        verb = " wrote";
    }
    sup__buffer_text(out, verb);
    sup__buffer_text(out, " by ");
    sup__buffer_text(out, event->row.after);
    say_thread(out, event->payload.rule);
    if (event->payload.attachment_count) {
        sup__buffer_text(out, ", attachments: ");
        sup__buffer_int(out, event->payload.attachment_count);
    }
    if (event->payload.references_left_out) {
        sup__buffer_text(out, ", references without room: ");
        sup__buffer_int(out, event->payload.references_left_out);
    }
    if (event->row.flags & SUP_EVENT_ACKNOWLEDGEMENT) {
        sup__buffer_text(out, ", an acknowledgement");
    }
    if (event->row.flags & SUP_EVENT_AUTOMATED) {
        sup__buffer_text(out, ", automatically");
    }
    if (event->row.flags & SUP_EVENT_FIRST_REPLY) {
        sup__buffer_text(out, ", the first reply");
    }
}

/* What a message of that number means, without its full stop: the sentence's own comes later. */
static void say_reason(struct sup__buffer *out, int64_t message_id)
{
    for (int32_t i = 0; i < sup_message_count(); i++) {
        if (sup_message_at(i)->id == message_id) {
            sup__buffer_text(out, ": ");
            const char *meaning = sup_message_at(i)->meaning;
            size_t bytes = strlen(meaning);
            sup__buffer_append(out, meaning,
                               bytes && meaning[bytes - 1] == '.' ? bytes - 1 : bytes);
        }
    }
}

static void say_refused(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " was refused ");
    sup__buffer_text(out, event->row.after);
    if (event->row.before) { /* what is given, and the request for it if there is one */
        sup__buffer_text(out, " of ");
        sup__buffer_text(out, event->row.before);
    }
    if (event->row.subject_id) {
        sup__buffer_text(out, " (request ");
        sup__buffer_int(out, event->row.subject_id);
        sup__buffer_char(out, ')');
    }
    say_reason(out, event->row.number);
}

/* "said that the ticket is blocked by ticket 7", "took back that ..." */
static void say_link(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, event->row.kind == SUP__E_TICKET_LINKED ? " said that the ticket "
                                                                  : " took back that the ticket ");
    sup__buffer_text(out, sup__link_phrase(event->row.number));
    sup__buffer_text(out, " ticket ");
    sup__buffer_int(out, event->row.subject_id);
}

static void say_kept(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " left the ticket as it is when ticket ");
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_text(out, ", of which it is a duplicate, was solved");
    say_reason(out, event->row.number);
}

static void say_merge(struct sup__buffer *out, const struct sup__event *event)
{
    int64_t kind = event->row.kind;
    sup__buffer_text(out, kind == SUP__E_TICKET_MERGED     ? " merged the ticket into ticket "
                          : kind == SUP__E_TICKET_UNMERGED ? " took the ticket out of ticket "
                          : kind == SUP__E_TICKET_JOINED   ? " merged into this one ticket "
                          : kind == SUP__E_TICKET_PARTED   ? " took out of this one ticket "
                                                         : " made of a part of the thread ticket ");
    sup__buffer_int(out, event->row.subject_id);
}

static void say_watcher(struct sup__buffer *out, const struct sup__event *event,
                        const char *watcher)
{
    sup__buffer_text(out, event->row.kind == SUP__E_TICKET_WATCHED ? " added a watcher: "
                                                                   : " removed a watcher: ");
    sup__buffer_text(out, watcher);
}

static void say_change(struct sup__buffer *out, const char *what, const struct sup__event *event)
{
    sup__buffer_text(out, " changed the ");
    sup__buffer_text(out, what);
    if (event->row.before) {
        sup__buffer_text(out, " from ");
        sup__buffer_text(out, event->row.before);
    }
    sup__buffer_text(out, " to ");
    sup__buffer_text(out, event->row.after);
}

/* "first_reply" as "first reply". */
static void say_metric(struct sup__buffer *out, int64_t metric)
{
    const char *name =
        metric >= 1 && metric <= SUP__METRICS ? sup__metric_names[metric - 1] : "metric";
    for (; *name; name++) {
        sup__buffer_char(out, *name == '_' ? ' ' : *name);
    }
}

static void say_promise(struct sup__buffer *out, const struct sup__event *event)
{
    int is_broken = event->row.kind == SUP__E_SLA_BREACHED;
    sup__buffer_text(out, is_broken ? " found a promise broken: the "
                                    : " warned of a promise that may break: the ");
    say_metric(out, event->row.number);
    if (event->row.after) {
        sup__buffer_text(out, " that ");
        sup__buffer_text(out, event->row.after);
        sup__buffer_text(out, " promises");
    }
}

static void say_cause(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " said why a promise was broken, the ");
    say_metric(out, event->row.number);
    sup__buffer_char(out, ' ');
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_text(out, ": ");
    sup__buffer_text(out, event->row.after);
    if (event->row.before) {
        sup__buffer_text(out, ", before it was ");
        sup__buffer_text(out, event->row.before);
    }
}

static void say_timers(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->row.after) {
        say_change(out, "SLA policy", event);
    } else if (event->row.before) {
        sup__buffer_text(out, " took the SLA policy away: ");
        sup__buffer_text(out, event->row.before);
    } else {
        sup__buffer_text(out, " changed what is measured and promised");
    }
}

/* Of a reminder that the policy wanted, and wants no more. */
static void say_gone_rule(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->payload.rule && event->row.after) {
        sup__buffer_text(out, ": its rule ");
        sup__buffer_text(out, event->row.after);
        sup__buffer_text(out, " is gone");
    }
}

/* Whom nobody is named for is whoever has the ticket then. */
static void say_reminder(struct sup__buffer *out, const struct sup__event *event, const char *who)
{
    char at[SUP__TIME_TEXT_SIZE];
    int is_due = event->row.kind == SUP__E_REMINDER_DUE;
    if (event->row.kind == SUP__E_REMINDER_CANCELLED) {
        sup__buffer_text(out, " took a reminder away");
        say_gone_rule(out, event);
        return;
    }
    sup__buffer_text(out, is_due ? " reminded " : " set a reminder for ");
    sup__buffer_text(out, event->row.subject_id           ? who
                          : is_due && event->payload.team ? event->payload.team
                          : is_due                        ? "nobody, since nobody has it"
                                                          : "whoever has it then");
    if (!is_due) {
        sup__time_format(event->payload.due_ms, at);
        sup__buffer_text(out, ", due ");
        sup__buffer_text(out, at);
    }
    if (event->row.after) {
        sup__buffer_text(out, ", by the rule ");
        sup__buffer_text(out, event->row.after);
    }
    sup__say_text(out, event);
}

/* What concerns tickets that belong together. */
static void say_join(struct sup__buffer *out, const struct sup__event *event, const char *who)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_WATCHED:
    case SUP__E_TICKET_UNWATCHED:
        say_watcher(out, event, who);
        break;
    case SUP__E_TICKET_LINKED:
    case SUP__E_TICKET_UNLINKED:
        say_link(out, event);
        break;
    case SUP__E_DUPLICATE_KEPT:
        say_kept(out, event);
        break;
    case SUP__E_TICKET_MERGED:
    case SUP__E_TICKET_UNMERGED:
    case SUP__E_TICKET_JOINED:
    case SUP__E_TICKET_PARTED:
    case SUP__E_TICKET_SPLIT:
        say_merge(out, event);
        break;
    default:
        if (!sup__say_floor(out, event) && !sup__say_request(out, event) &&
            !sup__say_survey(out, event, who)) {
            sup__buffer_text(out, " did something that this version does not know");
        }
    }
}

static void say(struct sup__buffer *out, const struct sup__event *event, const char *who,
                int is_customer)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_OPENED:
        say_opened(out, event, is_customer);
        break;
    case SUP__E_TICKET_MOVED:
        say_moved(out, event);
        break;
    case SUP__E_TICKET_PRIORITIZED:
        say_change(out, "priority", event);
        break;
    case SUP__E_TICKET_CLASSIFIED:
        say_change(out, "contact reason", event);
        break;
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
        say_assigned(out, event, who);
        break;
    case SUP__E_TICKET_TAGGED:
    case SUP__E_TICKET_UNTAGGED:
        sup__buffer_text(out, event->row.kind == SUP__E_TICKET_TAGGED ? " added the tags "
                                                                      : " removed the tags ");
        sup__say_names(out, "", &event->payload.tags);
        break;
    case SUP__E_REFERENCES_ADDED:
    case SUP__E_REFERENCES_REMOVED:
        sup__buffer_text(out, event->row.kind == SUP__E_REFERENCES_ADDED
                                  ? " linked the ticket to "
                                  : " removed the ticket's link to ");
        say_references(out, event);
        break;
    case SUP__E_FACTS_RECORDED:
        sup__buffer_text(out, " reported ");
        say_facts(out, event);
        break;
    case SUP__E_TICKET_FILLED:
        say_fields(out, event);
        break;
    case SUP__E_MESSAGE_RECEIVED:
    case SUP__E_MESSAGE_REPLIED:
    case SUP__E_MESSAGE_NOTED:
        say_message(out, event);
        break;
    case SUP__E_REQUEST_REFUSED:
        say_refused(out, event);
        break;
    case SUP__E_SLA_WARNED:
    case SUP__E_SLA_BREACHED:
        say_promise(out, event);
        break;
    case SUP__E_TIMERS_CHANGED:
        say_timers(out, event);
        break;
    case SUP__E_REMINDER_SET:
    case SUP__E_REMINDER_CANCELLED:
    case SUP__E_REMINDER_DUE:
        say_reminder(out, event, who);
        break;
    case SUP__E_CAUSE_RECORDED:
        say_cause(out, event);
        break;
    default:
        say_join(out, event, who);
    }
    sup__buffer_char(out, '.');
}

static int32_t decode(struct sup__unit *unit, const struct sup__event_row *row,
                      struct sup__event *event)
{
    struct sup__event_private_row text = {.tenant = row->tenant, .sequence = row->sequence};
    int32_t rc = SUP_NOT_FOUND;
    if (row->private_digest.bytes) {
        rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &text);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
    }
    return sup__event_decode(unit->repo.arena, row, rc == SUP_OK ? &text : NULL, event,
                             unit->error);
}

/* What kind of actor an event's subject is, where its sentence names them; else 0. */
static int64_t kind_of_other(const struct sup__event_row *row)
{
    if (row->kind == SUP__E_TICKET_WATCHED || row->kind == SUP__E_TICKET_UNWATCHED) {
        return row->number == 1 ? SUP_ACTOR_AGENT : SUP_ACTOR_CUSTOMER;
    }
    return row->kind == SUP__E_TICKET_ASSIGNED || row->kind == SUP__E_REMINDER_SET ||
                   row->kind == SUP__E_REMINDER_DUE || row->kind == SUP__E_REVIEW_RECORDED ||
                   row->kind == SUP__E_OUTCOME_RATED
               ? SUP_ACTOR_AGENT
               : 0;
}

int32_t sup__sentence(struct sup__unit *unit, struct sup__actors *actors,
                      const struct sup__event *event, void *result, struct sup__said_so *out,
                      int *failed)
{
    const struct sup__event_row *row = &event->row;
    const char *actor = NULL;
    const char *who = "nobody"; /* besides the actor */
    int64_t kind = kind_of_other(row);
    int32_t rc = actor_name(unit, actors, row->actor_kind, row->actor_id, &actor);
    if (rc == SUP_OK && kind && row->subject_id) {
        rc = actor_name(unit, actors, kind, row->subject_id, &who);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__buffer buffer;
    sup__buffer_init(&buffer, &unit->core->mem);
    sup__buffer_text(&buffer, strcmp(actor, "the desk") == 0 ? "The desk" : actor);
    say(&buffer, event, who, unit->caller.actor_kind == SUP_ACTOR_CUSTOMER);
    out->actor = sup__result_text(result, actor, failed);
    out->sentence = buffer.is_failed ? NULL : sup__result_text(result, buffer.data, failed);
    *failed |= buffer.is_failed;
    sup__buffer_free(&buffer);
    return SUP_OK;
}

static int32_t fill_item(struct sup__unit *unit, struct sup__actors *actors,
                         struct sup_history *history, struct sup_history_item *item,
                         const struct sup__event_row *row, int *failed)
{
    struct sup__said_so said = {0};
    struct sup__event event;
    int32_t rc = decode(unit, row, &event);
    if (rc == SUP_OK) {
        rc = sup__sentence(unit, actors, &event, history, &said, failed);
    }
    item->id = row->sequence;
    item->at_ms = row->at_ms;
    item->recorded_ms = row->recorded_ms;
    item->actor_kind = (int32_t)row->actor_kind;
    item->actor_id = row->actor_id;
    item->is_imported = (row->flags & SUP_EVENT_IMPORTED) != 0;
    item->kind = sup__event_name(row->kind);
    item->actor = said.actor;
    item->sentence = said.sentence;
    return rc;
}

/* Customers see what happened to their ticket, not what colleagues say among themselves; of the
 * fields what they filled in themselves, since some are the desk's own. */
static int is_visible(const struct sup__unit *unit, const struct sup__event_row *row)
{
    if ((row->kind >= SUP__E_REMINDER_SET && row->kind <= SUP__E_REMINDER_DUE) ||
        (row->kind >= SUP__E_SURVEY_ASKED && row->kind <= SUP__E_OUTCOME_RATED)) {
        return unit->caller.actor_kind != SUP_ACTOR_CUSTOMER;
    }
    int is_timers = row->kind == SUP__E_SLA_WARNED || row->kind == SUP__E_SLA_BREACHED ||
                    row->kind == SUP__E_TIMERS_CHANGED || row->kind == SUP__E_CAUSE_RECORDED;
    if (is_timers) { /* the desk's own affair; and of a merged thread the merge says it all */
        return unit->caller.actor_kind != SUP_ACTOR_CUSTOMER &&
               (row->kind != SUP__E_TIMERS_CHANGED || row->before || row->after);
    }
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER && row->kind == SUP__E_TICKET_FILLED) {
        return row->actor_kind == SUP_ACTOR_CUSTOMER;
    }
    return unit->caller.actor_kind != SUP_ACTOR_CUSTOMER ||
           (row->kind != SUP__E_MESSAGE_NOTED && row->kind != SUP__E_REQUEST_REFUSED &&
            row->kind != SUP__E_FACTS_RECORDED && row->kind != SUP__E_DUPLICATE_KEPT &&
            (row->kind < SUP__E_TICKET_WATCHED || row->kind > SUP__E_TICKET_UNLINKED));
}

int32_t sup__op_ticket_history(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_ticket_page_params *params = in;
    struct sup__page page = {.table = SUP__T_EVENT,
                             .index = SUP__EVENT_BY_TICKET,
                             .prefix_count = 2,
                             .after = params->after_id};
    struct sup__ticket_slot *slot = NULL;
    struct sup__event_row *rows = NULL;
    struct sup__actors actors = {0};
    uint32_t count = 0;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    }
    if (rc == SUP_OK) {
        rows = sup__arena_alloc(unit->repo.arena, page.limit * sizeof *rows);
    }
    struct sup_history *history = rows ? sup__result(unit, sizeof *history) : NULL;
    if (!history) {
        return rc == SUP_OK ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory") : rc;
    }
    struct sup_history_item *items = sup__result_array(history, page.limit, sizeof *items, &failed);
    history->items = items;
    page.prefix[0] = sup__int(unit->head.tenant);
    page.prefix[1] = sup__int(slot->row.id);
    rc = failed ? SUP_OK : sup__page_events(&unit->repo, &page, rows, &count);
    for (uint32_t i = 0; rc == SUP_OK && !failed && i < count; i++) {
        if (is_visible(unit, &rows[i])) {
            rc = fill_item(unit, &actors, history, &items[history->count++], &rows[i], &failed);
        }
    }
    history->next_after_id = page.is_more ? rows[count - 1].sequence : 0;
    if (rc != SUP_OK) {
        sup_free(history);
        return rc;
    }
    return sup__result_end(unit, history, failed, result);
}
