/*
 * import_mapping.h: what the columns of a log mean, read from a mapping file.
 *
 * docs/import.md describes the file. In memory it is this struct: each "source" says how a value is
 * found in a row, each time and column is resolved against the log's header once.
 */
#ifndef CLI_IMPORT_MAPPING_H
#define CLI_IMPORT_MAPPING_H

#include "csv.h"
#include "import_arena.h"
#include "program.h"
#include "when.h"

enum { MAP_TIMES_MAX = 16, MAP_FACTS_MAX = 32, MAP_MESSAGES_MAX = 8, MAP_TIME_TEXT_MAX = 48 };

/** A column of the log, by the text of its header or by its number. */
struct map_column {
    struct map_column *next; /* all columns that the mapping names */
    const char *name;        /* NULL when it goes by number */
    size_t number;           /* from 1 */
    size_t index;            /* from 0, set by mapping_bind() */
    int64_t line;            /* of the mapping file */
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

struct map_time {
    const char *name;
    const struct map_column *column;
    const char *format;
    struct when_zone *zone;
    enum time_missing missing;
    char seen[MAP_TIME_TEXT_MAX]; /* the last text that was read, and what it was */
    size_t seen_bytes;
    int64_t seen_ms;
};

/** When something happens: the column's value is one of a list; always when there is no column. */
struct map_when {
    const struct map_column *column;
    const struct map_value *is;
};

struct map_fact {
    struct map_template name; /* columns in it are made codes */
    struct map_template value;
};

struct map_message {
    struct map_when when;
    int32_t operation; /* ticket.receive, reply or note */
    int32_t is_automated;
    struct map_template body;
};

/** The time of a move to a status, when it is not the row's. */
struct map_status_time {
    struct map_status_time *next;
    const char *status;
    int time;
};

enum map_declare { DECLARE_TEAMS = 1, DECLARE_REASONS = 2, DECLARE_CHANNELS = 4 };

struct mapping {
    struct arena arena;
    const char *path;
    const char *log;
    char separator;
    const struct map_value *missing; /* texts that mean "no value" */
    unsigned declares;               /* enum map_declare */
    struct map_column *columns;

    const struct map_column *key;
    const char *system;
    const char *kind;

    struct map_time times[MAP_TIMES_MAX];
    int time_count;
    int time_row; /* which of them; the next likewise */
    int time_open;

    struct map_template subject;
    struct map_source channel;
    const char **tags;
    uint32_t tag_count;
    const struct map_column *customer; /* NULL: not known */
    const char *customer_system;
    const char *customer_kind;
    struct map_template customer_name;

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
};

/** Read a mapping file. @return EXIT_OK or the exit code after the error was told with file and
 *  line; mapping_free() either way */
int mapping_load(const struct program *program, const char *path, struct mapping *mapping);

/** Find the columns in a log's header. @return EXIT_OK or an exit code */
int mapping_bind(const struct program *program, struct mapping *mapping, const char *log_path,
                 const struct csv_record *header);

void mapping_free(struct mapping *mapping);

/** The status's time, by its place in `times`. */
int mapping_status_time(const struct mapping *mapping, const char *status);

#endif
