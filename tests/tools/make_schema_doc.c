/*
 * make_schema_doc: print the parts of pages that the library's tables decide.
 *
 *   make_schema_doc tables | views | events | metrics
 *
 * tests/docs/made_parts.py puts them between the page's markers, and a test compares the committed
 * page with what this prints, so the page cannot fall behind the code.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kpi/definitions.h"
#include "repo/event.h"
#include "supportcore.h"

static const char *const kind_names[] = {[SUP_TABLE_RECORD] = "record",
                                         [SUP_TABLE_PROJECTION] = "projection",
                                         [SUP_TABLE_OPERATIONAL] = "operational"};
static const char *const type_names[] = {
    [SUP_INT] = "INTEGER", [SUP_TEXT] = "TEXT", [SUP_BLOB] = "BLOB"};

static int print_contents(const struct sup_schema *schema)
{
    printf("| table | kind | what it holds |\n| --- | --- | --- |\n");
    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];
        printf("| [`%s`](#%s) | %s | %s |\n", table->name, table->name, kind_names[table->kind],
               table->meaning);
    }
    return 0;
}

/* The columns of a key, in its order. */
static void print_key(const struct sup_table *table, const uint32_t *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        printf("%s`%s`", i ? ", " : "", table->columns[columns ? columns[i] : i].name);
    }
}

static void print_columns(const struct sup_table *table)
{
    printf("| column | type | | meaning |\n| --- | --- | --- | --- |\n");
    for (uint32_t i = 0; i < table->column_count; i++) {
        const struct sup_column *column = &table->columns[i];
        const char *is_null = column->flags & SUP_COLUMN_NULLABLE ? "may be NULL" : "";
        const char *is_private = column->flags & SUP_COLUMN_PRIVATE ? "personal" : "";
        printf("| `%s` | %s | %s%s%s | %s |\n", column->name, type_names[column->type], is_null,
               *is_null && *is_private ? ", " : "", is_private, column->meaning);
    }
}

static int print_tables(const struct sup_schema *schema)
{
    print_contents(schema);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];
        printf("\n### `%s`\n\n%s (%s%s)\n\nPrimary key: ", table->name, table->meaning,
               kind_names[table->kind], table->flags & SUP_TABLE_WIDE ? ", wide rows" : "");
        print_key(table, NULL, table->key_count);
        printf(".");
        for (uint32_t j = 0; j < table->index_count; j++) {
            const struct sup_index *index = &table->indexes[j];
            printf(" %s `%s`: ", index->is_unique ? "Unique index" : "Index", index->name);
            print_key(table, index->columns, index->column_count);
            printf(".");
        }
        printf("\n\n");
        print_columns(table);
    }
    return 0;
}

static int print_views(const struct sup_schema *schema)
{
    for (uint32_t i = 0; i < schema->view_count; i++) {
        const struct sup_view *view = &schema->views[i];
        printf("%s### `%s`\n\n%s\n\n| column | meaning |\n| --- | --- |\n", i ? "\n" : "",
               view->name, view->meaning);
        for (const char *line = view->columns; *line;) {
            int name = (int)strcspn(line, ":");
            int bytes = (int)strcspn(line, "\n");
            printf("| `%.*s` | %.*s |\n", name, line, bytes - name - 2, line + name + 2);
            line += bytes + 1;
        }
    }
    return 0;
}

