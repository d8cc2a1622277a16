/*
 * keys.c: reads a key file. Nothing that it says holds a part of a key.
 */
#include "keys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LINE_SIZE = 512 };

static const char format_hint[] = "a line is id=hexadecimal, 16 to 64 bytes: k1=000102...";

void keys_wipe(struct keys *keys)
{
    volatile unsigned char *byte = (volatile unsigned char *)keys;
    for (size_t i = 0; i < sizeof *keys; i++) {
        byte[i] = 0;
    }
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* Hexadecimal to bytes; the answer is their number, 0 when it is not a key. */
static size_t read_hex(const char *hex, unsigned char *bytes)
{
    size_t digits = strlen(hex);
    if (digits % 2 != 0 || digits < 2 * SUP_CHAIN_KEY_BYTES_MIN ||
        digits > 2 * SUP_CHAIN_KEY_BYTES_MAX) {
        return 0;
    }
    for (size_t i = 0; i < digits / 2; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return 0;
        }
        bytes[i] = (unsigned char)(high * 16 + low);
    }
    return digits / 2;
}

/* Take one line; NULL, or what is wrong with it. */
static const char *read_line(struct keys *keys, char *line)
{
    size_t length = strcspn(line, "\r\n");
    if (line[length] == '\0' && length == LINE_SIZE - 1) {
        return "is too long";
    }
    line[length] = '\0';
    if (*line == '\0' || *line == '#') {
        return NULL;
    }
    char *equals = strchr(line, '=');
    if (equals == NULL || equals == line || (size_t)(equals - line) >= sizeof keys->ids[0]) {
        return "is not id=hexadecimal";
    }
    if (keys->count == SUP_CHAIN_KEYS_MAX) {
        return "is one key too many";
    }
    uint32_t index = keys->count;
    *equals = '\0';
    strcpy(keys->ids[index], line);
    size_t bytes = read_hex(equals + 1, keys->bytes[index]);
    if (bytes == 0) {
        return "has a key that is not 16 to 64 bytes in hexadecimal";
    }
    keys->items[index] = (struct sup_chain_key){keys->ids[index], keys->bytes[index], bytes};
    keys->count++;
    return NULL;
}

int keys_read(const struct program *program, struct keys *keys)
{
    char line[LINE_SIZE];
    int code = EXIT_OK, number = 0;
    *keys = (struct keys){.count = 0};
    if (program->key_file == NULL) {
        return EXIT_OK;
    }
    FILE *file = fopen(program->key_file, "r");
    if (file == NULL) {
        return program_fail(program, errno == ENOENT ? SUP_NOT_FOUND : SUP_IO, NULL,
                            "cannot read the key file %s: %s", program->key_file, strerror(errno));
    }
    setvbuf(file, NULL, _IONBF, 0); /* no copy of the keys in a buffer of the C library */
    struct stat status;
    if (fstat(fileno(file), &status) == 0 && (status.st_mode & (S_IROTH | S_IWOTH)) != 0) {
        program_note(program, "supportcore: warning: others may read the key file %s",
                     program->key_file);
    }
    while (code == EXIT_OK && fgets(line, sizeof line, file) != NULL) {
        number++;
        const char *problem = read_line(keys, line);
        if (problem != NULL) {
            code = program_fail(program, SUP_INVALID, format_hint, "%s: line %d %s",
                                program->key_file, number, problem);
        }
    }
    if (code == EXIT_OK && ferror(file)) {
        code = program_fail(program, SUP_IO, NULL, "cannot read the key file %s: %s",
                            program->key_file, strerror(errno));
    } else if (code == EXIT_OK && keys->count == 0) {
        code = program_fail(program, SUP_INVALID, format_hint, "the key file %s holds no key",
                            program->key_file);
    }
    fclose(file);
    for (size_t i = 0; i < sizeof line; i++) {
        ((volatile char *)line)[i] = 0;
    }
    return code;
}
