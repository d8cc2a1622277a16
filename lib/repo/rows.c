/*
 * rows.c: row structs to values and back, from the one list of columns.
 */
#include "repo/rows.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

#define OFFSET_HEAD(type, name, flags, meaning)  offsetof(struct sup__head_row, name),
#define OFFSET_EVENT(type, name, flags, meaning) offsetof(struct sup__event_row, name),
#define OFFSET_EVENT_PRIVATE(type, name, flags, meaning)                                           \
    offsetof(struct sup__event_private_row, name),
#define OFFSET_POLICY(type, name, flags, meaning)   offsetof(struct sup__policy_row, name),
#define OFFSET_AGENT(type, name, flags, meaning)    offsetof(struct sup__agent_row, name),
#define OFFSET_SESSION(type, name, flags, meaning)  offsetof(struct sup__session_row, name),
#define OFFSET_TENURE(type, name, flags, meaning)   offsetof(struct sup__tenure_row, name),
#define OFFSET_CUSTOMER(type, name, flags, meaning) offsetof(struct sup__customer_row, name),
#define OFFSET_CUSTOMER_EVENT(type, name, flags, meaning)                                          \
    offsetof(struct sup__customer_event_row, name),
#define OFFSET_CUSTOMER_PARTING(type, name, flags, meaning)                                        \
    offsetof(struct sup__customer_parting_row, name),
#define OFFSET_CUSTOMER_FACT(type, name, flags, meaning)                                           \
    offsetof(struct sup__customer_fact_row, name),
#define OFFSET_IDENTITY(type, name, flags, meaning) offsetof(struct sup__identity_row, name),
#define OFFSET_TICKET(type, name, flags, meaning)   offsetof(struct sup__ticket_row, name),
#define OFFSET_MESSAGE(type, name, flags, meaning)  offsetof(struct sup__message_row, name),
#define OFFSET_MESSAGE_EXTERNAL(type, name, flags, meaning)                                        \
    offsetof(struct sup__message_external_row, name),
#define OFFSET_ATTACHMENT(type, name, flags, meaning) offsetof(struct sup__attachment_row, name),
#define OFFSET_REFERENCE(type, name, flags, meaning)  offsetof(struct sup__reference_row, name),
#define OFFSET_THING(type, name, flags, meaning)      offsetof(struct sup__thing_row, name),
#define OFFSET_THING_FACT(type, name, flags, meaning) offsetof(struct sup__thing_fact_row, name),
#define OFFSET_THING_REPORT(type, name, flags, meaning)                                            \
    offsetof(struct sup__thing_report_row, name),
#define OFFSET_REPORT(type, name, flags, meaning)  offsetof(struct sup__report_row, name),
#define OFFSET_TAG(type, name, flags, meaning)     offsetof(struct sup__tag_row, name),
#define OFFSET_FACT(type, name, flags, meaning)    offsetof(struct sup__fact_row, name),
#define OFFSET_FIELD(type, name, flags, meaning)   offsetof(struct sup__field_row, name),
#define OFFSET_WATCHER(type, name, flags, meaning) offsetof(struct sup__watcher_row, name),
#define OFFSET_REMINDER(type, name, flags, meaning)                                                \
    offsetof(struct sup__reminder_row, name),
#define OFFSET_REQUEST(type, name, flags, meaning)  offsetof(struct sup__request_row, name),
#define OFFSET_APPROVAL(type, name, flags, meaning) offsetof(struct sup__approval_row, name),
#define OFFSET_LEDGER(type, name, flags, meaning)   offsetof(struct sup__ledger_row, name),
#define OFFSET_MERGE(type, name, flags, meaning)   offsetof(struct sup__merge_row, name),
#define OFFSET_LINK(type, name, flags, meaning)    offsetof(struct sup__link_row, name),
#define OFFSET_CONTACT(type, name, flags, meaning) offsetof(struct sup__contact_row, name),
#define OFFSET_TIMER(type, name, flags, meaning)   offsetof(struct sup__timer_row, name),
#define OFFSET_PROMISE(type, name, flags, meaning) offsetof(struct sup__promise_row, name),
#define OFFSET_MISS(type, name, flags, meaning)    offsetof(struct sup__miss_row, name),
#define OFFSET_VISIT(type, name, flags, meaning) offsetof(struct sup__visit_row, name),
#define OFFSET_HOLD(type, name, flags, meaning) offsetof(struct sup__hold_row, name),
#define OFFSET_FLOOR_RULE(type, name, flags, meaning) offsetof(struct sup__floor_rule_row, name),
#define OFFSET_SIGNATURE(type, name, flags, meaning) offsetof(struct sup__signature_row, name),
#define OFFSET_EVIDENCE(type, name, flags, meaning) offsetof(struct sup__evidence_row, name),
#define OFFSET_SURVEY(type, name, flags, meaning)  offsetof(struct sup__survey_row, name),
#define OFFSET_REVIEW(type, name, flags, meaning)  offsetof(struct sup__review_row, name),
#define OFFSET_REVIEW_SECTION(type, name, flags, meaning)                                          \
    offsetof(struct sup__review_section_row, name),