/* Those of targets and corrective actions. */
static const char *columns_of_target(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_CORRECTIVE_RECORDED:
        return "| the agent who does it, 0 for a role | by when, UTC ms | `after` the line of the "
               "scorecard; payload: the corrective action, the role; private: what is to be done |";
    case SUP__E_CORRECTIVE_CHANGED:
        return "| the agent who does it, 0 for a role | by when, UTC ms | as corrective.recorded; "
               "private: what is to be done, when that changed |";
    case SUP__E_CORRECTIVE_CLOSED:
        return "| the agent who does it, 0 for a role | by when, UTC ms | `before` the line, "
               "`after` done or dropped; payload: the corrective action, the role; private: the "
               "note |";
    case SUP__E_KPI_CROSSED:
        return "| | how many things the value comes from | `before` and `after` met or missed; "
               "payload: the line, its metric and statistic, the target, the direction (`rule`), "
               "the value, and the first and the last day of the period |";
    case SUP__E_KPI_EVALUATED:
        return "| how many lines miss their target | when targets are looked at next, UTC ms; 0: "
               "there are none | payload: the first and the last day of the period; none when a "
               "policy with other periods was activated |";
    default:
        return NULL;
    }
}

/* Those of surveys and reviews. */
static const char *columns_of_survey(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_SURVEY_ASKED:
        return "| who was asked, if a customer | | `after` the kind; payload: the survey, the "
               "agent "
               "(`assignee_id`), team, reason, system; private: its id there |";
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        return "| who was asked, if a customer | the score | `after` the kind, `before` the score "
               "that is corrected; payload: as survey.asked, and the event that is replaced; "
               "private: its id there, the comment |";
    case SUP__E_REVIEW_RECORDED:
    case SUP__E_OUTCOME_RATED:
        return "| the agent whose work it is | the score | `after` the form, `before` the score "
               "that is replaced; payload: the review, who gave it, sections with their scores, "
               "team and reason; private: the note |";
    default:
        return columns_of_target(kind);
    }
}

/* Those of floors. */
static const char *columns_of_request(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_REMEDY_REQUESTED:
    case SUP__E_REMEDY_REFUSED:
        return "| the request | why: 0 a row, 1 none, 2 undecided, 3 a limit, 4 what the order "
               "brought in; without a ticket the customer | `before` of an action of the library "
               "what "
               "else it is about, `after` the remedy; payload: amount, row, effect, state, teams "
               "of who "
               "asked; an earlier request for the same; the row's limits and how far each was "
               "used, those beyond which rows before it handed the request on, "
               "the one that was passed, or how near it comes to them; whether the shop had "
               "reported "
               "the order; who is told; private: the order, the rationale |";
    case SUP__E_ACTION_TAKEN:
        return "| the request | without a ticket the customer | `before` what else it is about, "
               "`after` "
               "the action; payload: row, effect, teams of who did it, its limits, how near it "
               "comes "
               "to them; private: the rationale |";
    case SUP__E_REQUEST_USED:
        return "| the request | without a ticket the customer | `after` the action; payload: the "
               "state, row, limits, reason; private: the rationale |";
    case SUP__E_REMEDY_CONFIRMED:
        return "| the request | the report that it takes the place of | `after` the remedy; "
               "payload: the amount that was given, row, reason; private: the shop's id |";
    case SUP__E_REMEDY_NAMED:
        return "| the request | the report that it takes the place of | `after` the remedy; "
               "payload: as remedy.confirmed; private: the shop's id, which came later |";
    case SUP__E_REMEDY_REPORTED:
        return "| the request | the customer, unless it is their ticket | `after` the remedy; "
               "payload: amount, customer, who gave it and their teams; private: the order, the "
               "shop's id, the note |";
    case SUP__E_REMEDY_EXECUTED:
        return "| the request | | `after` the remedy; payload: amount, row, limits, reason; the "
               "earlier request for the same, if both are meant |";
    case SUP__E_REMEDY_VOIDED:
        return "| the request | without a ticket the customer | `after` the remedy; payload: the "
               "cause (`policy_changed`, `order_changed` ...), amount, row, the limits that were "
               "looked at, reason |";
    case SUP__E_REMEDY_APPROVED:
        return "| the request | without a ticket the customer | `after` the remedy; payload: the "
               "state from then on, amount, row, limits, reason; private: the note |";
    case SUP__E_REMEDY_WAITS:
        return "| the request | 1: those who approve are reminded, 2: others may as well | `after` "
               "the remedy; payload: who is told, when that is next |";
    case SUP__E_REMEDY_REJECTED:
    case SUP__E_REMEDY_WITHDRAWN:
    case SUP__E_REMEDY_EXPIRED:
    case SUP__E_REMEDY_FAILED:
        return "| the request | without a ticket the customer | `after` the remedy; payload: the "
               "state from then on, amount, row, reason; private: the note |";
    default:
        return columns_of_survey(kind);
    }
}

