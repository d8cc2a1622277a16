/*
 * import_apply.c: what a row changes, decided first and then put into the batch.
 */
#include "import_apply.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import_lookup.h"
#include "import_person.h"
#include "import_plan.h"
#include "import_surveys.h"

static void *add(const struct apply *apply, int32_t operation, size_t bytes, int64_t at_ms)
{
    return batch_add(apply->batch, apply->program, operation, bytes, apply->reader->now_ms, at_ms);
}

/* One note for a row, with all that is passed over. */
static int pass_over(const struct apply *apply, const struct ticket_case *found, int32_t operation)
{
    struct batch *batch = apply->batch;
    const struct batch_row *row = &batch->rows[batch->row_count - 1];
    struct batch_note *note = batch->note_count > 0 ? &batch->notes[batch->note_count - 1] : NULL;
    if (note == NULL || note->kind != NOTE_MERGED || note->rows != batch->row_count) {
        note = batch_note(batch, NOTE_MERGED, row->line);
    }
    if (note == NULL) {
        return 0;
    }
    char *text = note->problem.text;
    if (note->count++ == 0) {
        snprintf(text, PROBLEM_SIZE,
                 "ticket %" PRId64 " is merged into ticket %" PRId64 "; passed over: %s",
                 found->merged_id, found->id, sup_operation_numbered(operation)->name);
    } else if (strstr(text, sup_operation_numbered(operation)->name) == NULL) {
        size_t used = strlen(text);
        snprintf(text + used, PROBLEM_SIZE - used, ", %s", sup_operation_numbered(operation)->name);
    }
    return 1;
}

/* A change of the row's ticket. One that is merged is part of another, which is not the row's to
 * change. */
static void *change(const struct apply *apply, const struct ticket_case *found, int32_t operation,
                    size_t bytes, int64_t at_ms)
{
    if (found->merged_id == 0) {
        return add(apply, operation, bytes, at_ms);
    }
    return pass_over(apply, found, operation) ? arena_take(&apply->batch->arena, bytes) : NULL;
}

static char *copy(const struct apply *apply, const char *text)
{
    return arena_copy(&apply->batch->arena, text, strlen(text));
}

static int is_done(const struct name *status)
{
    return status->id == SUP_CATEGORY_SOLVED || status->id == SUP_CATEGORY_CLOSED;
}

/* The agent of that name, made if need be. NULL: no memory. */
static const struct name *find_agent(const struct apply *apply, struct span called, int64_t at_ms,
                                     int is_needed)
{
    struct name *name = names_add(&apply->agents->names, called.text, called.bytes);
    if (name == NULL || name->id != 0 || !is_needed) {
        return name;
    }
    struct sup_agent_save_params *params = add(apply, SUP_OP_AGENT_SAVE, sizeof *params, at_ms);
    if (params == NULL) {
        return NULL;
    }
    params->name = name->text;
    name->id = -(int64_t)apply->batch->count;
    apply->batch->saved[apply->batch->count - 1] = name;
    return name;
}

static uint64_t hash_tags(const struct row *row)
{
    uint64_t hash = HASH_BEGIN;
    for (uint32_t i = 0; i < row->tag_count; i++) {
        hash = hash_bytes(hash, row->tags[i], strlen(row->tags[i]) + 1);
    }
    return hash;
}

static uint64_t hash_fields(const struct row *row)
{
    uint64_t hash = HASH_BEGIN;
    for (uint32_t i = 0; i < row->field_count; i++) {
        hash = hash_bytes(hash, row->fields[i].name, strlen(row->fields[i].name) + 1);
        hash = hash_bytes(hash, row->fields[i].value, strlen(row->fields[i].value) + 1);
    }
    return hash;
}

static int64_t open_ms(const struct apply *apply, const struct row *row)
{
    const struct status_time *time = &row->times[apply->reader->mapping->time_open];
    return time->kind == TIME_GIVEN && time->ms < row->at_ms ? time->ms : row->at_ms;
}

