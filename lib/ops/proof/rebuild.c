/*
 * rebuild.c: fold all events again in a store in memory, and compare with the stored tables.
 *
 * A check reports what differs; a rebuild also writes it, row by row by key, so that columns which
 * the shop added to our tables keep their values.
 */
#include "ops/bodies.h"
#include "ops/erasure/aliases.h"
#include "ops/figures/kpi.h"
#include "ops/log.h"
#include "ops/proof/audit.h"

#include "base/message.h"
#include "supportcore/desk.h"
#include "supportcore/memory.h"

#include <inttypes.h>
#include <string.h>

enum { ROWS = 100, REPORTED_MAX = SUP_DIFFERENCES_TOLD_MAX };

/* One side of the comparison: a page of rows of one table in key order. */
struct side {
    struct sup__db *db;
    struct sup__arena arena;
    enum sup__table table;
    int64_t tenant;
    struct sup_value values[ROWS][SUP_STORE_COLUMNS_MAX];
    uint32_t count;
    uint32_t next;
    int is_ended;
    int failed;
};

struct rebuild {
    struct sup__unit *unit; /* the desk as it is stored */
    sup_core scratch;       /* the desk as the events say */
    struct sup__unit fold;
    struct side stored;
    struct side folded;
    const struct sup_check_params *params;
    struct sup_check_report *report;
    struct sup_difference *items;
    struct sup__audit audit; /* of what no fold makes */
    struct sup__erasures erasures;
    int is_writing;
    int failed;
};

static int32_t keep_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct side *side = context;
    for (uint32_t i = 0; i < count; i++) {
        struct sup_value *value = &side->values[side->count][i];
        *value = row[i];
        if (row[i].type == SUP_TEXT || row[i].type == SUP_BLOB) {
            value->data =
                sup__arena_text(&side->arena, row[i].data ? row[i].data : "", row[i].bytes);
            side->failed |= value->data == NULL;
        }
    }
    side->count++;
    return side->failed;
}

static uint32_t key_count(enum sup__table table)
{
    return sup_schema()->tables[table].key_count;
}

