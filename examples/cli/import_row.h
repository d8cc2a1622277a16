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
    const char *id;      /* NULL: not told */
    const char *channel; /* NULL: the ticket's */
    int64_t at_ms;
    struct sup_attachment *attachments;
    uint32_t attachment_count;
    const char *agent; /* the name of who wrote it; NULL: not told */
};

/** What a row says about a thing outside the desk. */
struct row_report {
    struct sup_reference reference;
    const char *label; /* NULL: not said */
    const char *event; /* likewise */
    int64_t at_ms;
    struct sup_fact *facts;
    uint32_t fact_count;
};

/** What a row says of a survey. */
struct row_survey {
    int32_t kind; /* enum sup_survey_kind */
    int32_t is_answered;
    int32_t is_asked; /* 1: and when */
    const char *system;
    const char *id;
    const char *comment; /* NULL: none */
    int64_t score;
    int64_t at_ms;
    int64_t asked_ms;
};

/* Together with what else a row makes they fit in one batch. */
enum { ROW_MESSAGES_MAX = 800, ROW_REPORTS_MAX = 64, ROW_AUTHORS_MAX = 64, ROW_SURVEYS_MAX = 16 };

/** Texts are borrowed until the next row; names are the policy's, NULL: as the ticket has it. */
struct row {
    uint64_t line;
    uint64_t offset;
    uint64_t next_offset;
    const struct record *record;
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
    struct row_message *messages; /* by their times */
    int message_count;
    const char **tags; /* codes */
    uint32_t tag_count;
    struct sup_ticket_field *fields;
    uint32_t field_count;
    struct sup_reference *references; /* the first is the case's; only to open the ticket */
    uint32_t reference_count;
    struct sup_identity *identities; /* of the customer */
    unsigned optional;               /* a bit for each identity that may be left out */
    uint32_t identity_count;
    const char *customer_name;  /* NULL: not known */
    struct row_report *reports; /* that of the customer has no id */
    uint32_t report_count;
    struct row_survey *surveys;
    uint32_t survey_count;
};

/** What rows are read with. */
struct row_reader {
    struct mapping *mapping;
    const struct desk_policy *policy;
    struct names *fact_names;
    struct arena arena;            /* of the row; reset by row_read() */
    const struct json_value *item; /* the record, or the item of a list in it */
    int64_t now_ms;
};

enum { FACT_NAMES_MAX = 65536 };

/** Read a row. @return 1; 0 when it cannot be imported: *problem says why, all but the line */
int row_read(struct row_reader *reader, const struct record *record, struct row *row,
             struct row_problem *problem);

/** The text of a template for a row, in the reader's arena; NULL when memory ran out. */
const char *row_text(struct row_reader *reader, const struct map_template *template,
                     const struct record *record);

/** 1 when no column of a template is missing: half of what it says could be wrong. */
int row_has_all(const struct row_reader *reader, const struct map_template *template,
                const struct record *record);

/** What a template says as one line, for what the desk keeps as one. */
const char *row_line(struct row_reader *reader, const struct map_template *template,
                     const struct record *record);

/** A column's text; NULL when it is missing. */
const struct csv_field *row_cell(const struct mapping *mapping, const struct map_column *column,
                                 const struct record *record);

/** Say why a row cannot be imported. @return 0 */
int row_fail(struct row_problem *problem, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The name of the policy that a source gives; NULL: none. @return 0 with the problem */
int row_name(const struct row_reader *reader, const struct map_source *source,
             const struct record *record, enum policy_list list, const struct name **name,
             struct row_problem *problem);

/** A time of a row. @return 0 with the problem */
int row_time(const struct row_reader *reader, struct map_time *time, const struct record *record,
             struct status_time *out, struct row_problem *problem);

/** Why a source gave nothing. @return 0 */
int row_fail_source(const struct map_source *source, const struct record *record, int is_missing,
                    struct row_problem *problem);

/** 1 when all that a condition asks is so. */
int row_holds(const struct mapping *mapping, const struct map_when *when,
              const struct record *record);

/** The items of a list of a record. */
struct row_each {
    const struct map_each *each;
    const struct json_value *outer;
    struct pointer_items items;
    size_t at;
};

/** Begin with the items; NULL for `each` is the record once. @return 0 when memory ran out */
int each_begin(struct row_reader *reader, const struct map_each *each, struct row_each *items);

/** Go to the next item, whose columns have their values then. @return 0 after the last */
int each_next(struct row_reader *reader, struct row_each *items, const struct record *record);

/** What is said of a thing or field; NULL in *text: nothing. @return 0 with the problem */
int row_said(struct row_reader *reader, const struct map_said *said, const struct record *record,
             const struct row *row, const char **text, struct row_problem *problem);

/** The parts of a row that are lists. @return 0 with the problem */
int row_lists(struct row_reader *reader, const struct record *record, struct row *row,
              struct row_problem *problem);

/** What it says of surveys. @return 0 with the problem */
int row_surveys(struct row_reader *reader, const struct record *record, struct row *row,
                struct row_problem *problem);

enum source_result { SOURCE_KEEP, SOURCE_NONE, SOURCE_TEXT, SOURCE_UNKNOWN, SOURCE_MISSING };

/** What a source says in a row; `text` is the code or name when the answer is SOURCE_TEXT, and may
 *  be in `made`. */
enum source_result source_find(const struct mapping *mapping, const struct map_source *source,
                               const struct record *record, struct span *text,
                               char made[CODE_SIZE]);

#endif
