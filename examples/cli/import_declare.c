/*
 * import_declare.c: collects the names of a log.
 */
#include "import_declare.h"

#include <string.h>

#include "import_row.h"
#include "progress.h"

enum { DECLARES = 3, WANTED_MAX = 4000 };

/* What is collected for one list of the policy. */
struct wanted {
    enum map_declare flag;
    enum policy_list list;
    const struct map_source *source;
    struct names names;
};

/* A name's label is the log's text, when the name was made of it. */
static int want(const struct mapping *mapping, struct wanted *wanted, const struct record *record)
{
    char made[CODE_SIZE], code[SUP_ERROR_TEXT_SIZE];
    struct span text = {0};
    if (source_find(mapping, wanted->source, record, &text, made) != SOURCE_TEXT ||
        text.bytes >= sizeof code) {
        return 1;
    }
    memcpy(code, text.text, text.bytes);
    code[text.bytes] = '\0';
    if (!code_is(code) || wanted->names.count >= WANTED_MAX) {
        return 1; /* told when the row is imported */
    }
    size_t count = wanted->names.count;
    struct name *name = names_add(&wanted->names, text.text, text.bytes);
    const struct csv_field *cell =
        wanted->source->column != NULL ? row_cell(mapping, wanted->source->column, record) : NULL;
    if (name != NULL && wanted->names.count > count && cell != NULL) {
        name->label = arena_copy(&wanted->names.arena, cell->text, cell->bytes);
    }
    return name != NULL && !wanted->names.arena.is_failed;
}

static int collect(const struct program *program, const struct mapping *mapping,
                   struct import_log *log, struct wanted *wanted)
{
    struct record record;
    struct progress progress;
    int result = CSV_RECORD, is_fine = 1;
    progress_begin(&progress, program, "reading names, bytes", log->bytes);
    while (is_fine && (result = input_next(&log->input, &record)) != CSV_END &&
           result != CSV_FAILED) {
        for (int i = 0; i < DECLARES && result == CSV_RECORD && is_fine; i++) {
            is_fine = !(mapping->declares & wanted[i].flag) || want(mapping, &wanted[i], &record);
        }
        if (record.line % 1000 == 0) {
            progress_step(&progress, (int64_t)record.offset);
        }
    }
    progress_end(&progress);
    if (!is_fine) {
        return program_fail_memory(program);
    }
    return result == CSV_END ? EXIT_OK : log_fail(program, log);
}

int declare_names(const struct program *program, const struct mapping *mapping,
                  struct import_log *log, struct desk_policy *policy)
{
    struct wanted wanted[DECLARES] = {
        {.flag = DECLARE_TEAMS, .list = LIST_TEAMS, .source = &mapping->team},
        {.flag = DECLARE_REASONS, .list = LIST_REASONS, .source = &mapping->reason},
        {.flag = DECLARE_CHANNELS, .list = LIST_CHANNELS, .source = &mapping->channel},
    };
    if (mapping->declares == 0) {
        return EXIT_OK;
    }
    int code = collect(program, mapping, log, wanted);
    for (int i = 0; i < DECLARES; i++) {
        if (code == EXIT_OK) {
            code = policy_extend(program, policy, wanted[i].list, &wanted[i].names);
        }
        names_free(&wanted[i].names);
    }
    return code == EXIT_OK && policy->added > 0 ? policy_activate(program, policy) : code;
}
