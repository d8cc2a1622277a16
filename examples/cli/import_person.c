/*
 * import_person.c: identities that were met lately are not resolved again.
 */
#include "import_person.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import_line.h"

/* Asks the desk for an identity: who has it does not matter, only whether it is one. */
static enum apply_result check_identity(const struct apply *apply, const struct row *row,
                                        const struct sup_identity *identity, int *is_one)
{
    struct sup_caller caller = program_caller(apply->program);
    struct sup_customer_get_params params = {.size = sizeof params, .identity = identity};
    struct sup_customer *customer = NULL;
    size_t bytes = strlen(identity->value);
    int32_t result = bytes > SUP_IDENTITY_BYTES_MAX || !line_is(identity->value, bytes)
                         ? SUP_INVALID
                         : sup_customer_get(apply->program->core, &caller, &params, &customer);
    sup_free(customer);
    *is_one = result != SUP_INVALID;
    if (result != SUP_OK && result != SUP_NOT_FOUND && result != SUP_INVALID) {
        return APPLY_DESK_FAILED;
    }
    struct batch_note *note = *is_one ? NULL : batch_note(apply->batch, NOTE_LEFT_OUT, row->line);
    if (note != NULL) {
        note->count = 1;
        snprintf(note->problem.text, sizeof note->problem.text,
                 "the %.64s of a customer is none, it is left out", identity->kind);
    }
    return *is_one || note != NULL ? APPLY_DONE : APPLY_NO_MEMORY;
}

/* The identities as one text, by which they are known in this run. */
static struct name *name_of(const struct apply *apply, const struct row *row)
{
    struct text key = {0};
    for (uint32_t i = 0; i < row->identity_count; i++) {
        const struct sup_identity *identity = &row->identities[i];
        text_add_format(&key, "%s\n%s\n%d\n", identity->kind,
                        identity->system != NULL ? identity->system : "", identity->is_verified);
        text_add(&key, identity->value);
        text_add(&key, "\n");
    }
    struct name *name = key.is_failed ? NULL : names_add(apply->customers, key.data, key.bytes);
    text_free(&key);
    return name;
}

static char *copy(const struct apply *apply, const char *text)
{
    return arena_copy(&apply->batch->arena, text, strlen(text));
}

static enum apply_result resolve(const struct apply *apply, const struct row *row, int64_t at_ms,
                                 struct name *known)
{
    struct sup_identity *identities =
        arena_take(&apply->batch->arena, row->identity_count * sizeof *identities);
    uint32_t count = 0;
    for (uint32_t i = 0; i < row->identity_count && identities != NULL; i++) {
        int is_one = 1;
        enum apply_result result = row->optional >> i & 1
                                       ? check_identity(apply, row, &row->identities[i], &is_one)
                                       : APPLY_DONE;
        if (result != APPLY_DONE) {
            return result;
        }
        if (is_one) {
            identities[count] = row->identities[i];
            identities[count++].value = copy(apply, row->identities[i].value);
        }
    }
    if (identities == NULL || count == 0) {
        return identities != NULL ? APPLY_DONE : APPLY_NO_MEMORY;
    }
    struct sup_customer_resolve_params *params =
        batch_add(apply->batch, apply->program, SUP_OP_CUSTOMER_RESOLVE, sizeof *params,
                  apply->reader->now_ms, at_ms);
    if (params == NULL) {
        return APPLY_NO_MEMORY;
    }
    params->identities = identities;
    params->identity_count = count;
    params->name = row->customer_name != NULL ? copy(apply, row->customer_name) : NULL;
    known->id = -(int64_t)apply->batch->count;
    apply->batch->saved[apply->batch->count - 1] = known;
    return APPLY_DONE;
}

enum apply_result person_find(const struct apply *apply, const struct row *row, int64_t at_ms,
                              int64_t *id)
{
    *id = 0;
    if (row->identity_count == 0) {
        return APPLY_DONE;
    }
    struct name *known = name_of(apply, row);
    if (known == NULL) {
        return APPLY_NO_MEMORY;
    }
    enum apply_result result = known->id == 0 ? resolve(apply, row, at_ms, known) : APPLY_DONE;
    *id = known->id;
    return result;
}
