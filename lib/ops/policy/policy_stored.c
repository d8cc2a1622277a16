/*
 * policy_stored.c: the documents in sup_policy, none of which is believed.
 *
 * The event of an activation keeps the digest of its document. A document is compared before it is
 * read: what somebody else wrote there is a damaged desk, not a caller's mistake. The log cannot
 * say a document again, but it knows one that is brought back.
 */
#include "ops/page.h"
#include "ops/unit.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int32_t damaged(struct sup__unit *unit, int64_t version, const char *what)
{
    return sup__fail(unit->error, SUP_MSG_POLICY_DAMAGED, "sup_policy",
                     "the document of policy version %" PRId64 " in sup_policy %s", version, what);
}

static int32_t digest_of(struct sup__unit *unit, const char *document, char *digest)
{
    return sup__policy_digest(document, strlen(document), digest) == 0
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* 1 when the event of the row says that it activated this digest; else 0, or what failed. */
static int32_t is_activation(struct sup__repo *repo, const struct sup__policy_row *row,
                             const char *digest)
{
    struct sup__event_row event = {.tenant = row->tenant, .sequence = row->sequence};
    int32_t rc = sup__get(repo, SUP__T_EVENT, &event);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? 0 : rc;
    }
    return event.kind == SUP__E_POLICY_ACTIVATED && event.subject_id == row->version &&
           event.after && strcmp(event.after, digest) == 0;
}

/* Compare a document with what is known of it without the log; the log says who is wrong. */
static int32_t check_document(struct sup__unit *unit, struct sup__repo *repo,
                              const struct sup__policy_row *row)
{
    int is_active = row->version == unit->head.policy_version;
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    int32_t rc = digest_of(unit, row->document, digest);
    if (rc != SUP_OK || strcmp(digest, is_active ? unit->head.policy_digest : row->digest) == 0) {
        return rc;
    }
    rc = is_activation(repo, row, digest);
    if (rc < 0) {
        return rc;
    }
    if (rc == 0) {
        return damaged(unit, row->version, "is not the one that was activated");
    }
    return is_active ? sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head.policy_digest",
                                 "the head of the desk has another digest for policy version "
                                 "%" PRId64 " than event %" PRId64 ", which activated it",
                                 row->version, row->sequence)
                     : SUP_OK;
}

int32_t sup__load_policy(struct sup__unit *unit, int64_t version, struct sup__policy **policy)
{
    const struct sup__mem *mem = &unit->core->mem;
    struct sup__policy_options options = {.zones = &unit->core->zones};
    struct sup__policy_row row = {
        .tenant = unit->head.tenant, .version = version, .document = sup__policy_builtin()};
    struct sup__arena scratch; /* documents are large, and a search may read many */
    struct sup__repo repo = {.db = unit->repo.db, .arena = &scratch};
    sup__arena_init(&scratch, mem);
    int32_t rc = version ? sup__get(&repo, SUP__T_POLICY, &row) : SUP_OK;
    if (rc == SUP_NOT_FOUND) {
        rc = damaged(unit, version, "is missing");
    }
    if (rc == SUP_OK && version) {
        rc = check_document(unit, &repo, &row);
    }
    if (rc == SUP_OK) {
        rc = sup__policy_load(mem, row.document, strlen(row.document), &options, policy, NULL,
                              unit->error);
    }
    sup__arena_free(&scratch);
    return rc;
}

/* ---- what the log says ---- */

/* Activations of a digest, one at a time. */
static struct sup__page activations_of(const struct sup__unit *unit, const char *digest)
{
    struct sup__page page = {.table = SUP__T_EVENT,
                             .prefix_count = 1,
                             .prefix = {sup__int(unit->head.tenant)},
                             .limit = 1,
                             .filter_count = 2};
    page.filters[0].column = SUP__EVENT_kind;
    page.filters[0].compare = SUP_EQ;
    page.filters[0].value = sup__int(SUP__E_POLICY_ACTIVATED);
    page.filters[1].column = SUP__EVENT_after;
    page.filters[1].compare = SUP_EQ;
    page.filters[1].value = sup__text(digest);
    return page;
}

int32_t sup__check_activation(struct sup__unit *unit, int64_t version, const char *digest)
{
    struct sup__policy_row row = {.tenant = unit->head.tenant, .version = version};
    int32_t rc = sup__get(&unit->repo, SUP__T_POLICY, &row);
    if (rc == SUP_OK) {
        rc = is_activation(&unit->repo, &row, digest);
        rc = rc == 0 ? damaged(unit, version, "is not the one that was activated") : rc;
    }
    return rc > 0 ? SUP_OK : rc;
}

/* The row of an activation is as it was, or is put back. */
static int32_t heal(struct sup__unit *unit, const struct sup__event_row *event,
                    const char *document, const char *digest)
{
    struct sup__arena scratch;
    struct sup__repo repo = {.db = unit->repo.db, .arena = &scratch};
    struct sup__policy_row row = {.tenant = unit->head.tenant, .version = event->subject_id};
    sup__arena_init(&scratch, &unit->core->mem);
    int32_t rc = sup__get(&repo, SUP__T_POLICY, &row);
    int is_sound = rc == SUP_OK && strcmp(row.document, document) == 0 &&
                   strcmp(row.digest, digest) == 0 && row.sequence == event->sequence;
    if (!is_sound && (rc == SUP_OK || rc == SUP_NOT_FOUND || rc == SUP_CORRUPT)) {
        row = (struct sup__policy_row){.tenant = unit->head.tenant,
                                       .version = event->subject_id,
                                       .sequence = event->sequence,
                                       .digest = digest,
                                       .document = document};
        sup__error_clear(unit->error);
        rc = sup__put(&repo, SUP__T_POLICY, &row);
    }
    sup__arena_free(&scratch);
    return rc;
}

static int32_t count_versions(struct sup__unit *unit, const struct sup_filter *filter,
                              int64_t *count)
{
    struct sup_value tenant = sup__int(unit->head.tenant);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_POLICY,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .filter_count = filter ? 1 : 0,
                            .filters = filter};
    struct sup_aggregate found = {0};
    int32_t rc = sup__db_aggregate(unit->repo.db, &scan, SUP__POLICY_version, &found);
    *count = found.count;
    return rc;
}

/* The log is long: it is searched only when something says that it has to be. */
static int32_t has_sign(struct sup__unit *unit, const char *digest, int *out)
{
    struct sup_filter same = {
        .column = SUP__POLICY_digest, .compare = SUP_EQ, .value = sup__text(digest)};
    int64_t stored = 0;
    int64_t alike = 0;
    int32_t rc = count_versions(unit, NULL, &stored);
    if (rc == SUP_OK) {
        rc = count_versions(unit, &same, &alike);
    }
    *out = !unit->policy || stored != unit->head.policy_version || alike;
    return rc;
}

int32_t sup__heal_policies(struct sup__unit *unit, const char *document)
{
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    struct sup__event_row event;
    uint32_t count = 1;
    int is_worth_it = 0;
    int32_t rc = digest_of(unit, document, digest);
    if (rc == SUP_OK) {
        rc = has_sign(unit, digest, &is_worth_it);
    }
    struct sup__page page = activations_of(unit, digest);
    while (rc == SUP_OK && is_worth_it && count) {
        rc = sup__page_events(&unit->repo, &page, &event, &count);
        if (rc == SUP_OK && count) {
            page.after = event.sequence;
            rc = heal(unit, &event, document, digest);
        }
    }
    return rc == SUP_OK && !unit->policy ? sup__unit_find_policy(unit) : rc;
}