#define OFFSET_CORRECTIVE(type, name, flags, meaning)                                              \
    offsetof(struct sup__corrective_row, name),
#define OFFSET_KPI_STANDING(type, name, flags, meaning)                                            \
    offsetof(struct sup__kpi_standing_row, name),
#define OFFSET_AGENDA(type, name, flags, meaning)  offsetof(struct sup__agenda_row, name),
#define OFFSET_KPI_STATE(type, name, flags, meaning) offsetof(struct sup__kpi_state_row, name),
#define OFFSET_KPI_FACT(type, name, flags, meaning)  offsetof(struct sup__kpi_fact_row, name),
#define OFFSET_KPI_CELL(type, name, flags, meaning)  offsetof(struct sup__kpi_cell_row, name),
#define OFFSET_KPI_SPREAD(type, name, flags, meaning) offsetof(struct sup__kpi_spread_row, name),
#define OFFSET_ANSWER(type, name, flags, meaning)  offsetof(struct sup__answer_row, name),
#define OFFSET_CURSOR(type, name, flags, meaning)  offsetof(struct sup__cursor_row, name),

#define OFFSETS(NAME, name, kind, keys, version, meaning)                                          \
    static const size_t name##_offsets[] = {SUP__##NAME##_COLUMNS(OFFSET_##NAME)};
SUP__TABLES(OFFSETS)

#define OFFSET_LIST(NAME, name, kind, keys, version, meaning) name##_offsets,
static const size_t *const offsets[] = {SUP__TABLES(OFFSET_LIST)};
#define ROW_SIZE(NAME, name, kind, keys, version, meaning) sizeof(struct sup__##name##_row),
static const size_t row_sizes[] = {SUP__TABLES(ROW_SIZE)};

static const struct sup_table *schema_of(enum sup__table table)
{
    return &sup_schema()->tables[table];
}

size_t sup__row_size(enum sup__table table)
{
    return row_sizes[table];
}

/*
 * Writes member by member into its place: a value made apart and copied whole stalls the
 * processor, which has to wait for the parts, and this runs a thousand times in a ticket's life.
 */
static void value_of(const struct sup_column *column, const void *member, struct sup_value *value)
{
    value->type = column->type;
    value->bytes = 0;
    value->number = 0;
    value->data = NULL;
    if (column->type == SUP_INT) {
        value->number = *(const int64_t *)member;
        if (value->number == 0 && (column->flags & SUP_COLUMN_NULLABLE)) {
            value->type = SUP_NULL;
        }
    } else if (column->type == SUP_TEXT) {
        const char *text = *(const char *const *)member;
        value->type = text ? SUP_TEXT : SUP_NULL;
        value->data = text;
        value->bytes = text ? strlen(text) : 0;
    } else {
        const struct sup__bytes *bytes = member;
        value->data = bytes->data;
        value->bytes = bytes->bytes;
    }
}

void sup__row_to_values(enum sup__table table, const void *row, struct sup_value *values)
{
    const struct sup_table *schema = schema_of(table);
    for (uint32_t i = 0; i < schema->column_count; i++) {
        value_of(&schema->columns[i], (const char *)row + offsets[table][i], &values[i]);
    }
}

static int text_member(struct sup__arena *arena, const struct sup_value *value, const char **out)
{
    if (value->type == SUP_NULL) {
        *out = NULL;
    } else if (arena) {
        *out = sup__arena_text(arena, value->data, value->bytes);
        return *out != NULL;
    } else {
        *out = value->data;
    }
    return 1;
}

static int bytes_member(struct sup__arena *arena, const struct sup_value *value,
                        struct sup__bytes *out)
{
    out->data = value->data;
    out->bytes = value->bytes;
    if (arena && value->bytes) {
        out->data = sup__arena_text(arena, value->data, value->bytes);
        return out->data != NULL;
    }
    return 1;
}

