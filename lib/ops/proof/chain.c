/*
 * chain.c: is the event log what was written? And going on with another key.
 */
#include "ops/bodies.h"
#include "ops/log.h"
#include "ops/proof/audit.h"

#include "base/message.h"
#include "supportcore/event.h"

#include <inttypes.h>
#include <string.h>

struct check {
    struct sup__unit *unit;
    const struct sup_chain_verify_params *params;
    uint8_t hash[SUP__HASH_BYTES]; /* of the event before */
    const struct sup__key *key;
    int is_proven; /* an event, or the head, has shown that the key is the right one */
    int64_t checked;
    int64_t first_bad;
    char text[240];
    struct sup__erasures erasures;
    struct sup__audit audit;
    struct sup_chain_report *report; /* NULL: the events alone are of interest */
    struct sup_difference *items;
    int failed;
};

static void found(struct check *check, int64_t sequence, const char *what)
{
    check->first_bad = sequence;
    sup__format(check->text, sizeof check->text, "event %" PRId64 ": %s", sequence, what);
}

/* The key that this event and those after it are hashed with. */
static int32_t use_key(struct check *check, const char *id)
{
    check->key = NULL;
    check->is_proven = 0;
    if (!id) {
        return SUP_OK;
    }
    check->key = sup__core_key(check->unit->core, id);
    if (!check->key) {
        return sup__fail(check->unit->error, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys",
                         "part of the chain is keyed with '%s', which was not given", id);
    }
    return SUP_OK;
}

/* What the hash cannot tell apart and the library never writes. */
static int is_as_written(const struct sup__event_row *row)
{
    return row->kind == (int32_t)row->kind && row->actor_kind == (int32_t)row->actor_kind &&
           (!row->before || row->before[0]) && (!row->after || row->after[0]);
}

/* A text that was not recorded, or that was erased, is a row too many: no event is to blame, and
 * the audit tells it. */
static int private_fits(const struct check *check, const struct sup__event_row *row,
                        const struct sup__event_private_row *text)
{
    uint8_t digest[SUP__HASH_BYTES];
    if (sup__erased_by(&check->erasures, row)) {
        return 1;
    }
    if (!row->private_digest.bytes || !text->sequence) {
        return !row->private_digest.bytes;
    }
    return sup__private_digest(text, digest) == 0 && row->private_digest.bytes == sizeof digest &&
           memcmp(digest, row->private_digest.data, sizeof digest) == 0;
}

static int is_hash(const char *text, const uint8_t *hash)
{
    char hex[SUP_HASH_TEXT_BYTES + 1];
    sup__hex(hash, SUP__HASH_BYTES, hex);
    return strcmp(text, hex) == 0;
}

static int fits(const struct sup__event_row *row, const void *previous, const struct sup__key *key)
{
    uint8_t hash[SUP__HASH_BYTES];
    return row->hash.bytes == sizeof hash &&
           sup__event_hash(row, previous, key ? key->bytes : NULL, key ? key->size : 0, hash) ==
               0 &&
           memcmp(hash, row->hash.data, sizeof hash) == 0;
}

/* A hash that is none is one that nothing fits. */
static void take_hash(const struct sup__event_row *row, uint8_t hash[SUP__HASH_BYTES])
{
    memset(hash, 0, SUP__HASH_BYTES);
    if (row->hash.bytes == SUP__HASH_BYTES) {
        memcpy(hash, row->hash.data, SUP__HASH_BYTES);
    }
}

/* Does any event after this one fit the key, each on top of the stored hash before it? Up to the
 * next rotation. Whoever does not have the key cannot make even one. */
