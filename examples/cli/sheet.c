/*
 * sheet.c: labels, values wrapped beside them.
 */
#include "sheet.h"

#include "instant.h"

void sheet_label(struct sheet *sheet, const char *label)
{
    text_add_format(&sheet->out, "%s%-*s%s", term_color(&sheet->program->term, COLOR_DIM),
                    SHEET_LABEL_WIDTH, label, term_plain(&sheet->program->term));
}

void sheet_line(struct sheet *sheet, const char *label, const char *value)
{
    if (value != NULL && *value != '\0') {
        sheet_label(sheet, label);
        text_add_wrapped(&sheet->out, value, sheet->program->term.width, SHEET_LABEL_WIDTH,
                         SHEET_LABEL_WIDTH);
        text_add(&sheet->out, "\n");
    }
}

void sheet_time(struct sheet *sheet, const char *label, int64_t ms)
{
    if (ms != 0) {
        char time[INSTANT_TEXT_SIZE];
        instant_write_brief(ms, time);
        sheet_label(sheet, label);
        text_add_format(&sheet->out, "%s UTC\n", time);
    }
}

void sheet_names(struct sheet *sheet, const char *label, const char *const *names, uint32_t count)
{
    struct text list = {0};
    text_add_names(&list, names, count);
    sheet_line(sheet, label, list.data);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}
