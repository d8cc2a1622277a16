/*
 * audit.h: rows that no fold makes, held against the log: texts, policies, receipts, cursors.
 *
 * Whoever walks the log hands each event to the audit; what is wrong comes back as the row's key
 * and a sentence. When it writes, rows that no event knows are removed, and what the log says of a
 * policy is set right; a document is in no event and cannot be made again.
 */
#ifndef SUP__AUDIT_H
#define SUP__AUDIT_H

#include "ops/erasure/erasures.h"

/** Of `row` only the key columns are there. */
typedef void (*sup__audit_fn)(void *context, enum sup__table table, const struct sup_value *row,
                              const char *text);

struct sup__audit {
    struct sup__unit *unit;
    sup__audit_fn tell;
    void *context;
    const struct sup__erasures *erasures; /* of the log that is walked; borrowed */
    int is_writing;
    int64_t unmendable;     /* documents that no event can say again */
    int64_t last;           /* sequence of the last event seen */
    int64_t policy_version; /* of the last activation seen */
    char policy_digest[SUP_POLICY_DIGEST_BYTES + 1];
};

void sup__audit_begin(struct sup__audit *audit, struct sup__unit *unit, sup__audit_fn tell,
                      void *context);
/** `text` has sequence 0 when the event has none. */
int32_t sup__audit_event(struct sup__audit *audit, const struct sup__event_row *event,
                         const struct sup__event_private_row *text);
/** After the last event: what lies beside the log. */
int32_t sup__audit_end(struct sup__audit *audit);

/** A row's key without the tenant, for people: "17", "3, 'mailer'". */
void sup__row_key(enum sup__table table, const struct sup_value *row, char *out, size_t size);

#endif
