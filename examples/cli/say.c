/*
 * say.c: what the program says that is not an error: results on stdout, notes on stderr.
 */
#include "program.h"

#include <stdarg.h>
#include <stdio.h>

#include "text.h"

int program_print(const struct program *program, struct text *out)
{
    int is_fine = !out->is_failed;
    if (is_fine && out->bytes > 0) {
        fwrite(out->data, 1, out->bytes, stdout);
    }
    text_free(out);
    return is_fine ? EXIT_OK : program_fail_memory(program);
}

void program_note(const struct program *program, const char *format, ...)
{
    if (program->is_quiet) {
        return;
    }
    char note[512];
    struct text line = {0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    text_add_visible(&line, note);
    if (!line.is_failed) {
        fprintf(stderr, "%s\n", line.data);
    }
    text_free(&line);
}
