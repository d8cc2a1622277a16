/*
 * attachments.c: files that came with messages: checked when they are told, and read with a thread.
 */
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <string.h>

/* Hexadecimal digits of the algorithms whose length is known; others have an even number. */
static const struct {
    const char *algorithm;
    size_t digits;
} algorithms[] = {{"md5", 32},    {"sha1", 40},   {"sha224", 56},
                  {"sha256", 64}, {"sha384", 96}, {"sha512", 128}};

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static int is_digest(const char *text)
{
    size_t name = strcspn(text, ":");
    size_t digits = text[name] ? strlen(text + name + 1) : 0;
    for (size_t i = 0; i < name; i++) {
        if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9') ||
              text[i] == '-' || text[i] == '_')) {
            return 0;
        }
    }
    for (size_t i = 0; i < digits; i++) {
        if (!is_hex(text[name + 1 + i])) {
            return 0;
        }
    }
    for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++) {
        if (strlen(algorithms[i].algorithm) == name &&
            strncmp(algorithms[i].algorithm, text, name) == 0) {
            return digits == algorithms[i].digits;
        }
    }
    return name && digits && digits % 2 == 0;
}

int32_t sup__check_attachments(struct sup__unit *unit, const struct sup_attachment *items,
                               uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].digest && !is_digest(items[i].digest)) {
            char field[SUP_ERROR_FIELD_SIZE];
            sup__format(field, sizeof field, "attachments/%u/digest", i);
            return sup__fail(unit->error, SUP_MSG_ATTACHMENT_DIGEST, field,
                             "'%.80s' is not a digest", items[i].digest);
        }
    }
    return SUP_OK;
}