static const char *columns_of_floor(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_FLOOR_RAISED:
        return "| the ticket that was merged into it; 0: none | why, as in sup_visit | `before` "
               "and `after` the floor; payload: it, the minimum, the rules that asked for it, who "
               "is "
               "told, the evidence that was missing, what the floor before holds of remedies (as in "
               "sup_visit) |";
    case SUP__E_FLOOR_ESCALATED:
        return "| the agent who signed; 0: nobody | why, as in sup_visit | `before` and `after` "
               "the floor; payload: it, who is told, the evidence that was missing, the limit that "
               "passed, what the floor before holds of remedies (as in sup_visit); private: the justification |";
    case SUP__E_SIGN_OFF_REQUESTED:
        return "| | why, as in sup_visit | `before` the floor, `after` where it is to go; payload: "
               "who may sign, the limit that passed; private: the justification |";
    case SUP__E_SIGN_OFF_CARRIED:
        return "| the ticket that it was asked for on | why, as in sup_visit | `before` the floor, "
               "`after` where it is to go; payload: who asked for it and when; nobody is told "
               "again |";
    case SUP__E_SIGN_OFF_RETURNED:
        return "| the ticket that waits for it again | | `before` the floor, `after` where that "
               "ticket is to go |";
    case SUP__E_FLOOR_SIGNED:
        return "| | 1 the move up, 2 clearance, 3 the resolution | `before` `rejected` for a no, "
               "`after` the signature of a resolution, else the floor; private: the note |";
    case SUP__E_FLOOR_HOLD_SIGNED:
        return "| whose stay it was | 1 the move up, 2 clearance, 3 the resolution | `before` the "
               "floor, `after` the signature of a resolution, else the floor; payload: the stay's "
               "position; private: the note |";
    case SUP__E_FLOOR_RETURNED:
        return "| | why, as in sup_visit | `before` and `after` the floor; payload: it, who is "
               "told, what the floor before holds of remedies (as in sup_visit); private: the "
               "reason |";
    case SUP__E_FLOOR_LOWERED:
        return "| | why, as in sup_visit | `before` and `after` the floor; payload: it, the "
               "minimum, the rules that are waived, who is told, what the floor before holds of "
               "remedies (as in sup_visit); private: the reason |";
    case SUP__E_EVIDENCE_RECORDED:
        return "| the message that has it; 0: none | | `after` the evidence; private: the note |";
    case SUP__E_FLOOR_STALLED:
        return "| | 3 a time limit, 4 nobody signed | `before` and `after` the floor; payload: who "
               "is told, the limit that passed |";
    case SUP__E_SIGNING_CHANGED:
        return "| | the resolution: 0 need not be signed, 1 has to be, 2 is | `before` and `after` "
               "the floor |";
    case SUP__E_FLOOR_RULES_MATCHED:
        return "| | why, as in sup_visit | `before` and `after` the floor; payload: the rules |";
    default:
        return columns_of_request(kind);
    }
}

