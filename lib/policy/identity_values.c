/*
 * identity_values.c: one written form for each identity. ASCII only: no locale decides who is who.
 */
#include "policy/identities.h"

#include <string.h>

enum {
    LOCAL_MAX = 64,    /* RFC 5321, section 4.5.3.1.1 */
    ADDRESS_MAX = 254, /* section 4.5.3.1.3, without the angle brackets */
    DIGITS_MIN = 8,
    DIGITS_MAX = 15 /* ITU-T E.164, section 6 */
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int is_blank(char c)
{
    return (c >= 0 && c <= ' ') || c == 0x7f;
}

/* Without spaces around it, small in ASCII. What has spaces or controls inside is none. */
static const char *plain(const char *value, char *out, const char *what_blank)
{
    size_t bytes = strlen(value);

    while (bytes > 0 && *value == ' ') {
        value++;
        bytes--;
    }
    while (bytes > 0 && value[bytes - 1] == ' ') {
        bytes--;
    }
    if (bytes == 0) {
        return "it is empty";
    }
    if (bytes > SUP_IDENTITY_BYTES_MAX) {
        return "it is longer than 255 bytes";
    }
    for (size_t i = 0; i < bytes; i++) {
        if (is_blank(value[i])) {
            return what_blank;
        }
        out[i] = small(value[i]);
    }
    out[bytes] = '\0';
    return NULL;
}

static const char *email(const char *value, char *out)
{
    const char *wrong = plain(value, out, "an e-mail address has no spaces");
    const char *at = wrong == NULL ? strchr(out, '@') : NULL;

    if (wrong != NULL) {
        return wrong;
    }
    if (at == NULL || strchr(at + 1, '@') != NULL) {
        return "an e-mail address has one @";
    }
    if (at == out || at - out > LOCAL_MAX) {
        return "an e-mail address has 1 to 64 bytes before the @";
    }
    if (strlen(out) > ADDRESS_MAX) {
        return "an e-mail address has at most 254 bytes";
    }
    if (at[1] == '\0' || at[1] == '.' || out[strlen(out) - 1] == '.' || strstr(at, "..") != NULL) {
        return "what follows the @ is not the name of a domain";
    }
    return NULL;
}

/* +49 (0)30 means +49 30, but +39 (0)6 means +39 06: nobody can tell without the country's plan. */
static const char *phone(const char *value, char *out)
{
    static const char between[] = " -.()/";
    size_t bytes = 0;

    if (strstr(value, "(0)") != NULL) {
        return "with (0) it is not clear which digits are dialled: leave it out, or its brackets";
    }
    for (; *value != '\0'; value++) {
        if (strchr(between, *value) != NULL) {
            continue;
        }
        if (!(*value >= '0' && *value <= '9') && !(*value == '+' && bytes == 0)) {
            return "a phone number has digits, and a + before them";
        }
        if (bytes == DIGITS_MAX + 2) { /* 00 in place of + */
            return "a phone number has at most 15 digits";
        }
        out[bytes++] = *value;
    }
    out[bytes] = '\0';
    if (strncmp(out, "00", 2) == 0) {
        out[0] = '+';
        memmove(out + 1, out + 2, bytes - 1);
        bytes--;
    }
    if (out[0] != '+') {
        return "a phone number begins with + and the code of its country, which you know";
    }
    if (out[1] == '0') {
        return "no country's code begins with 0";
    }
    if (bytes - 1 < DIGITS_MIN || bytes - 1 > DIGITS_MAX) {
        return "a phone number has 8 to 15 digits";
    }
    return NULL;
}

static const char *handle(const char *value, char *out)
{
    const char *wrong = plain(value, out, "a handle has no spaces");

    if (wrong == NULL && out[0] == '@') {
        memmove(out, out + 1, strlen(out));
    }
    return wrong == NULL && out[0] == '\0' ? "it is empty" : wrong;
}

static const char *text(const char *value, char *out)
{
    size_t bytes = strlen(value);

    if (bytes == 0) {
        return "it is empty";
    }
    if (bytes > SUP_IDENTITY_BYTES_MAX) {
        return "it is longer than 255 bytes";
    }
    memcpy(out, value, bytes + 1);
    return NULL;
}

const char *sup__identity_normalise(int32_t form, const char *value,
                                    char out[SUP_IDENTITY_BYTES_MAX + 1])
{
    switch (form) {
    case SUP__IDENTITY_EMAIL:
        return email(value, out);
    case SUP__IDENTITY_PHONE:
        return phone(value, out);
    case SUP__IDENTITY_HANDLE:
        return handle(value, out);
    default:
        return text(value, out);
    }
}