/* Texts and lists of a row live until the next one; the batch keeps its own. */
static const char **copy_tags(const struct apply *apply, const struct row *row)
{
    const char **tags = arena_take(&apply->batch->arena, (row->tag_count + 1) * sizeof *tags);
    for (uint32_t i = 0; i < row->tag_count && tags != NULL; i++) {
        tags[i] = copy(apply, row->tags[i]);
    }
    return tags;
}

static struct sup_ticket_field *copy_fields(const struct apply *apply, const struct row *row)
{
    struct sup_ticket_field *fields =
        arena_take(&apply->batch->arena, (row->field_count + 1) * sizeof *fields);
    for (uint32_t i = 0; i < row->field_count && fields != NULL; i++) {
        fields[i] =
            (struct sup_ticket_field){row->fields[i].name, copy(apply, row->fields[i].value)};
    }
    return fields;
}

static struct sup_reference *copy_references(const struct apply *apply, const struct row *row)
{
    struct sup_reference *references =
        arena_take(&apply->batch->arena, row->reference_count * sizeof *references);
    for (uint32_t i = 0; i < row->reference_count && references != NULL; i++) {
        references[i] = row->references[i];
        references[i].id = copy(apply, row->references[i].id);
    }
    return references;
}

static int add_open(const struct apply *apply, const struct row *row, struct ticket_case *made,
                    const char *subject, int64_t customer)
{
    struct sup_ticket_open_params *params =
        add(apply, SUP_OP_TICKET_OPEN, sizeof *params, open_ms(apply, row));
    if (params == NULL) {
        return 0;
    }
    params->subject = copy(apply, subject);
    params->channel = row->channel != NULL ? row->channel->text : NULL;
    params->customer_id = customer;
    params->priority = made->priority->text;
    params->reason = made->reason != NULL ? made->reason->text : NULL;
    params->team = made->team != NULL ? made->team->text : NULL;
    params->assignee_id = made->agent != NULL ? made->agent->id : 0;
    params->tags = copy_tags(apply, row);
    params->tag_count = row->tag_count;
    params->fields = copy_fields(apply, row);
    params->field_count = row->field_count;
    params->references = copy_references(apply, row);
    params->reference_count = row->reference_count;
    made->id = -(int64_t)apply->batch->count;
    made->tags = hash_tags(row);
    made->fields = hash_fields(row);
    apply->batch->opened[apply->batch->count - 1] = made;
    return 1;
}