/* All columns of a table, each a bit; or those of a scan, which for all may name none. */
static uint64_t all_columns(enum sup__table table)
{
    return ~UINT64_C(0) >> (64 - schema_of(table)->column_count);
}

static uint64_t columns_of(const struct sup_scan *scan)
{
    uint64_t all = all_columns((enum sup__table)scan->table);
    return scan->columns ? scan->columns & all : all;
}

/* Members of other columns are left as they are. */
static int set_members(struct sup__arena *arena, enum sup__table table, uint64_t columns,
                       const struct sup_value *values, void *row)
{
    const struct sup_table *schema = schema_of(table);
    for (uint64_t left = columns; left; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        void *member = (char *)row + offsets[table][i];
        int ok = 1;
        if (schema->columns[i].type == SUP_INT) {
            *(int64_t *)member = values[i].type == SUP_NULL ? 0 : values[i].number;
        } else if (schema->columns[i].type == SUP_TEXT) {
            ok = text_member(arena, &values[i], member);
        } else {
            ok = bytes_member(arena, &values[i], member);
        }
        if (!ok) {
            return 0;
        }
    }
    return 1;
}

int sup__row_from_values(struct sup__arena *arena, enum sup__table table,
                         const struct sup_value *values, void *row)
{
    return set_members(arena, table, all_columns(table), values, row);
}

/* Keys of projections are counted or were asked for before: a row that has one already came from
 * somebody else. */
static int32_t is_there_already(struct sup__repo *repo, const struct sup_table *table,
                                const struct sup_value *values)
{
    if (table->kind != SUP_TABLE_PROJECTION) {
        return SUP_EXISTS;
    }
    return sup__fail(repo->db->error, SUP_MSG_RECORD_UNKNOWN, table->name,
                     "%s has a row %" PRId64 " that is only now written", table->name,
                     values[table->key_count - 1].number);
}

int32_t sup__insert(struct sup__repo *repo, enum sup__table table, const void *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__row_to_values(table, row, values);
    int32_t rc = sup__values_check(table, values, repo->db->error);
    if (rc == SUP_OK) {
        rc = sup__db_insert(repo->db, table, values);
    }
    return rc == SUP_EXISTS ? is_there_already(repo, schema_of(table), values) : rc;
}

int32_t sup__put(struct sup__repo *repo, enum sup__table table, const void *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__row_to_values(table, row, values);
    int32_t rc = sup__values_check(table, values, repo->db->error);
    return rc == SUP_OK ? sup__db_put(repo->db, table, values) : rc;
}

static int same_value(const struct sup_value *a, const struct sup_value *b)
{
    if (a->type != b->type) {
        return 0;
    }
    if (a->type == SUP_INT) {
        return a->number == b->number;
    }
    return a->bytes == b->bytes &&
           (a->bytes == 0 || a->data == b->data || memcmp(a->data, b->data, a->bytes) == 0);
}

int32_t sup__update(struct sup__repo *repo, enum sup__table table, const void *before,
                    const void *row)
{
    const struct sup_table *schema = schema_of(table);
    struct sup_value old[SUP_STORE_COLUMNS_MAX];
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    uint64_t mask = 0;
    sup__row_to_values(table, before, old);
    sup__row_to_values(table, row, values);
    for (uint32_t i = schema->key_count; i < schema->column_count; i++) {
        if (!same_value(&old[i], &values[i])) {
            mask |= UINT64_C(1) << i;
        }
    }
    if (!mask) {
        return SUP_OK;
    }
    int64_t version = schema->version_column < 0 ? -1 : old[schema->version_column].number;
    int32_t rc = sup__values_check(table, values, repo->db->error);
    return rc == SUP_OK ? sup__db_update(repo->db, table, values, mask, version) : rc;
}

int32_t sup__set(struct sup__repo *repo, enum sup__table table, const void *row, uint64_t mask)
{
    const struct sup_table *schema = schema_of(table);
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    for (uint32_t i = 0; i < schema->column_count; i++) {
        if (i < schema->key_count || (mask >> i & 1)) {
            value_of(&schema->columns[i], (const char *)row + offsets[table][i], &values[i]);
        }
    }
    int32_t rc = sup__values_check_some(table, mask, values, repo->db->error);
    rc = rc == SUP_OK ? sup__db_update(repo->db, table, values, mask, -1) : rc;
    if (rc == SUP_CONFLICT) { /* all that it can mean without a version */
        sup__error_clear(repo->db->error);
        rc = SUP_NOT_FOUND;
    }
    return rc;
}

