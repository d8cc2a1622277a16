/*
 * import_mapping.h: what the columns of a log mean, read from a mapping file.
 *
 * docs/import.md describes the file. In memory it is this struct: each "source" says how a value is
 * found in a row, each time and column is resolved against the log's header once. In JSON a column
 * is a pointer into the record, or into an item of a list of it.
 */
#ifndef CLI_IMPORT_MAPPING_H
#define CLI_IMPORT_MAPPING_H

#include "import_arena.h"
#include "import_pointer.h"
#include "import_record.h"
#include "program.h"
#include "when.h"

enum {
    MAP_TIMES_MAX = 16,
    MAP_FACTS_MAX = 32,
    MAP_MESSAGES_MAX = 8,
    MAP_TIME_TEXT_MAX = 48,
    MAP_IDENTITIES_MAX = 16,
    MAP_TESTS_MAX = 8,
    MAP_TAGS_MAX = 8,
    MAP_REFERENCES_MAX = 8,
    MAP_REPORTS_MAX = 16,
    MAP_SURVEYS_MAX = 8
};

/** A list in a record of JSON; what is said with it is said for each item. */
struct map_each {
    struct pointer list;
};

/** A column of the log, by the text of its header or by its number, or by a pointer. */
struct map_column {
    struct map_column *next;     /* all columns that the mapping names */
    const char *name;            /* NULL when it goes by number */
    size_t number;               /* from 1 */
    size_t index;                /* from 0; in CSV set by mapping_bind() */
    struct pointer pointer;      /* JSON */
    const struct map_each *each; /* of whose items it is; NULL: of the record */
    int64_t line;                /* of the mapping file */
};

/** A piece of a template: literal text, a column or the line's number. */
struct map_piece {
    struct map_piece *next;
    const char *text; /* NULL when it is not literal */
    size_t bytes;
    const struct map_column *column; /* NULL: the line's number */
};

struct map_template {
    const struct map_piece *pieces;
    int is_set;
};

/** One text of the log and what it is here; `code` NULL: known, and does nothing. */
struct map_value {
    struct map_value *next;
    const char *text;
    size_t bytes;
    const char *code;
};

enum map_unknown { UNKNOWN_STOP, UNKNOWN_KEEP, UNKNOWN_CODE, UNKNOWN_AS_IS, UNKNOWN_USE };
enum map_missing { MISSING_KEEP, MISSING_NONE, MISSING_STOP, MISSING_USE };

/** How a value is found in a row. */
struct map_source {
    const char *what; /* "team"; NULL when the mapping does not have it */
    const char *use;  /* this always, and nothing else is looked at */
    const struct map_column *column;
    const struct map_value *values;
    enum map_unknown otherwise;
    enum map_missing missing;
    const char *otherwise_use;
    const char *missing_use;
};

enum time_missing { TIME_STOP, TIME_ROW, TIME_SKIP };

/** Written as a format says, as RFC 3339, or as seconds since 1970. */
enum time_form { FORM_CLOCK, FORM_RFC3339, FORM_UNIX, FORM_UNIX_MS };

struct map_time {
    const char *name;
    const struct map_column *column;
    const char *format; /* of `form` FORM_CLOCK */
    enum time_form form;
    struct when_zone *zone;
    struct map_time *next; /* of those that have no name */
    enum time_missing missing;
    char seen[MAP_TIME_TEXT_MAX]; /* the last text that was read, and what it was */
    size_t seen_bytes;
    int64_t seen_ms;
};

/** Something that must be so: a member that is NULL or 0 does not ask. */
struct map_test {
    struct map_test *next;
    const struct map_column *column;
    const struct map_value *is;
    const struct map_value *is_not;
    const struct map_column *same_as;
    const struct map_column *differs_from;
    int is_present; /* 1: has a value, -1: has none */
};

/** When something happens: all of these; always when there is none. */
struct map_when {
    const struct map_test *tests;
};

/** A value that is said: a field's, or a fact's about a thing outside. */
struct map_said {
    struct map_said *next;
    const char *name;
    struct map_when when;
    struct map_template text;
    struct map_source source;
    struct map_time *time;
    const struct map_column *amount; /* with a currency behind it, unless that is missing */
    const struct map_column *currency;
    const char *currency_use;
    int is_money;                  /* the desk gives amounts the decimals of their currency */
    const struct map_each *sum_of; /* the amount is a sum over these */
    struct map_when sum_when;
};

/** One way to know the customer. */
struct map_identity {
    struct map_identity *next;
    const char *kind;
    const char *system; /* NULL: the kind is the same in every system */
    const struct map_column *column;
    struct map_when when;
    int is_optional; /* a value that is none of its kind is left out */
    int is_verified;
};

