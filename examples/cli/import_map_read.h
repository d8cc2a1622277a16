/*
 * import_map_read.h: reads the parts that a mapping file is made of, and tells what is wrong in
 * them.
 *
 * A reader that failed has told the error; everything after that fails at once and silently, so a
 * section is read to its end and asked once.
 */
#ifndef CLI_IMPORT_MAP_READ_H
#define CLI_IMPORT_MAP_READ_H

#include "import_json.h"
#include "import_mapping.h"

struct map_reader {
    const struct program *program;
    struct mapping *mapping;
    int code;                    /* EXIT_OK, or what the program ends with */
    const struct map_each *each; /* columns are those of its items */
};

/** Tell what is wrong at a value. */
void map_fail(struct map_reader *reader, const struct json_value *value, const char *hint,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

/** Memory from the mapping's arena. */
void *map_take(struct map_reader *reader, size_t bytes);

/** Find the members of an object. A name that is not listed is wrong, and so is a value that is no
 *  object. `found` has a place for each, NULL for those that are not there. */
void map_members(struct map_reader *reader, const struct json_value *object,
                 const char *const *names, size_t count, const struct json_value **found);

/** Tell that a member is missing that an object cannot do without. */
void map_require(struct map_reader *reader, const struct json_value *object,
                 const struct json_value *member, const char *name);

/** The first of a list of objects; NULL when there is none, or it is no list of up to `max`. */
const struct json_value *map_list(struct map_reader *reader, const struct json_value *value,
                                  const char *what, size_t max);

/** true or false; 0 when it is not there. */
int map_flag(struct map_reader *reader, const struct json_value *value, const char *what);

/** A list that "each" names: columns are those of its items until map_leave(). NULL: not there. */
const struct map_each *map_enter(struct map_reader *reader, const struct json_value *value);

/** Back to what map_enter() left. */
void map_leave(struct map_reader *reader, const struct map_each *outer);

/** The text of a string that is not empty; `fallback` when value is NULL. */
const char *map_text(struct map_reader *reader, const struct json_value *value, const char *what,
                     const char *fallback);

/** The same for a code. */
const char *map_code(struct map_reader *reader, const struct json_value *value, const char *what);

/** A column's name or number; for JSON a pointer, with ^ before it one into the record itself. */
const struct map_column *map_column(struct map_reader *reader, const struct json_value *value,
                                    const char *what);

/** Literal text with {column}, {#number} and {line}. */
struct map_template map_template(struct map_reader *reader, const struct json_value *value,
                                 const char *what);

/** The longest a template can become when each column in it has `column_bytes`; 0: no limit. */
size_t map_template_bytes(const struct map_template *template, size_t column_bytes);

/** A list of texts. */
const struct map_value *map_texts(struct map_reader *reader, const struct json_value *value,
                                  const char *what);

/** A source; codes in it are checked unless it is for names of people. */
struct map_source map_source(struct map_reader *reader, const struct json_value *value,
                             const char *what, int is_code);

/** {"column": …, "is": […]} and the like, or a list of them; always when it is not there. */
struct map_when map_when(struct map_reader *reader, const struct json_value *value);

/** The name of one of `times`, or a time of its own; NULL when it is not there. */
struct map_time *map_time(struct map_reader *reader, const struct json_value *value,
                          const char *what);

/** The place of a named time; -1 when there is none. */
int map_time_find(const struct mapping *mapping, const char *name);

/** The place of the time that a value names; that of the row when it is not there. */
int map_time_name(struct map_reader *reader, const struct json_value *value, const char *what);

/** Read what a time is into `time`. */
void map_time_read(struct map_reader *reader, const struct json_value *value,
                   struct map_time *time);

/** Values that are said, each with its name; with `is_money` the desk knows amounts as such. */
const struct map_said *map_said(struct map_reader *reader, const struct json_value *value,
                                const char *what, size_t max, int is_money);

/** The sections of a mapping that have files of their own. */
void map_read_open(struct map_reader *reader, const struct json_value *value);
void map_read_set(struct map_reader *reader, const struct json_value *value);
void map_read_customer(struct map_reader *reader, const struct json_value *value);
/** What is said about the customer: `facts`, and the system that says it. */
const struct map_report *map_customer_report(struct map_reader *reader,
                                             const struct json_value *value);

void map_read_reports(struct map_reader *reader, const struct json_value *value);
void map_read_surveys(struct map_reader *reader, const struct json_value *value);

/** Which of the words in a list separated by spaces the value is; -1 after an error. */
int map_choice(struct map_reader *reader, const struct json_value *value, const char *what,
               const char *words);

#endif
