/*
 * message.c: errors, filled from the registry in message.h.
 *
 * An error is told once, where it is known. Its text ends up in logs and in JSON replies, so it
 * leaves here as one line of strict UTF-8, whatever bytes the values in it had.
 */
#include "base/message.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "supportcore/message.h"

#define MESSAGE_ROW(number, name, code, meaning, hint)                                             \
    {sizeof(struct sup_message), number, code, 0, #name, meaning, hint},

static const struct sup_message messages[] = {SUP__MESSAGES(MESSAGE_ROW)};

enum { MESSAGES_COUNT = sizeof messages / sizeof messages[0] };

static const struct sup_message *message_find(int32_t id)
{
    for (int32_t i = 0; i < MESSAGES_COUNT; i++) {
        if (messages[i].id == id) {
            return &messages[i];
        }
    }
    return NULL;
}

/* Values may hold line breaks; a message is one line. */
static void keep_one_line(char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            *text = ' ';
        }
    }
}

int32_t sup__fail(struct sup_error *error, enum sup__message message, const char *field,
                  const char *format, ...)
{
    const struct sup_message *known = message_find((int32_t)message);
    int32_t code = known != NULL ? known->code : SUP_MISUSE;
    va_list arguments;

    if (error == NULL) {
        return code;
    }
    sup__error_clear(error);
    error->code = code;
    error->message_id = (int32_t)message;
    va_start(arguments, format);
    sup__vformat(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    keep_one_line(error->text);
    if (known != NULL) {
        sup__format(error->hint, sizeof error->hint, "%s", known->hint);
    }
    if (field != NULL) {
        sup__format(error->field, sizeof error->field, "%s", field);
        keep_one_line(error->field);
    }
    return code;
}

int32_t sup__check_struct(struct sup_error *error, const void *given, size_t known,
                          const char *what, const char *field)
{
    const unsigned char *bytes = given;
    uint32_t size;

    memcpy(&size, given, sizeof size);
    if (size < known) {
        return sup__fail(error, SUP_MSG_STRUCT_SIZE, field, "the size of %s is %u, less than %zu",
                         what, (unsigned)size, known);
    }
    for (size_t i = known; i < size; i++) {
        if (bytes[i] != 0) {
            return sup__fail(error, SUP_MSG_STRUCT_SIZE, field,
                             "byte %zu of %s is not known here and not zero", i, what);
        }
    }
    return SUP_OK;
}

void sup__hint(struct sup_error *error, const char *format, ...)
{
    va_list arguments;

    if (error == NULL) {
        return;
    }
    va_start(arguments, format);
    sup__vformat(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
    keep_one_line(error->hint);
}

void sup__field_prefix(struct sup_error *error, const char *prefix)
{
    char field[SUP_ERROR_FIELD_SIZE];

    if (error == NULL) {
        return;
    }
    memcpy(field, error->field, sizeof field);
    sup__format(error->field, sizeof error->field, "%s%s", prefix, field);
}

void sup__error_clear(struct sup_error *error)
{
    if (error != NULL) {
        memset(error, 0, sizeof *error);
        error->size = (uint32_t)sizeof *error;
    }
}

int32_t sup_message_count(void)
{
    return MESSAGES_COUNT;
}

const struct sup_message *sup_message_at(int32_t index)
{
    return index >= 0 && index < MESSAGES_COUNT ? &messages[index] : NULL;
}

const char *sup_message_name(int32_t message_id)
{
    const struct sup_message *known = message_find(message_id);

    return known != NULL ? known->name : "";
}

int32_t sup_error_is_retryable(const struct sup_error *error)
{
    if (error == NULL) {
        return 0;
    }
    switch (error->message_id) {
    case 0:
        return error->code == SUP_BUSY || error->code == SUP_IO || error->code == SUP_NOMEM;
    case SUP_MSG_NOMEM:
    case SUP_MSG_STORE_BUSY:
    case SUP_MSG_STORE_STOPPED:
    case SUP_MSG_STORE_IO:
    case SUP_MSG_STORE_FULL:
    case SUP_MSG_RANDOM:
        return 1;
    default:
        return 0;
    }
}

const char *sup_code_name(int32_t code)
{
    static const char *const names[] = {
        "OK",   "INVALID", "NOT_FOUND", "EXISTS", "CONFLICT", "REFUSED",     "LIMIT",
        "BUSY", "IO",      "CORRUPT",   "NOMEM",  "MISUSE",   "UNSUPPORTED", "FORKED",
    };
    enum { NAMES_COUNT = sizeof names / sizeof names[0] };

    if (code > 0 || code <= -NAMES_COUNT) {
        return "UNKNOWN";
    }
    return names[-code];
}