/* Fill the side with the rows after its last one. */
static int32_t side_fill(struct side *side)
{
    struct sup_value prefix = sup__int(side->tenant);
    struct sup_value lower[SUP_STORE_KEY_COLUMNS_MAX];
    char *kept[SUP_STORE_KEY_COLUMNS_MAX] = {0};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = side->table,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower = lower,
                            .lower_is_open = 1,
                            .limit = ROWS};
    int32_t rc = SUP_OK;
    if (side->count) {
        scan.lower_count = key_count(side->table) - 1;
        for (uint32_t i = 0; i < scan.lower_count; i++) {
            lower[i] = side->values[side->count - 1][i + 1];
            if (lower[i].type != SUP_INT) { /* the arena is about to be reset */
                kept[i] = sup__alloc(&side->arena.mem, lower[i].bytes + 1);
                side->failed |= kept[i] == NULL;
                if (kept[i]) {
                    memcpy(kept[i], lower[i].data, lower[i].bytes);
                    lower[i].data = kept[i];
                }
            }
        }
    }
    sup__arena_reset(&side->arena);
    side->count = 0;
    side->next = 0;
    if (!side->failed) {
        rc = sup__db_scan(side->db, &scan, keep_row, side);
    }
    for (uint32_t i = 0; i < SUP_STORE_KEY_COLUMNS_MAX; i++) {
        sup__dealloc(&side->arena.mem, kept[i]);
    }
    side->is_ended = side->count == 0;
    if (rc == SUP_OK && side->failed) {
        rc = sup__fail(side->db->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return rc;
}

static int32_t side_begin(struct side *side, enum sup__table table)
{
    side->table = table;
    side->count = 0;
    side->is_ended = 0;
    return side_fill(side);
}

static int32_t side_advance(struct side *side)
{
    return ++side->next < side->count ? SUP_OK : side_fill(side);
}

static const struct sup_value *side_row(const struct side *side)
{
    return side->is_ended ? NULL : side->values[side->next];
}

static int compare_value(const struct sup_value *a, const struct sup_value *b)
{
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    if (a->type == SUP_INT) {
        return a->number < b->number ? -1 : a->number > b->number;
    }
    size_t bytes = a->bytes < b->bytes ? a->bytes : b->bytes;
    int order = bytes ? memcmp(a->data, b->data, bytes) : 0;
    return order ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

/* A text that somebody edited may hold anything: what no line may have is shown as '?'. */
static void put_text(char *out, size_t size, const struct sup_value *value)
{
    char text[61];
    size_t bytes = value->bytes < sizeof text - 1 ? value->bytes : sizeof text - 1;
    for (size_t i = 0; i < bytes; i++) {
        unsigned char c = ((const unsigned char *)value->data)[i];
        text[i] = c < ' ' || c == 0x7f ? '?' : (char)c;
    }
    text[bytes] = 0;
    sup__format(out, size, "'%s'", text);
}

static void put_value(char *out, size_t size, const struct sup_value *value)
{
    if (value->type == SUP_INT) {
        sup__format(out, size, "%" PRId64, value->number);
    } else if (value->type == SUP_TEXT) {
        put_text(out, size, value);
    } else {
        sup__format(out, size, value->type == SUP_NULL ? "NULL" : "bytes");
    }
}

static void report(void *context, enum sup__table table, const struct sup_value *row,
                   const char *text)
{
    struct rebuild *work = context;
    struct sup_check_report *out = work->report;
    char key[200];
    out->differences++;
    if (out->count < REPORTED_MAX) {
        struct sup_difference *item = &work->items[out->count++];
        sup__row_key(table, row, key, sizeof key);
        item->table = sup_schema()->tables[table].name;
        item->key = sup__result_text(out, key, &work->failed);
        item->text = sup__result_text(out, text, &work->failed);
    }
}

static int32_t mend(struct rebuild *work, enum sup__table table, const struct sup_value *row)
{
    return work->is_writing ? sup__db_put(work->unit->repo.db, table, row) : SUP_OK;
}

/* The same key on both sides: report the first column that differs. */
static int32_t compare_row(struct rebuild *work, enum sup__table table,
                           const struct sup_value *stored, const struct sup_value *folded)
{
    const struct sup_table *schema = &sup_schema()->tables[table];
    for (uint32_t i = schema->key_count; i < schema->column_count; i++) {
        if (compare_value(&stored[i], &folded[i]) != 0) {
            char is[80];
            char says[80];
            char text[240];
            put_value(is, sizeof is, &stored[i]);
            put_value(says, sizeof says, &folded[i]);
            sup__format(text, sizeof text, "%s is %s, the events say %s", schema->columns[i].name,
                        is, says);
            report(work, table, folded, text);
            return mend(work, table, folded);
        }
    }
    return SUP_OK;
}

static int compare_keys(enum sup__table table, const struct sup_value *a, const struct sup_value *b)
{
    int order = 0;
    for (uint32_t i = 0; i < key_count(table) && order == 0; i++) {
        order = compare_value(&a[i], &b[i]);
    }
    return order;
}

/* One step of the merge of both sides. */
static int32_t compare_next(struct rebuild *work, enum sup__table table)
{
    const struct sup_value *stored = side_row(&work->stored);
    const struct sup_value *folded = side_row(&work->folded);
    int order = !stored ? 1 : !folded ? -1 : compare_keys(table, stored, folded);
    int32_t rc = SUP_OK;
    work->report->rows++;
    if (order < 0) {
        report(work, table, stored, "is there, but the events know nothing of it");
        if (work->is_writing) {
            rc = sup__db_remove(work->unit->repo.db, table, stored);
        }
        return rc == SUP_OK ? side_advance(&work->stored) : rc;
    }
    if (order > 0) {
        report(work, table, folded, "is missing");
        rc = mend(work, table, folded);
        return rc == SUP_OK ? side_advance(&work->folded) : rc;
    }
    rc = compare_row(work, table, stored, folded);
    if (rc == SUP_OK) {
        rc = side_advance(&work->stored);
    }
    return rc == SUP_OK ? side_advance(&work->folded) : rc;
}

static int32_t compare_table(struct rebuild *work, enum sup__table table)
{
    int32_t rc = side_begin(&work->stored, table);
    if (rc == SUP_OK) {
        rc = side_begin(&work->folded, table);
    }
    while (rc == SUP_OK && (side_row(&work->stored) || side_row(&work->folded))) {
        rc = compare_next(work, table);
    }
    return rc;
}

/* The counters of the head are projections too; its hash is verify's business. */
static int32_t compare_head(struct rebuild *work)
{
    static const uint32_t columns[] = {
        SUP__HEAD_sequence,       SUP__HEAD_ticket_count,    SUP__HEAD_message_count,
        SUP__HEAD_agent_count,    SUP__HEAD_customer_count,  SUP__HEAD_reminder_count,
        SUP__HEAD_request_count,  SUP__HEAD_survey_count,    SUP__HEAD_review_count,
        SUP__HEAD_policy_version, SUP__HEAD_policy_digest,   SUP__HEAD_replan_ms,
        SUP__HEAD_replan_digest,  SUP__HEAD_replan_category, SUP__HEAD_replan_id,
        SUP__HEAD_corrective_count, SUP__HEAD_kpi_ms,        SUP__HEAD_erasure_key};
    struct sup_value folded[SUP_STORE_COLUMNS_MAX];
    struct sup_value says[SUP_STORE_COLUMNS_MAX];
    int32_t rc = side_begin(&work->stored, SUP__T_HEAD);
    const struct sup_value *is = rc == SUP_OK ? side_row(&work->stored) : NULL;
    if (!is) {
        return rc;
    }
    sup__row_to_values(SUP__T_HEAD, &work->fold.head, folded);
    memcpy(says, is, sizeof says);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        says[columns[i]] = folded[columns[i]];
    }
    work->report->rows++;
    return compare_row(work, SUP__T_HEAD, is, says);
}

static int32_t fold_page(struct rebuild *work, struct sup__log *log)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < log->count; i++) {
        struct sup__event event;
        int has_text = log->texts[i].sequence && log->rows[i].private_digest.bytes &&
                       !sup__erased_by(&work->erasures, &log->rows[i]);
        rc = sup__audit_event(&work->audit, &log->rows[i], &log->texts[i]);
        if (rc == SUP_OK) {
            rc = sup__event_decode(&log->arena, &log->rows[i], has_text ? &log->texts[i] : NULL,
                                   &event, work->unit->error);
        }
        if (rc == SUP_OK) {
            rc = sup__fold(&work->fold, &event);
            work->report->events++;
            if (rc == SUP_NOT_FOUND) {
                rc = sup__fail(work->unit->error, SUP_MSG_STORE_CORRUPT, "sup_event",
                               "event %" PRId64 " is about a ticket that no event opened",
                               event.row.sequence);
            }
        }
    }
    return rc;
}

