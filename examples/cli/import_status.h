/*
 * import_status.h: when a ticket moves, for logs whose times know the future.
 *
 * A snapshot log repeats a case's final "resolved at" in each of its rows, also in rows written
 * before. So a move whose own time lies after the row, or is missing, is held: the ticket keeps the
 * fact `import.held`, "<status>@<ms of the row>", until a later row decides:
 *
 *  - its time is there and not after the row: the move is made at that time;
 *  - the row wants another status: the log's final time belongs to a later move, so this one is
 * made when its status was first seen; or not at all when its time is missing and the mapping skips
 * it.
 *
 * A log that has one row a case says in it when the case was solved and when it was closed. So a move
 * to closed, of a ticket in work, passes through solved when the row has the time of that, and it is
 * neither before what is known of the ticket nor after the closing.
 */
#ifndef CLI_IMPORT_STATUS_H
#define CLI_IMPORT_STATUS_H

#include <stddef.h>

#include "import_names.h"

#define HELD_FACT "import.held"
#define AT_FACT   "import.at" /* how late the ticket is, in milliseconds */
#define HELD_NONE "-"         /* its value when nothing is held any more */

enum { HELD_SIZE = 96, STATUS_MOVES_MAX = 3 };

/** A time of a row: given, the row's own because the mapping says so, or not known. */
enum status_time_kind { TIME_GIVEN, TIME_OF_ROW, TIME_NOT_KNOWN };

struct status_time {
    enum status_time_kind kind;
    int64_t ms;
};

struct status_facts {
    const struct name *current;
    const struct name *wanted; /* NULL: this row does not say */
    struct status_time wanted_time;
    const struct name *held; /* NULL: nothing is */
    int64_t held_ms;
    struct status_time held_time;
    int64_t row_ms;
    const struct name *solved; /* the status whose time a closing row may have; NULL: it has none */
    int64_t solved_ms;
    int64_t known_ms; /* the ticket is known to be as it is at that time */
};

struct status_plan {
    int move_count;
    struct {
        const struct name *to;
        int64_t at_ms;
    } moves[STATUS_MOVES_MAX];
    int is_released;         /* what was held is no more */
    const struct name *hold; /* hold this from the row's time on; NULL: nothing new */
};

/** Decide; a pure function of the facts. */
struct status_plan status_decide(const struct status_facts *facts);

/** Write the value of the fact. */
void held_write(const struct name *status, int64_t ms, char out[HELD_SIZE]);

/** Read it. @return 1; 0 when nothing is held */
int held_read(const char *value, const struct names *statuses, const struct name **status,
              int64_t *ms);

#endif
