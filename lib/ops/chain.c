/*
 * chain.c: is the event log what was written? And going on with another key.
 */
#include "ops/bodies.h"
#include "ops/log.h"

#include "base/message.h"
#include "supportcore/event.h"

#include <inttypes.h>
#include <string.h>

struct check {
    struct sup__unit *unit;
    const struct sup_chain_verify_params *params;
    uint8_t hash[SUP__HASH_BYTES]; /* of the event before */
    const struct sup__key *key;
    int64_t checked;
    int64_t first_bad;
    char text[160];
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

static int private_fits(const struct sup__event_row *row, const struct sup__event_private_row *text)
{
    uint8_t digest[SUP__HASH_BYTES];
    if (!row->private_digest.bytes || !text->sequence) {
        return !row->private_digest.bytes && !text->sequence;
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
    if (row->hash.bytes != sizeof hash || memcmp(hash, row->hash.data, sizeof hash) != 0 ||
        !is_as_written(row)) {
        found(check, row->sequence, "its hash does not fit what it says");
        return SUP_OK;
    }
    if (!private_fits(row, text)) {
        found(check, row->sequence, "its private text is not what was recorded");
        return SUP_OK;
    }
    memcpy(check->hash, hash, sizeof hash);
    check->checked++;
    if (row->sequence == check->params->head_sequence && check->params->head_hash &&
        !is_hash(check->params->head_hash, hash)) {
        found(check, row->sequence, "its hash is not the one of the head that was kept");
    }
    return SUP_OK;
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
    if (unit->core->key_count && !unit->head.key_id[0]) {
        return sup__fail(unit->error, SUP_MSG_CHAIN_UNKEYED, "chain_keys",
                         "the desk's event chain has no key, but the host opened it with one");
    }
    if (!log) {
        return sup__fail(check->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    sup__log_begin(log, check->unit, 0);
    int32_t rc = check_log(check, log);
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

int32_t sup__op_chain_verify(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    struct check check = {.unit = unit, .params = in};
    int failed = 0;
    (void)receipt;
    int32_t rc = check_params(unit, in);
    if (rc == SUP_OK) {
        rc = run_check(&check);
    }
    struct sup_chain_report *report = rc == SUP_OK ? sup__result(unit, sizeof *report) : NULL;
    if (!report) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    char hex[SUP_HASH_TEXT_BYTES + 1];
    sup__hex(unit->head.hash.data, SUP__HASH_BYTES, hex);
    report->is_intact = !check.first_bad;
    report->checked = check.checked;
    report->first_bad = check.first_bad;
    report->text = sup__result_text(report, check.first_bad ? check.text : "intact", &failed);
    report->head_sequence = unit->head.sequence;
    report->head_hash = sup__result_text(report, hex, &failed);
    return sup__result_end(unit, report, failed, result);
}
