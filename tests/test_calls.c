/*
 * test_calls.c: how many times an operation goes to the store, begin and commit included. On a
 * store across a network each is a round trip, so the numbers are promises: at most so many, and no
 * more when the desk is large.
 *
 * A change of a ticket by an agent is, on a handle that has nothing in hand: begin, the content's
 * number, head, agent, ticket; the event (and its text); ticket, head, commit: 9 with an event
 * without text. In a row of changes by the same agent head, agent and ticket are at hand: 6.
 *
 * What an event does to timers is one write for each timer that begins or ends, most of them when a
 * ticket is opened (six or seven) and when it is solved; runs that are not in hand are read in one
 * call, and the number of the last run of a metric in another.
 *
 * A ticket of a desk with floors has a visit and a timer of its floor: two or three calls when it
 * is opened, four or five when it is solved, with the time limit on the agenda. Where its rules ask
 * about tags, other tags are nine more, for what is known about the ticket; when one matches, the
 * ticket rises, is handed over and told about, and is promised other things.
 *
 * The policy of these cases asks for reports when a ticket is opened, which takes two calls for an
 * order and three for a customer; test_opening_facts.c tells that nothing is read for one that does
 * not ask.
 */
#include "fault_cases.h"

/* Calls of the cases in fault_cases.c: when the same agent has just changed the same ticket, and
 * when somebody else has written since. */
static const struct {
    const char *name;
    int32_t warm;
    int32_t cold;
} bounds[] = {
    {"a new agent", 11, 12},
    {"an agent who leaves", 15, 16},
    {"one agent", 5, 5},
    {"agents", 5, 5},
    {"a break", 10, 12},
    {"sessions", 5, 5},
    {"a new customer", 12, 14},
    {"a known customer", 10, 12},
    {"who writes", 15, 17},
    {"somebody new writes", 15, 17},
    {"a merge", 20, 22},
    {"a merge undone", 25, 27}, /* the latest of what counts for either, and a parting each */
    {"an erasure", 206, 208},
    {"an export", 224, 224},
    {"a survey", 13, 15},
    {"a survey of a person", 10, 11},
    {"an answer", 13, 15},
    {"an answer said before", 5, 6},
    {"an answer corrected", 14, 15},
    {"surveys", 5, 5},
    {"surveys about a ticket", 10, 10},
    {"surveys of a person", 9, 9},
    {"a review", 17, 19},
    {"a review given anew", 17, 18},
    {"a rating", 13, 16},
    {"reviews", 8, 8},
    {"reviews of a ticket", 10, 10},
    {"a sample", 5, 5},
    {"agents for a load", 5, 5},
    {"open time added", 5, 5},
    {"open time taken away", 5, 5},
    {"open time between", 5, 5},
    {"open or not", 5, 5},
    {"the next opening", 5, 5},
    {"the next close", 5, 5},
    {"open intervals", 5, 5},
    {"one customer", 9, 9},
    {"a watcher", 12, 14},
    {"a watcher less", 13, 15},
    {"a reminder", 13, 15},
    {"a reminder less", 13, 15},
    {"what may be given", 29, 29},
    {"a refund", 44, 46},
    {"a refund to be approved", 35, 37},
    {"a refund begun", 46, 48},
    {"a refund confirmed", 24, 25},
    {"a refund that failed", 20, 21},
    {"a refund taken back", 20, 22},
    {"an approval", 42, 43},
    {"a rejection", 23, 24},
    {"a request explained", 8, 8},
    {"what waits for approval", 6, 6},
    {"what may be given at all", 27, 27},
    {"precedents", 7, 7},
    {"a week of decisions", 5, 5},
    {"a refund that nobody asked for", 19, 20},
    {"a refund for an order", 12, 13},
    {"a refund reported again", 4, 5},
    {"a refund confirmed by a report", 24, 25},
    {"the ledger of a customer", 17, 17},
    {"the ledger of a team", 6, 6},
    {"a link", 10, 13},
    {"a link less", 12, 14},
    {"an original solved", 45, 47},
    {"two tickets made one", 72, 74},
    {"one ticket made two", 76, 78},
    {"a message to a merged ticket", 13, 14},
    {"a split", 46, 49},
    {"a ticket with links", 16, 16},
    {"a ticket", 45, 47},
    {"a message", 10, 12},
    {"a message seen before", 10, 12},
    {"a message that answers another", 14, 16},
    {"a message deep in a thread", 11, 13},
    {"a message about an order", 26, 27},
    {"a message that opens a ticket", 37, 39},
    {"a message after the auto-close", 34, 35},
    {"a note", 8, 10},
    {"a move", 17, 20},
    {"a priority", 7, 10},
    {"a reason", 9, 12},
    {"an assignment", 6, 9},
    {"a transfer", 11, 13},
    {"tags", 51, 54},
    {"fewer tags", 17, 20},
    {"references", 11, 14},
    {"fewer references", 10, 13},
    {"a report", 18, 20},
    {"more of an order", 13, 14},
    {"a date that a promise waits for", 22, 23},
    {"a report made before", 6, 7},
    {"a report about a customer", 16, 18},
    {"a customer's report made before", 6, 7},
    {"an order", 7, 7},
    {"facts", 10, 13},
    {"fields", 10, 14},
    {"a ticket with fields", 18, 20},
    {"tickets by a field", 7, 7},
    {"a context", 9, 9},
    {"a handover", 30, 30},
    {"timers", 7, 7},
    {"a guide", 4, 4},
    {"an explanation", 7, 7},
    {"a cause", 13, 15},
    {"a late end", 18, 20},
    {"misses", 6, 6},
    {"misses by cause", 5, 5},
    {"a way up", 16, 18},
    {"a way up without evidence", 9, 12},
    {"a way up that its customer asks for", 5, 7},
    {"a way down", 22, 23},
    {"a signature", 34, 35},
    {"a signature of a solution", 15, 16},
    {"a solution that nobody signed", 9, 12},
    {"evidence", 9, 11},
    {"a signature that refuses", 14, 15},
    {"a risk", 48, 50},
    {"a tick after the floors' times", 182, 183},
    {"a floor explained", 17, 17},
    {"tickets by floor", 10, 10},
    {"floors in figures", 8, 8},
    {"what breaks next", 8, 8},
    {"one ticket", 8, 8},
    {"tickets", 6, 6},
    {"tickets of a customer", 6, 6},
    {"tickets of who is known by an address", 8, 8},
    {"tickets by priority", 7, 7},
    {"tickets by tag", 7, 7},
    {"a thread", 8, 8},
    {"a new policy", 33, 34},
    {"a policy that was active", 32, 33},
    {"a policy check", 7, 7}, /* each of two agents whom it names is looked at twice */
    {"the policy", 5, 5},
    {"events", 4, 4},
    {"the head", 3, 3},
    {"a tick", 23, 24},
    {"what is due", 4, 4},
    {"the summary", 14, 14},
    {"a consumer's events", 5, 5},
    {"an acknowledgement", 4, 5},
    {"an import's mark", 4, 5},
    {"an import's position", 4, 4},
    {"a refused reply", 8, 11},
    {"a refusal after an auto-close", 25, 28},
    {"a refused actor", 6, 9},
    {"an unknown ticket", 3, 5},
    {"a batch", 30, 32},
    {"a request in JSON", 22, 24},
    {"imported history", 35, 36},
};

