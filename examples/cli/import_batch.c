/*
 * import_batch.c: collects operations, writes them, and takes their receipts back to the tickets
 * and agents that were made.
 */
#include "import_batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void batch_row(struct batch *batch, const struct row *row)
{
    batch->rows[batch->row_count++] = (struct batch_row){.line = row->line,
                                                         .offset = (int64_t)row->offset,
                                                         .next_offset = (int64_t)row->next_offset,
                                                         .first_item = batch->count};
    batch->position = (int64_t)row->next_offset;
}

int batch_is_full(const struct batch *batch, uint32_t rows_max)
{
    return batch->row_count >= rows_max || batch->arena.used > BATCH_BYTES_MAX ||
           batch->note_count >= BATCH_NOTES_MAX;
}

int batch_has_room(const struct batch *batch, uint32_t items)
{
    return batch->count + items <= BATCH_ITEMS;
}

static void set_item(struct batch *batch, const struct program *program, int32_t operation,
                     const void *params, int64_t now_ms, int64_t at_ms)
{
    uint32_t at = batch->count++;
    batch->callers[at] = (struct sup_caller){.size = sizeof(struct sup_caller),
                                             .actor_kind = program->actor_kind,
                                             .actor_id = program->actor_id,
                                             .now_ms = now_ms,
                                             .at_ms = at_ms,
                                             .flags = SUP_CALLER_IMPORT};
    batch->items[at] = (struct sup_batch_item){.size = sizeof(struct sup_batch_item),
                                               .operation = operation,
                                               .caller = &batch->callers[at],
                                               .params = params};
    batch->opened[at] = NULL;
    batch->saved[at] = NULL;
}

void *batch_add(struct batch *batch, const struct program *program, int32_t operation,
                size_t params_bytes, int64_t now_ms, int64_t at_ms)
{
    void *params = arena_take(&batch->arena, params_bytes);
    if (params == NULL || batch->count >= BATCH_ITEMS) {
        return NULL;
    }
    /* Each parameter struct begins with its size. */
    uint32_t size = (uint32_t)params_bytes;
    memcpy(params, &size, sizeof size);
    set_item(batch, program, operation, params, now_ms, at_ms);
    return params;
}

struct batch_note *batch_note(struct batch *batch, enum note_kind kind, uint64_t line)
{
    if (batch->note_count == batch->note_room) {
        size_t room = batch->note_room > 0 ? batch->note_room * 2 : 16;
        struct batch_note *notes = realloc(batch->notes, room * sizeof *notes);
        if (notes == NULL) {
            return NULL;
        }
        batch->notes = notes;
        batch->note_room = room;
    }
    struct batch_note *note = &batch->notes[batch->note_count++];
    *note = (struct batch_note){.kind = kind, .rows = batch->row_count, .problem.line = line};
    return note;
}

static void clear(struct batch *batch)
{
    batch->count = 0;
    batch->note_count = 0;
    batch->row_count = 0;
    batch->held = 0;
    arena_reset(&batch->arena);
}

/* Send the first `count` items, and marks that move the position to `to`. */
static int32_t send(struct batch *batch, const struct batch_desk *desk, uint32_t count, int64_t to,
                    int64_t now_ms)
{
    struct import_log *log = desk->log;
    uint64_t hash = 0;
    if (!log_hash(log, to, &hash)) {
        return SUP_IO;
    }
    struct sup_import_mark_params marks[] = {
        {.size = sizeof marks[0], .source = log->source, .from = log->position, .to = to},
        {.size = sizeof marks[0],
         .source = log->before_source,
         .from = log_number(log->hash),
         .to = log_number(hash)},
        {.size = sizeof marks[0], .source = log->first_source, .to = log->first_ticket},
    };
    int mark_count = log->has_first || log->first_ticket == 0 ? BATCH_MARKS - 1 : BATCH_MARKS;
    batch->count = count;
    for (int i = 0; i < mark_count; i++) {
        set_item(batch, desk->program, SUP_OP_IMPORT_MARK, &marks[i], now_ms, 0);
    }
    int32_t result = sup_batch(desk->program->core, &batch->callers[0], batch->items, batch->count);
    batch->count = count;
    if (result == SUP_OK) {
        log->position = to;
        log->hash = hash;
        log->has_first = 1;
        desk->report->batches++;
    }
    return result;
}

/* An agent or a customer has got an id. */
static int take_id(struct name *name, const struct sup_batch_item *item, struct agents *agents)
{
    if (name != NULL && item->operation == SUP_OP_AGENT_SAVE) {
        return agents_set_id(agents, name, item->receipt.id);
    }
    if (name != NULL) {
        name->id = item->receipt.id;
    }
    return 1;
}