static int32_t look_ahead(struct check *check, const struct sup__event_row *row, int64_t *last)
{
    struct sup__log *log = sup__arena_alloc(check->unit->repo.arena, sizeof *log);
    uint8_t previous[SUP__HASH_BYTES];
    int32_t rc = SUP_OK;
    int is_over = 0;
    if (!log) {
        return sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    take_hash(row, previous);
    sup__log_begin(log, check->unit, row->sequence);
    do {
        rc = sup__log_next(log);
        for (uint32_t i = 0; rc == SUP_OK && i < log->count && !is_over; i++) {
            is_over = log->rows[i].kind == SUP__E_CHAIN_ROTATED;
            if (!is_over) {
                *last = log->rows[i].sequence;
                is_over = check->is_proven = fits(&log->rows[i], previous, check->key);
                take_hash(&log->rows[i], previous);
            }
        }
    } while (rc == SUP_OK && log->count && !is_over);
    sup__log_end(log);
    return rc;
}

/* An event does not fit, and none before it has shown that the key is the right one. A key that is
 * merely wrong must not look like a crime. */
static int32_t check_key(struct check *check, const struct sup__event_row *row)
{
    const struct sup__head_row *head = &check->unit->head;
    uint8_t hash[SUP__HASH_BYTES];
    int64_t last = row->sequence;
    if (strcmp(head->key_id, check->key->id) == 0 && sup__key_check(check->key, hash) == 0 &&
        head->key_check.bytes == sizeof hash &&
        memcmp(hash, head->key_check.data, sizeof hash) == 0) {
        check->is_proven = 1;
        return SUP_OK;
    }
    int32_t rc = look_ahead(check, row, &last);
    if (rc != SUP_OK || check->is_proven) {
        return rc;
    }
    return sup__fail(check->unit->error, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys",
                     "the key '%s' is not the one that events %" PRId64 " to %" PRId64
                     " were made with, or every one of them was changed",
                     check->key->id, row->sequence, last);
}

static int32_t check_event(struct check *check, const struct sup__event_row *row,
                           const struct sup__event_private_row *text)
{
    uint8_t hash[SUP__HASH_BYTES];
    if (row->sequence != check->checked + 1) {
        found(check, check->checked + 1, "missing from the log");
        return SUP_OK;
    }
    if (row->kind == SUP__E_CHAIN_ROTATED ||
        (row->sequence == 1 && row->kind == SUP__E_DESK_STARTED)) {
        int32_t rc = use_key(check, row->after);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    if (sup__event_hash(row, check->hash, check->key ? check->key->bytes : NULL,
                        check->key ? check->key->size : 0, hash) != 0) {
        return sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int is_same = row->hash.bytes == sizeof hash && memcmp(hash, row->hash.data, sizeof hash) == 0;
    if (!is_same && check->key && !check->is_proven) {
        int32_t rc = check_key(check, row);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    check->is_proven |= is_same;
    if (!is_same || !is_as_written(row)) {
        found(check, row->sequence, "its hash does not fit what it says");
        return SUP_OK;
    }
    if (!private_fits(check, row, text)) {
        found(check, row->sequence, "its private text is not what was recorded");
        return SUP_OK;
    }
    memcpy(check->hash, hash, sizeof hash);
    check->checked++;
    if (row->sequence == check->params->head_sequence && check->params->head_hash &&
        !is_hash(check->params->head_hash, hash)) {
        found(check, row->sequence, "its hash is not the one of the head that was kept");
    }
    return check->report ? sup__audit_event(&check->audit, row, text) : SUP_OK;
}

static int32_t check_log(struct check *check, struct sup__log *log)
{
    int32_t rc = SUP_OK;
    do {
        rc = sup__log_next(log);
        for (uint32_t i = 0; rc == SUP_OK && i < log->count && !check->first_bad; i++) {
            rc = check_event(check, &log->rows[i], &log->texts[i]);
        }
        if (rc == SUP_OK && check->params->progress &&
            check->params->progress(check->params->progress_user, check->checked,
                                    check->unit->head.sequence) != 0) {
            return sup__fail(check->unit->error, SUP_MSG_STOPPED, "progress",
                             "stopped by the host after %" PRId64 " events", check->checked);
        }
    } while (rc == SUP_OK && log->count && !check->first_bad);
    return rc;
}

static void check_head(struct check *check)
{
    const struct sup__head_row *head = &check->unit->head;
    if (check->first_bad) {
        return;
    }
    if (head->sequence != check->checked ||
        (head->sequence && memcmp(check->hash, head->hash.data, SUP__HASH_BYTES) != 0)) {
        found(check, check->checked + 1, "the log ends elsewhere than its head says");
    } else if (head->sequence && strcmp(head->key_id, check->key ? check->key->id : "") != 0) {
        found(check, check->checked, "its key is not the one that the head names");
    } else if (check->params->head_sequence > check->checked) {
        found(check, check->checked + 1, "cut off: the head that was kept is later");
    }
}

static void tell(void *context, enum sup__table table, const struct sup_value *row,
                 const char *text)
{
    struct check *check = context;
    struct sup_chain_report *report = check->report;
    char key[200];
    sup__row_key(table, row, key, sizeof key);
    if (!report->differences++) {
        sup__format(check->text, sizeof check->text, "%s %s: %s", sup_schema()->tables[table].name,
                    key, text);
    }
    if (report->count < SUP_DIFFERENCES_TOLD_MAX) {
        struct sup_difference *item = &check->items[report->count++];
        item->table = sup_schema()->tables[table].name;
        item->key = sup__result_text(report, key, &check->failed);
        item->text = sup__result_text(report, text, &check->failed);
    }
}

/* What the head says besides where the log ends. */
static void audit_head(struct check *check)
{
    const struct sup__head_row *head = &check->unit->head;
    const struct sup__audit *audit = &check->audit;
    struct sup_value key = sup__int(head->tenant);
    uint8_t hash[SUP__HASH_BYTES];
    char text[160];
    if (head->policy_version != audit->policy_version ||
        (head->sequence && strcmp(head->policy_digest, audit->policy_digest) != 0)) {
        sup__format(text, sizeof text,
                    "the active policy is not version %" PRId64 ", which the events say; "
                    "desk.rebuild sets it right",
                    audit->policy_version);
        tell(check, SUP__T_HEAD, &key, text);
    }
    if (check->key && sup__key_check(check->key, hash) == 0 &&
        (head->key_check.bytes != sizeof hash ||
         memcmp(hash, head->key_check.data, sizeof hash) != 0)) {
        tell(check, SUP__T_HEAD, &key,
             "key_check is not of the key that the events fit; the next change sets it right");
    }
}

/* A log that is not whole knows nothing of what lies beside it. */
static int32_t audit_rest(struct check *check)
{
    int32_t rc = SUP_OK;
    if (!check->first_bad) {
        audit_head(check);
        rc = sup__audit_end(&check->audit);
    }
    return rc == SUP_OK && check->failed
               ? sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
               : rc;
}

static int32_t check_params(struct sup__unit *unit, const struct sup_chain_verify_params *params)
{
    size_t bytes = params->head_hash ? strlen(params->head_hash) : 0;
    if ((params->head_sequence != 0) != (params->head_hash != NULL)) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "head_hash",
                         "head_sequence and head_hash go together");
    }
    if (bytes &&
        (bytes != SUP_HASH_TEXT_BYTES || strspn(params->head_hash, "0123456789abcdef") != bytes)) {
        return sup__fail(unit->error, SUP_MSG_HASH_FORM, "head_hash",
                         "head_hash has %zu characters that are not all hexadecimal", bytes);
    }
    return SUP_OK;
}

/* Walk the whole log; *check has what was found. */
static int32_t run_check(struct check *check)
{
    const struct sup__unit *unit = check->unit;
    struct sup__log *log = sup__arena_alloc(unit->repo.arena, sizeof *log);
    if (unit->core->sure_key_count && !unit->head.key_id[0]) {
        return sup__fail(unit->error, SUP_MSG_CHAIN_UNKEYED, "chain_keys",
                         "the desk's event chain has no key, but the host opened it with one");
    }
    if (!log) {
        return sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__erasures_load(check->unit, &check->erasures);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__log_begin(log, check->unit, 0);
    rc = check_log(check, log);
    sup__log_end(log);
    if (rc == SUP_OK) {
        check_head(check);
    }
    return rc;
}

int32_t sup__chain_must_be_intact(struct sup__unit *unit)
{
    struct sup_chain_verify_params params = {.size = sizeof params};
    struct check check = {.unit = unit, .params = &params};
    int32_t rc = run_check(&check);
    if (rc == SUP_OK && check.first_bad) {
        rc = sup__fail(unit->error, SUP_MSG_CHAIN_BROKEN, "sup_event", "%s", check.text);
    }
    return rc;
}

static int32_t begin_report(struct check *check)
{
    struct sup_chain_report *report = sup__result(check->unit, sizeof *report);
    if (!report) {
        return SUP_NOMEM;
    }
    check->report = report;
    check->items =
        sup__result_array(report, SUP_DIFFERENCES_TOLD_MAX, sizeof *check->items, &check->failed);
    report->items = check->items;
    sup__audit_begin(&check->audit, check->unit, tell, check);
    check->audit.erasures = &check->erasures;
    return check->failed ? sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
                         : SUP_OK;
}

static void end_report(struct check *check)
{
    struct sup_chain_report *report = check->report;
    const struct sup__head_row *head = &check->unit->head;
    char hex[SUP_HASH_TEXT_BYTES + 1];
    sup__hex(head->hash.data, SUP__HASH_BYTES, hex);
    report->is_intact = !check->first_bad && !report->differences;
    report->checked = check->checked;
    report->first_bad = check->first_bad;
    report->text =
        sup__result_text(report, report->is_intact ? "intact" : check->text, &check->failed);
    report->head_sequence = head->sequence;
    report->head_hash = sup__result_text(report, hex, &check->failed);
}

int32_t sup__op_chain_verify(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    struct check check = {.unit = unit, .params = in};
    (void)receipt;
    int32_t rc = check_params(unit, in);
    if (rc == SUP_OK) {
        rc = begin_report(&check);
    }
    if (rc == SUP_OK) {
        rc = run_check(&check);
    }
    if (rc == SUP_OK) {
        rc = audit_rest(&check);
    }
    if (rc != SUP_OK) {
        sup_free(check.report);
        return rc;
    }
    end_report(&check);
    return sup__result_end(unit, check.report, check.failed, result);
}