/* Those of tickets that belong together. */
static const char *columns_of_join(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_TICKET_WATCHED:
    case SUP__E_TICKET_UNWATCHED:
        return "| the watcher | 1 agent, 2 customer | `after` its name |";
    case SUP__E_SLA_WARNED:
    case SUP__E_SLA_BREACHED:
        return "| the run of its metric, as `instance` in sup_timer | the metric, as in sup_timer "
               "| "
               "`after` the SLA policy; payload: what the timer comes to |";
    case SUP__E_TIMERS_CHANGED:
        return "| | 1: because another policy was activated | `before` and `after` the SLA policy, "
               "where it is another one; payload: what it does to timers, the numbers of its "
               "floors "
               "where they are others |";
    case SUP__E_REMINDER_SET:
        return "| the agent; 0: whoever has the ticket then | the reminder | `after` the policy's "
               "rule; payload: when it is due, and which of the rule's it is; private: the note |";
    case SUP__E_REMINDER_CANCELLED:
        return "| the agent, as when it was set | the reminder | `after` the policy's "
               "rule; payload: the rule `policy`, when that is gone |";
    case SUP__E_REMINDER_DUE:
        return "| the agent who is reminded; 0: nobody has the ticket | the reminder | `after` the "
               "policy's rule; payload: when its next one is due, who has the ticket where that "
               "is another, or else its team; private: the note |";
    case SUP__E_CAUSE_RECORDED:
        return "| the run of its metric, as `instance` in sup_timer | the metric, as in sup_timer "
               "| "
               "`before` and `after` the cause; private: the note |";
    case SUP__E_TICKET_LINKED:
    case SUP__E_TICKET_UNLINKED:
        return "| the other ticket | what the ticket is to it, as in join.h | `after` its name; "
               "one "
               "event for each of the two |";
    case SUP__E_TICKET_MERGED:
    case SUP__E_TICKET_UNMERGED:
        return "| the ticket that it is or was part of | the category | `before` and `after` the "
               "status; payload: when it closes by itself, what the floor that it leaves holds of "
               "remedies (as in sup_visit); private: the evidence |";
    case SUP__E_TICKET_JOINED:
    case SUP__E_TICKET_PARTED:
        return "| the ticket that came or went | | |";
    case SUP__E_TICKET_SPLIT:
        return "| the new ticket | 1: the message and all after it, 0: that one | payload: the "
               "message |";
    case SUP__E_DUPLICATE_KEPT:
        return "| the original that was solved | the message that says why | |";
    default:
        return columns_of_floor(kind);
    }
}

static const char *columns_of_message(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_MESSAGE_RECEIVED:
        return "| the message | handle time, ms | `after` the channel; payload: the rule that "
               "found the ticket, the writer and the ticket it was sent to when those are others, "
               "attachments, references without room; private: the text, the id where it came "
               "from |";
    case SUP__E_MESSAGE_REPLIED:
    case SUP__E_MESSAGE_NOTED:
        return "| the message | handle time, ms | `after` the channel; private: the text, the id "
               "where it came from |";
    default:
        return columns_of_join(kind);
    }
}