/** Tags from a text or a list. */
struct map_tags {
    struct map_tags *next;
    const struct map_each *each;
    const struct map_column *column;
    char separator; /* of a text with many; NUL: it is one */
};

struct map_reference {
    struct map_reference *next;
    const char *system;
    const char *kind;
    const struct map_column *column;
};

struct map_fact {
    struct map_template name; /* columns in it are made codes */
    struct map_template value;
};

/** What is said about a thing outside the desk. */
struct map_report {
    struct map_report *next;
    const struct map_each *each;
    struct map_when when;
    const char *system;
    const char *kind;
    struct map_template id;
    struct map_template label;
    struct map_template event; /* its own id in the other system */
    struct map_time *at;       /* NULL: the row's */
    const struct map_said *facts;
};

/** What somebody was asked and answered. */
struct map_survey {
    struct map_survey *next;
    const struct map_each *each;
    struct map_when when;
    const char *system;
    int32_t kind; /* enum sup_survey_kind */
    struct map_template id;
    struct map_source score;
    struct map_template comment;
    struct map_time *at;    /* of the answer; NULL: the row's */
    struct map_time *asked; /* NULL: not told */
};

/** Files that came with a message: where they are kept, and what is said about them. */
struct map_attachments {
    const struct map_each *each;
    struct map_template location;
    struct map_template name;
    struct map_template type;
    struct map_template digest;
    const struct map_column *size; /* NULL: not told */
};

struct map_message {
    const struct map_each *each;
    struct map_when when;
    int32_t operation; /* ticket.receive, reply or note */
    int32_t is_automated;
    struct map_template body;
    struct map_template id; /* its id in the other system */
    struct map_time *at;    /* NULL: the row's */
    struct map_source channel;
    const struct map_attachments *attachments; /* NULL: none are told */
    struct map_template agent;                 /* the name of who wrote it */
};

/** The time of a move to a status, when it is not the row's. */
struct map_status_time {
    struct map_status_time *next;
    const char *status;
    int time;
};

/** Whether each line of a JSON file is a text of its own. */
enum map_lines { LINES_BY_CONTENT, LINES_NO, LINES_YES };

enum map_declare { DECLARE_TEAMS = 1, DECLARE_REASONS = 2, DECLARE_CHANNELS = 4 };

struct mapping {
    struct arena arena;
    const char *path;
    const char *log;
    int is_json;
    enum map_lines lines;
    struct pointer *records; /* where they are in a line or document: the first that is there */
    size_t record_count;
    char separator;                  /* of CSV */
    const struct map_value *missing; /* texts that mean "no value" */
    unsigned declares;               /* enum map_declare */
    struct map_column *columns;
    size_t column_count;

    const struct map_column *key; /* NULL: records are about no tickets */
    int is_of_known;              /* records are about tickets that are there, and make none */
    const char *system;
    const char *kind;

    struct map_time times[MAP_TIMES_MAX];
    int time_count;
    int time_row; /* which of them; the next likewise */
    int time_open;
    struct map_time *own_times; /* those without a name */

    struct map_template subject;
    struct map_source channel;
    const char **tags;
    uint32_t tag_count;
    const struct map_reference *references;
    const struct map_identity *identities; /* of the customer */
    struct map_template customer_name;
    const struct map_report *customer_report; /* NULL: nothing is said about them */
    const struct map_report *reports;
    const struct map_survey *surveys;

    struct map_fact facts[MAP_FACTS_MAX];
    int fact_count;
    struct map_source priority;
    struct map_source reason;
    struct map_source status;
    const struct map_status_time *status_times;
    struct map_source team;
    struct map_source agent;
    const struct map_column *increases;
    char increases_fact[64]; /* "count.<code of the column>" */
    struct map_when assign_when;
    struct map_message messages[MAP_MESSAGES_MAX];
    int message_count;
    const struct map_tags *set_tags;
    const struct map_said *fields;
};

/** Read a mapping file. @return EXIT_OK or the exit code after the error was told with file and
 *  line; mapping_free() either way */
int mapping_load(const struct program *program, const char *path, struct mapping *mapping);

/** Find the columns in a log's header. @return EXIT_OK or an exit code */
int mapping_bind(const struct program *program, struct mapping *mapping, const char *log_path,
                 const struct record *header);

void mapping_free(struct mapping *mapping);

/** The status's time, by its place in `times`. */
int mapping_status_time(const struct mapping *mapping, const char *status);

#endif