/* The position is past these rows now. */
static int tell(const struct batch *batch, const struct batch_desk *desk)
{
    int code = EXIT_OK;
    for (size_t i = 0; i < batch->note_count && code == EXIT_OK; i++) {
        const struct batch_note *note = &batch->notes[i];
        if (note->rows > batch->row_count) {
            continue; /* this row comes again */
        }
        if (note->kind == NOTE_SKIPPED) {
            code = report_problem(desk->program, desk->report, desk->log->path, &note->problem);
        } else {
            int64_t *count = note->kind == NOTE_LEFT_OUT ? &desk->report->left_out
                                                         : &desk->report->merged_changes;
            report_note(desk->program, *count, desk->log->path, &note->problem);
            *count += note->count;
        }
    }
    return code;
}

static int accept(struct batch *batch, const struct batch_desk *desk)
{
    for (uint32_t i = 0; i < batch->count; i++) {
        struct sup_batch_item *item = &batch->items[i];
        desk->report->made[item->operation] +=
            item->receipt.sequence != 0 && !item->receipt.is_replay;
        if (batch->opened[i] != NULL) {
            batch->opened[i]->id = item->receipt.id;
        }
        if (!take_id(batch->saved[i], item, desk->agents)) {
            return program_fail_memory(desk->program);
        }
    }
    desk->report->held += batch->held;
    desk->report->rows_read += batch->row_count;
    desk->cases->batch++;
    int code = tell(batch, desk);
    clear(batch);
    return code;
}

/* Tickets, agents and customers that the batch would have made are not there. */
static void drop(struct batch *batch, const struct batch_desk *desk)
{
    for (uint32_t i = 0; i < batch->count; i++) {
        if (batch->saved[i] != NULL) {
            batch->saved[i]->id = 0;
            batch->saved[i] = NULL;
        }
        batch->opened[i] = NULL;
    }
    cases_drop_batch(desk->cases);
}

/* The row that the error's field "calls/<item>/..." is about; NULL when it is about none. */
static const struct batch_row *row_to_blame(const struct batch *batch,
                                            const struct sup_error *error)
{
    unsigned item = 0;
    const struct batch_row *found = NULL;
    if (error->code == SUP_IO || error->code == SUP_BUSY || error->code == SUP_NOMEM ||
        sscanf(error->field, "calls/%u/", &item) != 1 || item >= batch->count) {
        return NULL;
    }
    for (uint32_t i = 0; i < batch->row_count && batch->rows[i].first_item <= item; i++) {
        found = &batch->rows[i];
    }
    return found;
}

static int fail_batch(const struct batch_desk *desk, int32_t result)
{
    const struct sup_error *error = sup_last_error(desk->program->core);
    if (result == SUP_IO && error->code == SUP_OK) {
        return program_fail(desk->program, SUP_IO, NULL, "%s cannot be read again",
                            desk->log->path);
    }
    if (error->code == SUP_CONFLICT) {
        return program_fail(desk->program, SUP_CONFLICT, "wait until it has ended, then run again",
                            "another import of %s is running: %.160s", desk->log->source,
                            error->text);
    }
    return program_fail_last(desk->program);
}

enum batch_result batch_write(struct batch *batch, const struct batch_desk *desk, int64_t now_ms,
                              struct row_problem *problem, struct batch_row *refused, int *code)
{
    if (batch->arena.is_failed) {
        *code = program_fail_memory(desk->program);
        return BATCH_FAILED;
    }
    int32_t result = send(batch, desk, batch->count, batch->position, now_ms);
    if (result == SUP_OK) {
        *code = accept(batch, desk);
        return *code == EXIT_OK ? BATCH_WRITTEN : BATCH_FAILED;
    }
    const struct sup_error *error = sup_last_error(desk->program->core);
    const struct batch_row *row = row_to_blame(batch, error);
    if (row == NULL) {
        *code = fail_batch(desk, result);
        return BATCH_FAILED;
    }
    *refused = *row;
    problem->line = row->line;
    snprintf(problem->text, sizeof problem->text, "%s", error->text);
    snprintf(problem->hint, sizeof problem->hint, "%s", error->hint);
    drop(batch, desk);
    batch->held = 0;
    result = send(batch, desk, refused->first_item, refused->offset, now_ms);
    if (result != SUP_OK) {
        *code = fail_batch(desk, result);
        return BATCH_FAILED;
    }
    batch->count = refused->first_item;
    batch->row_count = (uint32_t)(row - batch->rows);
    *code = accept(batch, desk);
    return *code == EXIT_OK ? BATCH_ROW_REFUSED : BATCH_FAILED;
}

int batch_pass(struct batch *batch, const struct batch_desk *desk, int64_t now_ms, int64_t to)
{
    int32_t result = send(batch, desk, 0, to, now_ms);
    int code = result == SUP_OK ? tell(batch, desk) : fail_batch(desk, result);
    clear(batch);
    return code;
}

void batch_free(struct batch *batch)
{
    arena_free(&batch->arena);
    free(batch->notes);
}