/* The desk passes over what it has already; the hashes spare it rows that say the same again. */
static int add_lists(const struct apply *apply, const struct row *row, struct ticket_case *found)
{
    if (row->tag_count > apply->reader->mapping->tag_count && found->tags != hash_tags(row)) {
        struct sup_ticket_tag_params *params =
            change(apply, found, SUP_OP_TICKET_TAG, sizeof *params, row->at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->tags = copy_tags(apply, row);
        params->tag_count = row->tag_count;
        found->tags = hash_tags(row);
    }
    if (row->field_count > 0 && found->fields != hash_fields(row)) {
        struct sup_ticket_fill_params *params =
            change(apply, found, SUP_OP_TICKET_FILL, sizeof *params, row->at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->fields = copy_fields(apply, row);
        params->field_count = row->field_count;
        found->fields = hash_fields(row);
    }
    return 1;
}

static int add_facts(const struct apply *apply, const struct row *row, struct ticket_case *found,
                     const struct plan *plan)
{
    if (plan->fact_count == 0) {
        return 1;
    }
    struct sup_fact_record_params *params =
        change(apply, found, SUP_OP_FACT_RECORD, sizeof *params, row->at_ms);
    struct sup_fact *facts = arena_take(&apply->batch->arena, plan->fact_count * sizeof *facts);
    if (params == NULL || facts == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < plan->fact_count; i++) {
        const struct row_fact *fact = &plan->facts[i];
        facts[i] = (struct sup_fact){fact->name->text, copy(apply, fact->value)};
        if (!case_set_fact(apply->cases, found, fact->name, fact->value)) {
            return 0;
        }
    }
    params->ticket_id = found->id;
    params->facts = facts;
    params->fact_count = plan->fact_count;
    if (found->merged_id == 0) {
        apply->batch->held += (plan->status.hold != NULL) - plan->status.is_released;
    }
    return 1;
}

static int add_moves(const struct apply *apply, struct ticket_case *found, const struct plan *plan)
{
    for (int i = 0; i < plan->status.move_count; i++) {
        struct sup_ticket_move_params *params =
            change(apply, found, SUP_OP_TICKET_MOVE, sizeof *params, plan->status.moves[i].at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->status = plan->status.moves[i].to->text;
        found->status = plan->status.moves[i].to;
    }
    return 1;
}

static int add_names(const struct apply *apply, const struct row *row, struct ticket_case *found)
{
    if (row->priority != NULL && row->priority != found->priority) {
        struct sup_ticket_prioritize_params *params =
            change(apply, found, SUP_OP_TICKET_PRIORITIZE, sizeof *params, row->at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->priority = row->priority->text;
        found->priority = row->priority;
    }
    if (row->reason != NULL && row->reason != found->reason) {
        struct sup_ticket_classify_params *params =
            change(apply, found, SUP_OP_TICKET_CLASSIFY, sizeof *params, row->at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->reason = row->reason->text;
        found->reason = row->reason;
    }
    return 1;
}

static int add_assigns(const struct apply *apply, const struct row *row, struct ticket_case *found,
                       const struct plan *plan)
{
    if (plan->assigns == 0) {
        return 1;
    }
    const struct name *team = row->team != NULL ? row->team : found->team;
    const struct name *agent = row->agent_rule == AGENT_KEEP ? found->agent : NULL;
    if (row->agent_rule == AGENT_NAMED &&
        (agent = find_agent(apply, row->agent, row->at_ms, found->merged_id == 0)) == NULL) {
        return 0;
    }
    if (apply->count_fact == NULL && team == found->team && agent == found->agent) {
        return 1;
    }
    for (int64_t i = 0; i < plan->assigns; i++) {
        struct sup_ticket_assign_params *params =
            change(apply, found, SUP_OP_TICKET_ASSIGN, sizeof *params, row->at_ms);
        if (params == NULL) {
            return 0;
        }
        params->ticket_id = found->id;
        params->agent_id = agent != NULL ? agent->id : 0;
        params->team = team != NULL ? team->text : NULL;
    }
    found->team = team;
    found->agent = agent;
    return 1;
}

static struct sup_attachment *copy_attachments(const struct apply *apply,
                                               const struct row_message *message)
{
    struct sup_attachment *made =
        arena_take(&apply->batch->arena, (message->attachment_count + 1) * sizeof *made);
    for (uint32_t i = 0; i < message->attachment_count && made != NULL; i++) {
        const struct sup_attachment *from = &message->attachments[i];
        made[i] = (struct sup_attachment){
            .name = from->name != NULL ? copy(apply, from->name) : NULL,
            .media_type = from->media_type != NULL ? copy(apply, from->media_type) : NULL,
            .digest = from->digest != NULL ? copy(apply, from->digest) : NULL,
            .location = copy(apply, from->location),
            .bytes = from->bytes};
    }
    return made;
}

/* The two operations say the same in structs of their own. */
static int add_message(const struct apply *apply, const struct row_message *message,
                       const struct ticket_case *found, int64_t customer)
{
    const struct name *author = NULL;
    if (message->agent != NULL) {
        const struct span called = {message->agent, strlen(message->agent)};
        author = find_agent(apply, called, message->at_ms, 1);
        if (author == NULL) {
            return 0;
        }
    }
    const struct sup_ticket_message_params written = {
        .size = sizeof written,
        .author_id = author != NULL ? author->id : 0,
        .is_automated = message->is_automated,
        .ticket_id = found->id,
        .body = copy(apply, message->body),
        .channel = message->channel,
        .external_id = message->id != NULL ? copy(apply, message->id) : NULL,
        .attachment_count = message->attachment_count,
        .attachments = copy_attachments(apply, message)};
    const struct sup_ticket_receive_params received = {.size = sizeof received,
                                                       .is_automated = written.is_automated,
                                                       .customer_id = customer,
                                                       .ticket_id = written.ticket_id,
                                                       .body = written.body,
                                                       .channel = written.channel,
                                                       .external_id = written.external_id,
                                                       .attachments = written.attachments,
                                                       .attachment_count =
                                                           written.attachment_count};
    int is_received = message->operation == SUP_OP_TICKET_RECEIVE;
    size_t bytes = is_received ? sizeof received : sizeof written;
    void *params = add(apply, message->operation, bytes, message->at_ms);
    if (params != NULL) {
        memcpy(params, is_received ? (const void *)&received : (const void *)&written, bytes);
    }
    return params != NULL && written.attachments != NULL;
}

static int add_messages(const struct apply *apply, const struct row *row,
                        const struct ticket_case *found, int64_t customer)
{
    int is_added = 1;
    for (int i = 0; i < row->message_count && is_added; i++) {
        is_added = add_message(apply, &row->messages[i], found, customer);
    }
    return is_added;
}

/* The ticket as it is opened: what the row says, else what the policy begins with. */
static void begin_case(const struct apply *apply, const struct row *row, struct ticket_case *fresh)
{
    const struct desk_policy *policy = apply->reader->policy;
    fresh->desk_ms = open_ms(apply, row);
    fresh->status = policy->status_new;
    fresh->priority = row->priority != NULL ? row->priority : policy->priority_default;
    fresh->reason = row->reason;
    fresh->team = row->team;
}

/* A snapshot that is older than what the ticket was brought to only brings messages. */
static int add_row(const struct apply *apply, const struct row *row, struct ticket_case *found,
                   const struct plan *plan, int64_t customer)
{
    int is_first = is_done(found->status) && plan->status.move_count > 0 &&
                   !is_done(plan->status.moves[plan->status.move_count - 1].to);
    found->batch = apply->cases->batch;
    found->row_ms = found->row_ms > row->at_ms ? found->row_ms : row->at_ms;
    if (plan->is_stale) {
        return add_messages(apply, row, found, customer);
    }
    return add_facts(apply, row, found, plan) && (!is_first || add_moves(apply, found, plan)) &&
           add_names(apply, row, found) && add_assigns(apply, row, found, plan) &&
           add_lists(apply, row, found) && add_messages(apply, row, found, customer) &&
           (is_first || add_moves(apply, found, plan));
}

static enum apply_result open_case(struct apply *apply, const struct row *row,
                                   struct ticket_case **opened, struct row_problem *problem)
{
    struct plan plan = {0};
    struct ticket_case fresh = {0};
    begin_case(apply, row, &fresh);
    enum apply_result result = plan_row(apply, &fresh, row, 1, &plan, problem);
    if (result != APPLY_DONE) {
        return result;
    }
    const char *subject = row_line(apply->reader, &apply->reader->mapping->subject, row->record);
    if (subject == NULL) {
        return APPLY_NO_MEMORY;
    }
    if (*subject == '\0' || strlen(subject) > SUP_SUBJECT_BYTES_MAX) {
        return plan_refuse(problem, "the mapping's \"subject\" makes it",
                           "the subject has %zu bytes, allowed are 1 to %d", strlen(subject),
                           SUP_SUBJECT_BYTES_MAX);
    }
    int64_t customer = 0;
    struct ticket_case *made = cases_add(apply->cases, row->key);
    batch_row(apply->batch, row);
    if (made == NULL) {
        return APPLY_NO_MEMORY;
    }
    *opened = made;
    begin_case(apply, row, made);
    if (row->agent_rule == AGENT_NAMED &&
        (made->agent = find_agent(apply, row->agent, row->at_ms, 1)) == NULL) {
        return APPLY_NO_MEMORY;
    }
    result = person_find(apply, row, open_ms(apply, row), &customer);
    if (result != APPLY_DONE) {
        return result;
    }
    return add_open(apply, row, made, subject, customer) &&
                   add_row(apply, row, made, &plan, customer)
               ? APPLY_DONE
               : APPLY_NO_MEMORY;
}

/* A case that the run has not met, or has forgotten, may be on the desk. Of one that is only spoken of
 * it does not matter where it is from. */
static enum apply_result look_up(struct apply *apply, const struct row *row,
                                 struct ticket_case **found)
{
    struct lookup lookup = {apply->program, apply->reader->mapping, apply->policy,
                            apply->reader->fact_names, apply->agents};
    int32_t result = lookup_case(&lookup, apply->cases, row->key, found);
    if (result != SUP_OK) {
        return result == SUP_NOMEM ? APPLY_NO_MEMORY : APPLY_DESK_FAILED;
    }
    if (*found == NULL || apply->reader->mapping->is_of_known) {
        return APPLY_DONE;
    }
    int64_t own_id = (*found)->merged_id != 0 ? (*found)->merged_id : (*found)->id;
    return own_id < apply->first_ticket ? APPLY_KNOWN : APPLY_DONE;
}

/* Whose a row is counts where they wrote: it may be another than whose the ticket is. */
static int writes_somebody(const struct row *row)
{
    int is_so = 0;
    for (int i = 0; i < row->message_count; i++) {
        is_so |= row->messages[i].operation == SUP_OP_TICKET_RECEIVE;
    }
    return is_so;
}

static enum apply_result apply_case(struct apply *apply, const struct row *row, int64_t *ticket_id,
                                    struct row_problem *problem)
{
    struct ticket_case *found = cases_find(apply->cases, row->key);
    struct plan plan = {0};
    if (found == NULL && cases_may_exist(apply->cases, row->key)) {
        enum apply_result result = look_up(apply, row, &found);
        if (result != APPLY_DONE) {
            return result;
        }
    }
    if (found == NULL) {
        enum apply_result opened = open_case(apply, row, &found, problem);
        *ticket_id = found != NULL ? found->id : 0;
        return opened;
    }
    *ticket_id = found->id;
    enum apply_result result = plan_row(apply, found, row, 0, &plan, problem);
    if (result != APPLY_DONE) {
        return result;
    }
    batch_row(apply->batch, row);
    int64_t customer = 0;
    result = writes_somebody(row) ? person_find(apply, row, row->at_ms, &customer) : APPLY_DONE;
    if (result != APPLY_DONE) {
        return result;
    }
    return add_row(apply, row, found, &plan, customer) ? APPLY_DONE : APPLY_NO_MEMORY;
}

/* A row about a ticket that is there, which it does not change. */
static enum apply_result apply_known(struct apply *apply, const struct row *row,
                                     int64_t *ticket_id, struct row_problem *problem)
{
    struct ticket_case *found = cases_find(apply->cases, row->key);
    enum apply_result result = APPLY_DONE;
    if (found == NULL && cases_may_exist(apply->cases, row->key)) {
        result = look_up(apply, row, &found);
    }
    if (result == APPLY_DONE && found == NULL) {
        return plan_refuse(problem, "import the tickets first, and these records again then",
                           "no ticket is known as %s %s '%.*s'", apply->reader->mapping->system,
                           apply->reader->mapping->kind,
                           row->key.bytes < 80 ? (int)row->key.bytes : 80, row->key.text);
    }
    if (result == APPLY_DONE) {
        *ticket_id = found->id;
        batch_row(apply->batch, row);
    }
    return result;
}

static struct sup_fact *copy_facts(const struct apply *apply, const struct row_report *report)
{
    struct sup_fact *facts =
        arena_take(&apply->batch->arena, (report->fact_count + 1) * sizeof *facts);
    for (uint32_t i = 0; i < report->fact_count && facts != NULL; i++) {
        facts[i] = (struct sup_fact){report->facts[i].name, copy(apply, report->facts[i].value)};
    }
    return facts;
}

static int add_customer_report(const struct apply *apply, const struct row_report *report,
                               int64_t customer)
{
    /* Without an identity that is one there is nobody to say it of. */
    if (customer == 0) {
        return 1;
    }
    struct sup_customer_report_params *params =
        add(apply, SUP_OP_CUSTOMER_REPORT, sizeof *params, report->at_ms);
    if (params == NULL) {
        return 0;
    }
    params->customer_id = customer;
    params->source = report->reference.system;
    params->source_event_id = report->event != NULL ? copy(apply, report->event) : NULL;
    params->facts = copy_facts(apply, report);
    params->fact_count = report->fact_count;
    return params->facts != NULL;
}

static int add_report(const struct apply *apply, const struct row_report *report, int64_t customer)
{
    struct sup_reference_report_params *params =
        add(apply, SUP_OP_REFERENCE_REPORT, sizeof *params, report->at_ms);
    struct sup_reference *reference = arena_take(&apply->batch->arena, sizeof *reference);
    if (params == NULL || reference == NULL) {
        return 0;
    }
    *reference = report->reference;
    reference->id = copy(apply, report->reference.id);
    params->reference = reference;
    params->customer_id = customer;
    params->label = report->label != NULL ? copy(apply, report->label) : NULL;
    params->source_event_id = report->event != NULL ? copy(apply, report->event) : NULL;
    params->facts = copy_facts(apply, report);
    params->fact_count = report->fact_count;
    return params->facts != NULL;
}

/* What a record says about people and things; the latest by date wins, so order is nothing. */
static enum apply_result apply_said(struct apply *apply, const struct row *row, int64_t ticket_id)
{
    int64_t customer = 0;
    int needs_person = ticket_id == 0 || row->report_count > 0 || surveys_need_person(row);
    enum apply_result result =
        needs_person ? person_find(apply, row, row->at_ms, &customer) : APPLY_DONE;
    for (uint32_t i = 0; i < row->report_count && result == APPLY_DONE; i++) {
        const struct row_report *report = &row->reports[i];
        int is_added = report->reference.id != NULL ? add_report(apply, report, customer)
                                                    : add_customer_report(apply, report, customer);
        result = is_added ? APPLY_DONE : APPLY_NO_MEMORY;
    }
    return result == APPLY_DONE && !surveys_add(apply, row, ticket_id, customer) ? APPLY_NO_MEMORY
                                                                               : result;
}

enum apply_result apply_row(struct apply *apply, const struct row *row, struct row_problem *problem)
{
    int has_case = apply->reader->mapping->key != NULL;
    int64_t ticket_id = 0;
    if (apply->batch->row_count == 0 && apply->customers->count >= CUSTOMERS_MAX) {
        names_free(apply->customers);
    }
    if (!has_case) {
        batch_row(apply->batch, row);
    }
    enum apply_result result = !has_case ? APPLY_DONE
                               : apply->reader->mapping->is_of_known
                                   ? apply_known(apply, row, &ticket_id, problem)
                                   : apply_case(apply, row, &ticket_id, problem);
    return result == APPLY_DONE && (!has_case || row->report_count > 0 || row->survey_count > 0)
               ? apply_said(apply, row, ticket_id)
               : result;
}

uint32_t apply_items(const struct row *row)
{
    return (uint32_t)row->message_count + row->report_count + 2 * row->survey_count +
           APPLY_ROW_ITEMS;
}
