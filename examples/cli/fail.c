/*
 * fail.c: how the program tells what went wrong.
 *
 * For people it is a line and a hint on stderr. With --json it is one object on stdout, where the
 * result would have been and in the form that the JSON door gives it:
 * {"error":{"code":-32002,"message":"…","data":{"code":"NOT_FOUND","hint":"…","retryable":false}}}
 */
#include "program.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "json_out.h"
#include "text.h"

int exit_code_of(int32_t code)
{
    switch (code) {
    case SUP_OK:
        return EXIT_OK;
    case SUP_REFUSED:
        return EXIT_REFUSED;
    case SUP_INVALID:
    case SUP_LIMIT:
        return EXIT_USAGE;
    case SUP_NOT_FOUND:
        return EXIT_NOT_FOUND;
    case SUP_EXISTS:
    case SUP_CONFLICT:
        return EXIT_CONFLICT;
    case SUP_BUSY:
        return EXIT_BUSY;
    case SUP_IO:
    case SUP_CORRUPT:
        return EXIT_STORAGE;
    default:
        return EXIT_UNABLE;
    }
}

static void tell_json(const struct sup_error *error)
{
    struct text out = {0};
    text_add(&out, "{\"error\":");
    json_add_error(&out, error, 0, 0);
    text_add(&out, "}\n");
    if (!out.is_failed) {
        fwrite(out.data, 1, out.bytes, stdout);
    }
    text_free(&out);
}

/* The field is worth a word when it names an input; the caller and the path are plain to see. */
static int is_field_told(const struct sup_error *error)
{
    const char *field = error->field;
    return *field != '\0' && strcmp(field, "path") != 0 && strncmp(field, "caller", 6) != 0 &&
           strstr(error->text, field) == NULL;
}

static void tell_people(const struct sup_error *error)
{
    struct text line = {0};
    text_add(&line, "supportcore: ");
    text_add_visible(&line, error->text);
    if (is_field_told(error)) {
        text_add(&line, " (");
        text_add_visible(&line, error->field);
        text_add(&line, ")");
    }
    if (*error->hint != '\0') {
        text_add(&line, "\nhint: ");
        text_add_visible(&line, error->hint);
    }
    fprintf(stderr, "%s\n", line.is_failed ? "supportcore: out of memory" : line.data);
    text_free(&line);
}

int program_fail_error(const struct program *program, const struct sup_error *error)
{
    if (program->is_json) {
        tell_json(error);
    } else {
        tell_people(error);
    }
    return exit_code_of(error->code);
}

int program_fail_last(const struct program *program)
{
    return program_fail_error(program, sup_last_error(program->core));
}

static void make(struct sup_error *error, int32_t code, const char *hint, const char *format,
                 va_list arguments)
{
    *error = (struct sup_error){.size = sizeof *error, .code = code};
    vsnprintf(error->text, sizeof error->text, format, arguments);
    snprintf(error->hint, sizeof error->hint, "%s", hint != NULL ? hint : "");
}

void program_error(struct sup_error *error, int32_t code, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    make(error, code, hint, format, arguments);
    va_end(arguments);
}

int program_fail(const struct program *program, int32_t code, const char *hint, const char *format,
                 ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct sup_error error;
    make(&error, code, hint, format, arguments);
    va_end(arguments);
    return program_fail_error(program, &error);
}

int program_fail_memory(const struct program *program)
{
    return program_fail(program, SUP_NOMEM, NULL, "out of memory");
}

int program_fail_usage(const struct program *program, const char *format, ...)
{
    char hint[SUP_ERROR_HINT_SIZE] = "supportcore --help lists the commands";
    if (program->command != NULL) {
        snprintf(hint, sizeof hint, "supportcore %s --help shows its options and examples",
                 program->command->name);
    }
    va_list arguments;
    va_start(arguments, format);
    struct sup_error error;
    make(&error, SUP_INVALID, hint, format, arguments);
    va_end(arguments);
    return program_fail_error(program, &error);
}
