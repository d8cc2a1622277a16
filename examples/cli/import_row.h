/*
 * import_row.h: what one row of a log says: the state its case should have then.
 */
#ifndef CLI_IMPORT_ROW_H
#define CLI_IMPORT_ROW_H

#include "import_code.h"
#include "import_mapping.h"
#include "import_policy.h"
#include "import_status.h"
#include "json_scan.h"

enum { PROBLEM_SIZE = 256 };

/** Why a row cannot be imported. */
struct row_problem {
    uint64_t line;
    char text[PROBLEM_SIZE];
    char hint[SUP_ERROR_HINT_SIZE];
};

enum agent_rule { AGENT_KEEP, AGENT_NONE, AGENT_NAMED };

struct row_fact {
    const struct name *name;
    const char *value;
};

struct row_message {
    int32_t operation;
    int32_t is_automated;
    const char *body;
};

/** Texts are borrowed until the next row; names are the policy's, NULL: as the ticket has it. */
struct row {
    uint64_t line;
    uint64_t offset;
    uint64_t next_offset;
    const struct csv_record *record;
    struct span key;
    int64_t at_ms;
    struct status_time times[MAP_TIMES_MAX];
    const struct name *status;
    const struct name *priority;
    const struct name *reason;
    const struct name *channel;
    const struct name *team;
    enum agent_rule agent_rule;
    struct span agent;
    int64_t count;    /* of the column that increases; -1: not known */
    int is_assigning; /* the condition of assignments holds */
    struct row_fact facts[MAP_FACTS_MAX];
    int fact_count;
    struct row_message messages[MAP_MESSAGES_MAX];
    int message_count;
};

/** What rows are read with. */
struct row_reader {
    struct mapping *mapping;
    const struct desk_policy *policy;
    struct names *fact_names;
    struct arena arena; /* of the row; reset by row_read() */
    int64_t now_ms;
};

enum { FACT_NAMES_MAX = 65536 };

/** Read a row. @return 1; 0 when it cannot be imported: *problem says why, all but the line */
int row_read(struct row_reader *reader, const struct csv_record *record, struct row *row,
             struct row_problem *problem);

/** The text of a template for a row, in the reader's arena; NULL when memory ran out. */
const char *row_text(struct row_reader *reader, const struct map_template *template,
                     const struct csv_record *record);

/** The same as one line, for what the desk keeps as one. */
const char *row_line(struct row_reader *reader, const struct map_template *template,
                     const struct csv_record *record);

/** A column's text; NULL when it is missing. */
const struct csv_field *row_cell(const struct mapping *mapping, const struct map_column *column,
                                 const struct csv_record *record);

enum source_result { SOURCE_KEEP, SOURCE_NONE, SOURCE_TEXT, SOURCE_UNKNOWN, SOURCE_MISSING };

/** What a source says in a row; `text` is the code or name when the answer is SOURCE_TEXT, and may
 *  be in `made`. */
enum source_result source_find(const struct mapping *mapping, const struct map_source *source,
                               const struct csv_record *record, struct span *text,
                               char made[CODE_SIZE]);

#endif
