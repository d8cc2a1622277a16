/*
 * audit.c: the tables that are no projections, held against the log.
 *
 * An event has the digest of its private text and of the document it activated: those rows are
 * compared. Of receipts and cursors the log knows only how far they can have come.
 */
#include "ops/proof/audit.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

#define NO_EVENT_SAYS                                                                              \
    "; no event can say it again: restore a backup, or activate that document once more"

void sup__audit_begin(struct sup__audit *audit, struct sup__unit *unit, sup__audit_fn tell,
                      void *context)
{
    memset(audit, 0, sizeof *audit);
    audit->unit = unit;
    audit->tell = tell;
    audit->context = context;
}

static void put_value(char *out, size_t size, const struct sup_value *value)
{
    if (value->type == SUP_INT) {
        sup__format(out, size, "%" PRId64, value->number);
    } else {
        int bytes = value->bytes < 60 ? (int)value->bytes : 60;
        sup__format(out, size, "'%.*s'", bytes, (const char *)value->data);
    }
}

void sup__row_key(enum sup__table table, const struct sup_value *row, char *out, size_t size)
{
    char part[80];
    size_t used = 0;
    out[0] = 0;
    for (uint32_t i = 1; i < sup_schema()->tables[table].key_count && used + 1 < size; i++) {
        put_value(part, sizeof part, &row[i]);
        sup__format(out + used, size - used, "%s%s", i > 1 ? ", " : "", part);
        used = strlen(out);
    }
}

static void tell_number(struct sup__audit *audit, enum sup__table table, int64_t number,
                        const char *text)
{
    struct sup_value key[2] = {sup__int(audit->unit->head.tenant), sup__int(number)};
    audit->tell(audit->context, table, key, text);
}

/* ---- the row that an event owns ---- */

static int32_t check_text(struct sup__audit *audit, const struct sup__event_row *event,
                          const struct sup__event_private_row *text)
{
    int64_t erased_by = sup__erased_by(audit->erasures, event);
    char came_back[80];
    if (!text->sequence) {
        if (event->private_digest.bytes && !erased_by) {
            audit->unmendable++;
            tell_number(audit, SUP__T_EVENT_PRIVATE, event->sequence,
                        "is missing, and no event erased it; no event can say it again: restore a "
                        "backup");
        }
        return SUP_OK;
    }
    if (event->private_digest.bytes && !erased_by) {
        return SUP_OK;
    }
    sup__format(came_back, sizeof came_back, "is there again, but event %" PRId64 " erased it",
                erased_by);
    tell_number(audit, SUP__T_EVENT_PRIVATE, event->sequence,
                erased_by ? came_back : "is there, but its event was recorded without a text");
    return audit->is_writing ? sup__remove(&audit->unit->repo, SUP__T_EVENT_PRIVATE, text) : SUP_OK;
}