/* What the general columns hold for a kind of event; NULL for one that is not described. */
static const char *columns_of(enum sup__event_kind kind)
{
    switch (kind) {
    case SUP__E_DESK_STARTED:
        return "| | | `after` the key's id of a keyed chain |";
    case SUP__E_POLICY_ACTIVATED:
        return "| the policy's version | 1: timers are to be planned by it | `after` its digest |";
    case SUP__E_TIMERS_REPLANNED:
        return "| the last ticket whose timers were planned by the active policy; 0: the last of "
               "the categories before | the category of the next; 0: all are | |";
    case SUP__E_CHAIN_ROTATED:
        return "| | | `before` and `after` the key's id |";
    case SUP__E_REQUEST_REFUSED:
        return "| the request, if it was about one | the message id | `after` the operation that was "
               "refused, `before` the remedy it was about; then the payload has the amount, the "
               "row, the reason, and the limits that were looked at |";
    case SUP__E_AGENT_SAVED:
        return "| the agent | | payload: kind, roles, teams, skills, languages, capacity, "
               "departed; private: the name |";
    case SUP__E_AVAILABILITY_CHANGED:
        return "| the agent | the availability | `before` and `after` its name |";
    case SUP__E_CUSTOMER_SAVED:
        return "| the customer | how many identities | private: the name, the identities |";
    case SUP__E_CUSTOMER_IDENTIFIED:
        return "| the customer | how many | private: the identities, new ones or now verified |";
    case SUP__E_CUSTOMER_MERGED:
        return "| the customer merged away | the customer they are now | private: the evidence |";
    case SUP__E_CUSTOMER_UNMERGED:
        return "| the customer | whom it was merged into | payload: who were one; private: why |";
    case SUP__E_CUSTOMER_ERASED:
        return "| the customer they are now | how many texts went | payload: whose texts they "
               "were: customers, tickets, other events; by which aliases what counts of their orders "
               "is known since, and their key, once; private: the reason, which stays |";
    case SUP__E_CUSTOMER_REPORTED:
        return "| the customer | how many facts | payload: the source and the facts' names; "
               "private: the source's event id, the values |";
    case SUP__E_TICKET_OPENED:
        return "| the customer | the category | `after` the status; payload: channel, priority, "
               "reason, team, the rules that chose priority and team, assignee, tags, follow-up, "
               "the floor, its minimum, the rules that asked for it, who is told; private: the "
               "subject, references |";
    case SUP__E_TICKET_MOVED:
        return "| | the new category | `before` and `after` the status; payload: the rule that "
               "moved it, when it closes by itself, what its floor holds of remedies (sup_visit) |";
    case SUP__E_TICKET_PRIORITIZED:
        return "| | | `before` and `after` the priority |";
    case SUP__E_TICKET_CLASSIFIED:
        return "| | | `before` and `after` the contact reason |";
    case SUP__E_TICKET_ASSIGNED:
        return "| the agent, 0 for none | the agent before | `before` and `after` the team |";
    case SUP__E_TICKET_TRANSFERRED:
        return "| 0 | the agent before | `before` and `after` the team |";
    case SUP__E_TICKET_TAGGED:
    case SUP__E_TICKET_UNTAGGED:
        return "| | how many | payload: the tags |";
    case SUP__E_REFERENCES_ADDED:
    case SUP__E_REFERENCES_REMOVED:
        return "| | how many | private: the references |";
    case SUP__E_FACTS_RECORDED:
        return "| | how many | payload: the names; private: the values |";
    case SUP__E_TICKET_FILLED:
        return "| | how many | payload: the names of the fields, and of those that were cleared; "
               "private: the values |";
    case SUP__E_REFERENCE_REPORTED:
        return "| whose it is, 0 when not said | how many facts | payload: their names; private: "
               "the reference, the label, the source's event id, the values |";
    default:
        return columns_of_message(kind);
    }
}

static int print_events(void)
{
    static const enum sup__event_kind kinds[] = {
#define EVENT_KIND(number, NAME, name) SUP__E_##NAME,
        SUP__EVENTS(EVENT_KIND)};
    printf("| kind | name | `subject_id` | `number` | other columns |\n"
           "| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        printf("| %d | `%s` %s\n", (int)kinds[i], sup__event_name(kinds[i]), columns_of(kinds[i]));
    }
    return 0;
}

/* The names of figures, as lines of the policy's schema. */
static int print_metrics(void)
{
    uint32_t count = sup__kpi_definition_count();
    for (uint32_t i = 0; i < count; i++) {
        printf("        \"%s\"%s\n", sup__kpi_definition_at(i)->name, i + 1 < count ? "," : "");
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *part = argc == 2 ? argv[1] : "";
    if (strcmp(part, "tables") == 0) {
        return print_tables(sup_schema());
    }
    if (strcmp(part, "views") == 0) {
        return print_views(sup_schema());
    }
    if (strcmp(part, "events") == 0) {
        return print_events();
    }
    if (strcmp(part, "metrics") == 0) {
        return print_metrics();
    }
    fprintf(stderr, "usage: make_schema_doc tables|views|events|metrics\n");
    return 2;
}