/* The tickets in work are written, and forgotten with the texts they point to. */
static int32_t end_page(struct rebuild *work)
{
    struct sup__unit *fold = &work->fold;
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    char earlier[SUP_POLICY_DIGEST_BYTES + 1];
    char erasure_key[SUP__ERASURE_KEY_BYTES];
    char key_id[65];
    int32_t rc = sup__unit_flush(fold);
    fold->ticket_count = 0;
    /* The scratch desk is never rolled back to: no undo is kept for more than a page. */
    if (rc == SUP_OK) {
        rc = sup__db_commit(fold->repo.db);
    }
    if (rc == SUP_OK) {
        rc = sup__db_begin(fold->repo.db, SUP_WRITE);
    }
    sup__format(digest, sizeof digest, "%s", fold->head.policy_digest);
    sup__format(key_id, sizeof key_id, "%s", fold->head.key_id);
    sup__format(earlier, sizeof earlier, "%s",
                fold->head.replan_digest ? fold->head.replan_digest : "");
    sup__format(erasure_key, sizeof erasure_key, "%s",
                fold->head.erasure_key ? fold->head.erasure_key : "");
    sup__arena_reset(fold->repo.arena);
    fold->head.policy_digest = sup__arena_text(fold->repo.arena, digest, strlen(digest));
    fold->head.replan_digest =
        *earlier ? sup__arena_text(fold->repo.arena, earlier, strlen(earlier)) : NULL;
    fold->head.erasure_key =
        *erasure_key ? sup__arena_text(fold->repo.arena, erasure_key, strlen(erasure_key)) : NULL;
    fold->head.key_id = sup__arena_text(fold->repo.arena, key_id, strlen(key_id));
    if (rc == SUP_OK && (!fold->head.policy_digest || !fold->head.key_id ||
                         (*earlier && !fold->head.replan_digest) ||
                         (*erasure_key && !fold->head.erasure_key))) {
        rc = sup__fail(work->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return rc;
}

static int32_t fold_log(struct rebuild *work, struct sup__log *log)
{
    int32_t rc = SUP_OK;
    do {
        rc = sup__log_next(log);
        if (rc == SUP_OK) {
            rc = fold_page(work, log);
        }
        if (rc == SUP_OK) {
            rc = end_page(work);
        }
        if (rc == SUP_OK && work->params->progress &&
            work->params->progress(work->params->progress_user, work->report->events,
                                   work->unit->head.sequence) != 0) {
            rc = sup__fail(work->unit->error, SUP_MSG_STOPPED, "progress",
                           "stopped by the host after %" PRId64 " events", work->report->events);
        }
    } while (rc == SUP_OK && log->count);
    return rc;
}

/* A desk in memory that folds what it is given; it never decides. */
static int32_t begin_scratch(struct rebuild *work, struct sup_store *store)
{
    sup_core *scratch = &work->scratch;
    struct sup__unit *fold = &work->fold;
    scratch->mem = work->unit->core->mem;
    scratch->db.store = store;
    scratch->db.schema = sup_schema();
    scratch->db.error = work->unit->error;
    scratch->db.tenant = work->unit->head.tenant;
    sup__arena_init(&scratch->arena, &scratch->mem);
    sup__buffer_init(&scratch->buffer, &scratch->mem);
    fold->core = scratch;
    fold->error = work->unit->error;
    fold->repo.db = &scratch->db;
    fold->repo.arena = &scratch->arena;
    fold->head.tenant = scratch->db.tenant;
    fold->head.policy_digest = "";
    fold->head.key_id = "";
    int32_t rc = sup__db_prepare(&scratch->db);
    return rc == SUP_OK ? sup__db_begin(&scratch->db, SUP_WRITE) : rc;
}

static int32_t compare_all(struct rebuild *work)
{
    work->stored.db = work->unit->repo.db;
    work->folded.db = &work->scratch.db;
    work->stored.tenant = work->folded.tenant = work->unit->head.tenant;
    sup__arena_init(&work->stored.arena, &work->unit->core->mem);
    sup__arena_init(&work->folded.arena, &work->unit->core->mem);
    int32_t rc = compare_head(work);
    for (uint32_t i = 0; rc == SUP_OK && i < sup_schema()->table_count; i++) {
        if (sup_schema()->tables[i].kind == SUP_TABLE_PROJECTION) {
            rc = compare_table(work, (enum sup__table)i);
        }
    }
    sup__arena_free(&work->stored.arena);
    sup__arena_free(&work->folded.arena);
    if (rc == SUP_OK) {
        rc = sup__audit_end(&work->audit);
    }
    if (rc == SUP_OK && work->failed) {
        rc = sup__fail(work->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return rc;
}

static int32_t run_rebuild(struct rebuild *work)
{
    struct sup_allocator allocator = {.size = sizeof allocator,
                                      .user = work->unit->core->mem.user,
                                      .resize = work->unit->core->mem.resize};
    struct sup__log *log = sup__arena_alloc(work->unit->repo.arena, sizeof *log);
    struct sup_store *store = NULL;
    if (!log) {
        return sup__fail(work->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__erasures_load(work->unit, &work->erasures);
    if (rc == SUP_OK) {
        rc = sup_memory_open(&allocator, &store, work->unit->error);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup__log_begin(log, work->unit, 0);
    sup__audit_begin(&work->audit, work->unit, report, work);
    work->audit.is_writing = work->is_writing;
    work->audit.erasures = &work->erasures;
    rc = begin_scratch(work, store);
    if (rc == SUP_OK) {
        rc = fold_log(work, log);
    }
    if (rc == SUP_OK) {
        rc = compare_all(work);
    }
    sup__log_end(log);
    rc = sup__db_rollback(&work->scratch.db, rc);
    sup__arena_free(&work->scratch.arena);
    sup__buffer_free(&work->scratch.buffer);
    sup_store_close(store);
    work->report->is_clean = work->report->differences == 0;
    work->report->unmendable = work->audit.unmendable;
    return rc;
}

static int32_t check(struct sup__unit *unit, const struct sup_check_params *params, int is_writing,
                     void **result)
{
    struct rebuild *work = sup__arena_alloc(unit->repo.arena, sizeof *work);
    struct sup_check_report *out = work ? sup__result(unit, sizeof *out) : NULL;
    if (!out) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    work->unit = unit;
    work->params = params;
    work->report = out;
    work->is_writing = is_writing;
    work->items = sup__result_array(out, REPORTED_MAX, sizeof *work->items, &work->failed);
    out->items = work->items;
    int32_t rc = work->failed ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
                              : run_rebuild(work);
    if (rc == SUP_OK && is_writing && out->differences) {
        rc = sup__kpi_reset(unit); /* figures of rows that were edited are wrong as well */
    }
    if (rc != SUP_OK) {
        sup_free(out);
        return rc;
    }
    return sup__result_end(unit, out, 0, result);
}

int32_t sup__op_desk_check(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                           void **result)
{
    (void)receipt;
    return check(unit, params, 0, result);
}

int32_t sup__op_desk_rebuild(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result)
{
    (void)receipt;
    int32_t rc = sup__chain_must_be_intact(unit);
    unit->keeps_nothing = 1; /* rows are written by key, past the unit */
    return rc == SUP_OK ? check(unit, params, 1, result) : rc;
}
