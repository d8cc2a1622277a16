/*
 * deskfigures: a desk's tickets in a few figures: how long until solved and closed, how often
 * reopened and reassigned.
 *
 *     deskfigures FILE
 *
 * An example of reading a desk page by page, whoever filled it.
 */
#include <supportcore.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EXIT_USAGE = 2, EXIT_NOT_FOUND = 3, EXIT_STORAGE = 6 };

/* Durations in milliseconds, as many as there are tickets that have them. */
struct durations {
    int64_t *items;
    size_t count;
    size_t room;
};

struct figures {
    struct durations until_solved;
    struct durations until_closed;
    int64_t tickets;
    int64_t reopened; /* tickets; the next is how often in all */
    int64_t reopens;
    int64_t reassigned;
    int64_t reassigns;
    int64_t liveliest_id; /* reopened most often and, of those, passed on most often */
    int64_t liveliest;
};

static int add(struct durations *durations, int64_t begin_ms, int64_t end_ms)
{
    if (end_ms == 0) {
        return 1; /* it has not come to that */
    }
    if (durations->count == durations->room) {
        size_t room = durations->room > 0 ? 2 * durations->room : 256;
        int64_t *items = realloc(durations->items, room * sizeof *items);
        if (items == NULL) {
            return 0;
        }
        durations->items = items;
        durations->room = room;
    }
    durations->items[durations->count++] = end_ms - begin_ms;
    return 1;
}

static int add_ticket(struct figures *figures, const struct sup_ticket *ticket)
{
    int64_t lively = 1000 * ticket->reopen_count + ticket->reassign_count;
    figures->tickets++;
    figures->reopens += ticket->reopen_count;
    figures->reopened += ticket->reopen_count > 0;
    figures->reassigns += ticket->reassign_count;
    figures->reassigned += ticket->reassign_count > 0;
    if (figures->liveliest_id == 0 || lively > figures->liveliest) {
        figures->liveliest_id = ticket->id;
        figures->liveliest = lively;
    }
    return add(&figures->until_solved, ticket->opened_ms, ticket->solved_ms) &&
           add(&figures->until_closed, ticket->opened_ms, ticket->closed_ms);
}

static int32_t read_tickets(sup_core *core, struct figures *figures)
{
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = time(NULL) * 1000};
    struct sup_ticket_list_params params = {.size = sizeof params, .is_ascending = 1};
    char after[SUP_LIST_AFTER_BYTES_MAX + 1];
    do {
        struct sup_ticket_list *page = NULL;
        int32_t rc = sup_ticket_list(core, &caller, &params, &page);
        if (rc != SUP_OK) {
            return rc;
        }
        for (uint32_t i = 0; i < page->count; i++) {
            if (!add_ticket(figures, &page->items[i])) {
                sup_free(page);
                return SUP_NOMEM;
            }
        }
        snprintf(after, sizeof after, "%s", page->next_after != NULL ? page->next_after : "");
        params.after = after;
        sup_free(page);
    } while (*after != '\0');
    return SUP_OK;
}

static int by_length(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* "12 d 3 h", "3 h 20 min", "20 min": two units are enough. */
static const char *in_words(int64_t ms, char text[32])
{
    int64_t minutes = (ms + 30000) / 60000;
    if (minutes >= 24 * 60) {
        snprintf(text, 32, "%" PRId64 " d %" PRId64 " h", minutes / 1440, minutes / 60 % 24);
    } else if (minutes >= 60) {
        snprintf(text, 32, "%" PRId64 " h %" PRId64 " min", minutes / 60, minutes % 60);
    } else {
        snprintf(text, 32, "%" PRId64 " min", minutes);
    }
    return text;
}

/* The shortest duration that so many in a hundred do not exceed (nearest rank). */
static int64_t percentile(const struct durations *durations, size_t percent)
{
    return durations->items[(durations->count * percent + 99) / 100 - 1];
}

static void print_durations(const char *name, struct durations *durations)
{
    char mean[32], median[32], ninetieth[32], longest[32];
    if (durations->count == 0) {
        return;
    }
    int64_t sum = 0;
    for (size_t i = 0; i < durations->count; i++) {
        sum += durations->items[i];
    }
    qsort(durations->items, durations->count, sizeof durations->items[0], by_length);
    printf("%-12s %7zu  %12s  %12s  %12s  %12s\n", name, durations->count,
           in_words(sum / (int64_t)durations->count, mean),
           in_words(percentile(durations, 50), median),
           in_words(percentile(durations, 90), ninetieth),
           in_words(durations->items[durations->count - 1], longest));
}

static void print(struct figures *figures)
{
    printf("%-12s %7s  %12s  %12s  %12s  %12s\n", "UNTIL", "TICKETS", "MEAN", "HALF WITHIN",
           "9/10 WITHIN", "LONGEST");
    print_durations("solved", &figures->until_solved);
    print_durations("closed", &figures->until_closed);
    printf("\n%" PRId64 " of %" PRId64 " tickets were reopened, %" PRId64 " times in all.\n",
           figures->reopened, figures->tickets, figures->reopens);
    printf("%" PRId64 " were reassigned, %" PRId64 " times in all.\n", figures->reassigned,
           figures->reassigns);
    if (figures->liveliest_id != 0) {
        printf("The liveliest is ticket %" PRId64 ".\n", figures->liveliest_id);
    }
}

static int fail(const struct sup_error *error, int code)
{
    fprintf(stderr, "deskfigures: %s\nhint: %s\n", error->text, error->hint);
    return code;
}

static int run(const char *path, struct sup_store **store, sup_core **core)
{
    struct sup_error error = {.size = sizeof error};
    struct sup_sqlite_options file = {.size = sizeof file, .path = path, .must_exist = 1};
    int32_t rc = sup_sqlite_open(&file, store, &error);
    if (rc != SUP_OK) {
        return fail(&error, rc == SUP_NOT_FOUND ? EXIT_NOT_FOUND : EXIT_STORAGE);
    }
    struct sup_options options = {.size = sizeof options, .store = *store};
    if (sup_open(&options, core, &error) != SUP_OK) {
        return fail(&error, EXIT_STORAGE);
    }
    struct figures figures = {0};
    rc = read_tickets(*core, &figures);
    if (rc == SUP_OK) {
        print(&figures);
    }
    free(figures.until_solved.items);
    free(figures.until_closed.items);
    return rc == SUP_OK ? EXIT_SUCCESS : fail(sup_last_error(*core), EXIT_STORAGE);
}

int main(int argc, char **argv)
{
    if (argc != 2 || argv[1][0] == '-') {
        int is_asked = argc == 2 && strcmp(argv[1], "--help") == 0;
        fputs("Usage: deskfigures FILE\n\nPrints figures about the tickets in the database FILE.\n",
              is_asked ? stdout : stderr);
        return is_asked ? EXIT_SUCCESS : EXIT_USAGE;
    }
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    int code = run(argv[1], &store, &core);
    sup_close(core);
    sup_store_close(store);
    return fflush(stdout) == 0 && !ferror(stdout) ? code : EXIT_STORAGE;
}