static const struct fault_case *case_of(const char *name)
{
    for (size_t i = 0; i < fault_case_count; i++) {
        if (strcmp(fault_cases[i].name, name) == 0) {
            return &fault_cases[i];
        }
    }
    fail_msg("there is no case '%s'", name);
    return NULL;
}

static void write_by_the_handle(struct desk *desk)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "x"));
}

static void write_by_another(struct desk *desk)
{
    struct desk other = {.store = desk->store, .now_ms = desk->now_ms};

    desk_open(&other);
    write_by_the_handle(&other);
    sup_close(other.core);
}

/* How often one case goes to the store, on a desk with so many tickets more. */
static int64_t calls_of(const struct fault_case *fault, int is_cold, int tickets)
{
    struct fault_world world;
    char *text = NULL;
    int64_t before;
    int64_t calls;

    fault_world_open(&world);
    for (int i = 0; i < tickets; i++) {
        desk_ok(&world.desk, by_ben(&world.desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "More"));
    }
    if (is_cold) {
        write_by_another(&world.desk);
    } else {
        write_by_the_handle(&world.desk);
    }
    before = sup_storage_calls(world.desk.core);
    assert_int_equal(fault_case_run(&world, fault, &text), fault->code);
    calls = sup_storage_calls(world.desk.core) - before;
    free(text);
    fault_world_close(&world);
    return calls;
}

static void every_operation_keeps_within_its_calls_on_a_small_desk_and_a_larger_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        const struct fault_case *fault = case_of(bounds[i].name);
        int64_t warm = calls_of(fault, 0, 0);
        int64_t cold = calls_of(fault, 1, 0);
        int64_t large = calls_of(fault, 1, 60);

        /* Who has tickets is asked what they are about, in one call for each order. */
        int is_asked = strcmp(bounds[i].name, "a message that opens a ticket") == 0;

        if (warm > bounds[i].warm || cold > bounds[i].cold) {
            fail_msg("%s: %d calls (at most %d), cold %d (at most %d)", bounds[i].name, (int)warm,
                     (int)bounds[i].warm, (int)cold, (int)bounds[i].cold);
        }
        if (large > cold + is_asked || large > bounds[i].cold) {
            fail_msg("%s: %d calls on a small desk, %d on a larger one", bounds[i].name, (int)cold,
                     (int)large);
        }
    }
}

static void what_takes_a_key_pays_three_calls_for_it(void **state)
{
    struct fault_world world;
    struct desk *desk = &world.desk;
    int64_t counts[3];

    (void)state;
    fault_world_open(&world);
    write_by_the_handle(desk);
    for (int i = 0; i < 3; i++) { /* without a key, with one, and the same again */
        int64_t before = sup_storage_calls(desk->core);

        desk_ok(
            desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "y", .idempotency_key = i ? "k" : NULL));
        counts[i] = sup_storage_calls(desk->core) - before;
    }
    assert_int_equal(counts[1] - counts[0], 3); /* look it up, forget old ones, keep it */
    assert_true(counts[2] <= 4);
    fault_world_close(&world);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_operation_keeps_within_its_calls_on_a_small_desk_and_a_larger_one),
    cmocka_unit_test(what_takes_a_key_pays_three_calls_for_it),
};

DESK_MAIN(tests)