/* What can be read is compared; 1: the document is the one that was activated. */
static int32_t is_document(struct sup__audit *audit, const struct sup__policy_row *row,
                           const char *digest)
{
    char found[SUP_POLICY_DIGEST_BYTES + 1];
    if (sup__policy_digest(row->document, strlen(row->document), found) != 0) {
        return sup__fail(audit->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return strcmp(found, digest) == 0;
}

static void tell_policy(struct sup__audit *audit, const struct sup__event_row *event,
                        const char *what)
{
    char text[240];
    sup__format(text, sizeof text, what, event->sequence);
    tell_number(audit, SUP__T_POLICY, event->subject_id, text);
}

static int32_t compare_policy(struct sup__audit *audit, struct sup__repo *repo,
                              const struct sup__event_row *event)
{
    struct sup__policy_row row = {.tenant = event->tenant, .version = event->subject_id};
    const char *digest = event->after ? event->after : "";
    int32_t rc = sup__get(repo, SUP__T_POLICY, &row);
    if (rc == SUP_NOT_FOUND || rc == SUP_CORRUPT) {
        sup__error_clear(audit->unit->error);
        audit->unmendable++;
        tell_policy(audit, event,
                    rc == SUP_NOT_FOUND
                        ? "the document that event %" PRId64 " activated is missing" NO_EVENT_SAYS
                        : "the document that event %" PRId64 " activated is no text" NO_EVENT_SAYS);
        return SUP_OK;
    }
    int32_t fits = rc == SUP_OK ? is_document(audit, &row, digest) : rc;
    if (fits < 0) {
        return fits;
    }
    int is_described = row.sequence == event->sequence && strcmp(row.digest, digest) == 0;
    if (!fits) {
        audit->unmendable++;
        tell_policy(audit, event,
                    "the document that event %" PRId64 " activated was changed" NO_EVENT_SAYS);
    } else if (!is_described) {
        tell_policy(audit, event,
                    "its sequence or digest is not that of event %" PRId64 ", which activated it");
    }
    if (is_described || !audit->is_writing) {
        return SUP_OK;
    }
    row.sequence = event->sequence;
    row.digest = digest;
    return sup__put(repo, SUP__T_POLICY, &row);
}

int32_t sup__audit_event(struct sup__audit *audit, const struct sup__event_row *event,
                         const struct sup__event_private_row *text)
{
    audit->last = event->sequence;
    int32_t rc = check_text(audit, event, text);
    if (rc != SUP_OK || event->kind != SUP__E_POLICY_ACTIVATED) {
        return rc;
    }
    struct sup__arena scratch; /* documents are large */
    struct sup__repo repo = {.db = audit->unit->repo.db, .arena = &scratch};
    sup__arena_init(&scratch, &audit->unit->core->mem);
    rc = compare_policy(audit, &repo, event);
    sup__arena_free(&scratch);
    audit->policy_version = event->subject_id;
    sup__format(audit->policy_digest, sizeof audit->policy_digest, "%s",
                event->after ? event->after : "");
    return rc;
}

/* ---- rows that no event owns ---- */

/* Rows of a table where `column` is what the log rules out, and what is said of them. */
struct strangers {
    enum sup__table table;
    uint32_t column;
    int32_t compare; /* SUP_LT or SUP_GT */
    int64_t limit;
    const char *text;
};

struct telling {
    struct sup__audit *audit;
    const struct strangers *strangers;
    int64_t told;
};

static int32_t tell_stranger(void *context, const struct sup_value *row, uint32_t count)
{
    struct telling *telling = context;
    const struct sup__audit *audit = telling->audit;
    (void)count;
    telling->told++;
    audit->tell(audit->context, telling->strangers->table, row, telling->strangers->text);
    return 0;
}

static int32_t find_strangers(struct sup__audit *audit, const struct strangers *strangers)
{
    struct telling telling = {audit, strangers, 0};
    struct sup_value limit = sup__int(strangers->limit);
    struct sup_value prefix[2] = {sup__int(audit->unit->head.tenant), sup__int(SUP__CURSOR_OUTBOX)};
    struct sup_filter filter = {
        .column = strangers->column, .compare = strangers->compare, .value = limit};
    struct sup_scan scan = {
        .size = sizeof scan, .table = strangers->table, .prefix_count = 1, .prefix = prefix};
    struct sup__db *db = audit->unit->repo.db;
    int64_t removed = 0;
    if (strangers->column == 1 && strangers->compare == SUP_GT) { /* of the key: a range */
        scan.lower_count = scan.lower_is_open = 1;
        scan.lower = &limit;
    } else if (strangers->column == 1) {
        scan.upper_count = scan.upper_is_open = 1;
        scan.upper = &limit;
    } else {
        scan.filter_count = 1;
        scan.filters = &filter;
        scan.prefix_count = strangers->table == SUP__T_CURSOR ? 2 : 1; /* imports count otherwise */
    }
    int32_t rc = sup__db_scan(db, &scan, tell_stranger, &telling);
    return rc == SUP_OK && telling.told && audit->is_writing
               ? sup__db_remove_range(db, &scan, &removed)
               : rc;
}

int32_t sup__audit_end(struct sup__audit *audit)
{
    static const char text[] = "is there, but no event has this text";
    static const char document[] = "is there, but no event activated it";
    static const char receipt[] = "is the receipt of an event that is not in the log: a request "
                                  "with its key would be answered without being done";
    static const char cursor[] = "is not a place in the log: the consumer would miss events; "
                                 "without the row it gets all of them again";
    static const char kind[] = "is of a kind that the library does not keep";
    const struct strangers all[] = {
        {SUP__T_EVENT_PRIVATE, SUP__EVENT_PRIVATE_sequence, SUP_LT, 1, text},
        {SUP__T_EVENT_PRIVATE, SUP__EVENT_PRIVATE_sequence, SUP_GT, audit->last, text},
        {SUP__T_POLICY, SUP__POLICY_version, SUP_LT, 1, document},
        {SUP__T_POLICY, SUP__POLICY_version, SUP_GT, audit->policy_version, document},
        {SUP__T_ANSWER, SUP__ANSWER_sequence, SUP_LT, 0, receipt},
        {SUP__T_ANSWER, SUP__ANSWER_sequence, SUP_GT, audit->last, receipt},
        {SUP__T_CURSOR, SUP__CURSOR_position, SUP_LT, 0, cursor},
        {SUP__T_CURSOR, SUP__CURSOR_position, SUP_GT, audit->last, cursor},
        {SUP__T_CURSOR, SUP__CURSOR_kind, SUP_LT, SUP__CURSOR_OUTBOX, kind},
        {SUP__T_CURSOR, SUP__CURSOR_kind, SUP_GT, SUP__CURSOR_IMPORT, kind},
    };
    int32_t rc = SUP_OK;
    for (size_t i = 0; rc == SUP_OK && i < sizeof all / sizeof all[0]; i++) {
        rc = find_strangers(audit, &all[i]);
    }
    return rc;
}
