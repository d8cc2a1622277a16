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

void sheet_facts(struct sheet *sheet, const struct sup_reported_fact *facts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        char time[INSTANT_TEXT_SIZE];
        instant_write_brief(facts[i].at_ms, time);
        sheet_label(sheet, i == 0 ? "Reported" : "");
        text_add_visible(&sheet->out, facts[i].name);
        text_add(&sheet->out, " = ");
        text_add_visible(&sheet->out, facts[i].value);
        text_add_format(&sheet->out, ", since %s", time);
        if (facts[i].system != NULL) {
            text_add(&sheet->out, ", by ");
            text_add_visible(&sheet->out, facts[i].system);
        }
        text_add(&sheet->out, "\n");
    }
}