struct fill {
    struct sup__repo *repo;
    struct sup__arena *arena; /* NULL: texts are borrowed */
    enum sup__table table;
    uint64_t columns; /* that are read */
    int32_t is_begun; /* the members of the others are zero */
    void *row;
    sup__each_fn fn;
    void *context;
    int32_t failed; /* code */
};

static int32_t fill_row(void *context, const struct sup_value *values, uint32_t count)
{
    struct fill *fill = context;
    struct sup_error *error = fill->repo->db->error;
    (void)count;
    if (!fill->is_begun) {
        memset(fill->row, 0, sup__row_size(fill->table));
        fill->is_begun = 1;
    }
    if (!fill->repo->is_mending || schema_of(fill->table)->kind == SUP_TABLE_RECORD) {
        fill->failed = sup__values_check_some(fill->table, fill->columns, values, error);
    }
    if (!fill->failed &&
        !set_members(fill->arena, fill->table, fill->columns, values, fill->row)) {
        fill->failed = sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory while reading");
    }
    if (fill->failed) {
        return 1;
    }
    return fill->fn ? fill->fn(fill->context, fill->row) : 0;
}

static int32_t fill_end(const struct fill *fill, int32_t rc)
{
    return fill->failed ? fill->failed : rc;
}

int32_t sup__get(struct sup__repo *repo, enum sup__table table, void *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    const struct sup_table *schema = schema_of(table);
    struct fill fill = {.repo = repo,
                        .arena = repo->arena,
                        .table = table,
                        .columns = all_columns(table),
                        .is_begun = 1, /* none: all are read */
                        .row = row};
    for (uint32_t i = 0; i < schema->key_count; i++) {
        value_of(&schema->columns[i], (char *)row + offsets[table][i], &values[i]);
    }
    int32_t rc = sup__db_get(repo->db, table, 0, values, fill_row, &fill);
    return fill_end(&fill, rc);
}

int32_t sup__remove(struct sup__repo *repo, enum sup__table table, const void *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__row_to_values(table, row, values);
    return sup__db_remove(repo->db, table, values);
}

int32_t sup__each(struct sup__repo *repo, const struct sup_scan *scan, int keep, void *row,
                  sup__each_fn fn, void *context)
{
    struct fill fill = {.repo = repo,
                        .arena = keep ? repo->arena : NULL,
                        .table = (enum sup__table)scan->table,
                        .columns = columns_of(scan),
                        .row = row,
                        .fn = fn,
                        .context = context};
    return fill_end(&fill, sup__db_scan(repo->db, scan, fill_row, &fill));
}

int32_t sup__each_key(struct sup__repo *repo, enum sup__table table, const struct sup_value *keys,
                      uint32_t count, void *row, sup__each_fn fn, void *context)
{
    struct fill fill = {.repo = repo,
                        .arena = repo->arena,
                        .table = table,
                        .columns = all_columns(table),
                        .is_begun = 1, /* none: all are read */
                        .row = row,
                        .fn = fn,
                        .context = context};
    return fill_end(&fill, sup__db_get_many(repo->db, table, keys, count, fill_row, &fill));
}

struct fill_read {
    struct fill fill;
    const struct sup_read *reads;
    uint32_t count; /* of reads whose rows came, with the one at hand */
    sup__each_read_fn fn;
    void *context;
    union sup__any_row row;
};

static int32_t fill_read_row(void *context, uint32_t read, const struct sup_value *values,
                             uint32_t count)
{
    struct fill_read *many = context;
    if (many->count != read + 1) {
        const struct sup_scan *scan = many->reads[read].scan;
        many->count = read + 1;
        many->fill.table = (enum sup__table)scan->table;
        many->fill.columns = columns_of(scan);
        many->fill.is_begun = 0;
    }
    return fill_row(&many->fill, values, count) ? 1 : many->fn(many->context, read, &many->row);
}

int32_t sup__each_read(struct sup__repo *repo, const struct sup_read *reads, uint32_t count,
                       sup__each_read_fn fn, void *context)
{
    struct fill_read many = {
        .fill = {.repo = repo, .arena = repo->arena}, .reads = reads, .fn = fn, .context = context};
    many.fill.row = &many.row;
    return fill_end(&many.fill, sup__db_read_many(repo->db, reads, count, fill_read_row, &many));
}
