/*
 * authority.c: what it costs to be asked whether something may be given.
 *
 * First the matrix alone: 200 rows (20 roles, 10 remedies, an amount each), facts by number, beside
 * a loop over the rows as one would write it in C, and beside casbin where node has it
 * (NODE_MODULES names a folder with it): the same rows and questions, and the same answers.
 *
 * Then all of authority.check with a row of eight windows, with so many old requests outside of
 * them: its storage calls, the time that sup__rule() takes in them, and what it takes besides. The
 * link of this program wraps these calls; what is done with the rows they hand out is not theirs.
 *
 * Last authority.offer where a floor holds what is executed, for a customer with 5 tickets that
 * were never above the lowest floor and for one with 2,000: what is held is looked up by what was.
 *
 * usage: authority [rounds] [most old requests] [authority_node.js]
 */
#include "bench.h"

#include "life.h"
#include "ops/authority/requests.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ROLES = 20, REMEDIES = 10, CASES = 4096, ROUNDS_MAX = 99, LOOPS = 200, CHECKS = 2000 };

/* ---- the clock, and what is not counted ---- */

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* What it takes to read that clock, which is no part of anything. */
static int64_t clock_ns;

/* The least of many, so that nothing else is in it. */
static void measure_clock(void)
{
    enum { BATCHES = 1000, READINGS = 100 };
    clock_ns = INT64_MAX;
    for (int batch = 0; batch < BATCHES; batch++) {
        int64_t begun = now_ns();
        for (int i = 0; i < READINGS - 1; i++) {
            (void)now_ns();
        }
        int64_t ns = (now_ns() - begun) / READINGS;
        clock_ns = ns < clock_ns ? ns : clock_ns;
    }
}

static int64_t rule_ns;
static int64_t storage_ns;
static int64_t overhead_ns; /* of the clock */
static int64_t storage_calls;
static int64_t ledger_scans;
static int is_ruling;

int32_t __real_sup__rule(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__asking *asking, struct sup__answer *answer);
int32_t __wrap_sup__rule(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__asking *asking, struct sup__answer *answer);
int32_t __real_sup__db_scan(struct sup__db *db, const struct sup_scan *scan, sup_row_fn fn,
                            void *context);
int32_t __wrap_sup__db_scan(struct sup__db *db, const struct sup_scan *scan, sup_row_fn fn,
                            void *context);
int32_t __real_sup__db_get(struct sup__db *db, enum sup__table table, uint32_t index,
                           const struct sup_value *key, sup_row_fn fn, void *context);
int32_t __wrap_sup__db_get(struct sup__db *db, enum sup__table table, uint32_t index,
                           const struct sup_value *key, sup_row_fn fn, void *context);
int32_t __real_sup__db_get_many(struct sup__db *db, enum sup__table table,
                                const struct sup_value *keys, uint32_t count, sup_row_fn fn,
                                void *context);
int32_t __wrap_sup__db_get_many(struct sup__db *db, enum sup__table table,
                                const struct sup_value *keys, uint32_t count, sup_row_fn fn,
                                void *context);
int32_t __real_sup__db_read_many(struct sup__db *db, const struct sup_read *reads, uint32_t count,
                                 sup_read_fn fn, void *context);
int32_t __wrap_sup__db_read_many(struct sup__db *db, const struct sup_read *reads, uint32_t count,
                                 sup_read_fn fn, void *context);

int32_t __wrap_sup__rule(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__asking *asking, struct sup__answer *answer)
{
    int64_t begun = now_ns();
    is_ruling = 1;
    int32_t rc = __real_sup__rule(unit, ticket, asking, answer);
    is_ruling = 0;
    rule_ns += now_ns() - begun;
    return rc;
}

/* A row is handed out within the call, and looked at outside of it. */
struct handing {
    sup_row_fn fn;
    void *context;
    int64_t ns;
    int64_t clocks; /* how often the clock was read for it */
};

static int32_t hand_on(void *context, const struct sup_value *values, uint32_t count)
{
    struct handing *handing = context;
    int64_t begun = now_ns();
    int32_t rc = handing->fn(handing->context, values, count);
    handing->ns += now_ns() - begun - clock_ns;
    handing->clocks += 2;
    return rc;
}

static void count_call(int64_t begun, const struct handing *handing)
{
    if (is_ruling) {
        storage_ns += now_ns() - begun - handing->ns - handing->clocks * clock_ns - clock_ns;
        overhead_ns += (handing->clocks + 2) * clock_ns;
        storage_calls++;
    }
}

int32_t __wrap_sup__db_scan(struct sup__db *db, const struct sup_scan *scan, sup_row_fn fn,
                            void *context)
{
    struct handing handing = {fn, context, 0, 0};
    int64_t begun = now_ns();
    ledger_scans += is_ruling && scan->table == SUP__T_LEDGER;
    int32_t rc = __real_sup__db_scan(db, scan, hand_on, &handing);
    count_call(begun, &handing);
    return rc;
}

int32_t __wrap_sup__db_get(struct sup__db *db, enum sup__table table, uint32_t index,
                           const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct handing handing = {fn, context, 0, 0};
    int64_t begun = now_ns();
    int32_t rc = __real_sup__db_get(db, table, index, key, hand_on, &handing);
    count_call(begun, &handing);
    return rc;
}

int32_t __wrap_sup__db_get_many(struct sup__db *db, enum sup__table table,
                                const struct sup_value *keys, uint32_t count, sup_row_fn fn,
                                void *context)
{
    struct handing handing = {fn, context, 0, 0};
    int64_t begun = now_ns();
    int32_t rc = __real_sup__db_get_many(db, table, keys, count, hand_on, &handing);
    count_call(begun, &handing);
    return rc;
}

/* The rows of several reads are few here: what is done with them counts as storage. */
int32_t __wrap_sup__db_read_many(struct sup__db *db, const struct sup_read *reads, uint32_t count,
                                 sup_read_fn fn, void *context)
{
    const struct handing handing = {NULL, NULL, 0, 0};
    int64_t begun = now_ns();
    int32_t rc = __real_sup__db_read_many(db, reads, count, fn, context);
    count_call(begun, &handing);
    return rc;
}

/* ---- documents ---- */

static char document[256 * 1024];

/* The built-in policy with roles r0 to r19 and more sections. */
static const char *with_sections(const char *sections, int is_roles)
{
    const char *builtin = sup__policy_builtin();
    const char *roles = strstr(builtin, "\"roles\": {");
    size_t at = (size_t)snprintf(document, sizeof document, "{%s, %.*s\"roles\": {", sections,
                                 (int)(roles - builtin - 1), builtin + 1);
    for (int i = 0; is_roles && i < ROLES; i++) {
        at += (size_t)snprintf(document + at, sizeof document - at,
                               "\"r%d\": {\"may\": [\"ticket.get\"]}, ", i);
    }
    snprintf(document + at, sizeof document - at, "%s", roles + strlen("\"roles\": {"));
    return document;
}

static int64_t limit_of(uint32_t role, uint32_t remedy)
{
    return 1000 * (role + 1) + 100 * remedy;
}

static const char *const remedies[REMEDIES] = {
    "refund.full", "refund.partial", "refund.shipping", "store_credit", "voucher",
    "discount",    "goodwill",       "fee_waiver",      "gift",         "coupon"};

static struct sup__policy *load_matrix(void)
{
    static char sections[128 * 1024];
    struct sup__mem mem;
    struct sup__policy *policy = NULL;
    struct sup_error error;
    size_t at = (size_t)snprintf(
        sections, sizeof sections,
        "\"authority\": {\"remedies\": [{\"name\": \"gift\", \"money\": \"always\"}, {\"name\": "
        "\"coupon\", \"money\": \"always\"}], \"matrix\": [");
    for (uint32_t i = 0; i < ROLES * REMEDIES; i++) {
        int64_t limit = limit_of(i / REMEDIES, i % REMEDIES);
        at += (size_t)snprintf(sections + at, sizeof sections - at,
                               "%s{\"name\": \"row%u\", \"roles\": [\"r%u\"], \"remedies\": "
                               "[\"%s\"], \"amount\": {\"EUR\": {\"to\": \"%" PRId64
                               ".%02d\"}}, \"effect\": \"allow\"}",
                               i ? ", " : "", i, i / REMEDIES, remedies[i % REMEDIES], limit / 100,
                               (int)(limit % 100));
    }
    snprintf(sections + at, sizeof sections - at, "]}");
    const char *text = with_sections(sections, 1);
    if (sup__mem_init(&mem, NULL) != SUP_OK ||
        sup__policy_load(&mem, text, strlen(text), NULL, &policy, NULL, &error) != SUP_OK) {
        fprintf(stderr, "authority: %s\n", error.text);
        exit(1);
    }
    return policy;
}

/* ---- the matrix ---- */

struct question {
    uint32_t role;
    uint32_t remedy;
    int64_t minor;
};

static struct question questions[CASES];

/* As in authority_node.js. */
static uint32_t mixed(uint32_t number)
{
    number ^= number >> 16;
    number *= 0x7feb352du;
    number ^= number >> 15;
    number *= 0x846ca68bu;
    return number ^ number >> 16;
}

static void make_questions(void)
{
    for (uint32_t i = 0; i < CASES; i++) {
        questions[i] = (struct question){mixed(3 * i) % ROLES, mixed(3 * i + 1) % REMEDIES,
                                         1 + (int64_t)(mixed(3 * i + 2) % 25000)};
    }
}

struct plain_row {
    uint32_t role;
    uint32_t remedy;
    int64_t most;
};
static struct plain_row plain[ROLES * REMEDIES];

/* The rows one by one, as one would write it. */
static int may_plainly(const struct question *question)
{
    for (int i = 0; i < ROLES * REMEDIES; i++) {
        if (plain[i].role == question->role && plain[i].remedy == question->remedy &&
            question->minor <= plain[i].most) {
            return 1;
        }
    }
    return 0;
}

static double time_plain(uint32_t *allowed)
{
    int64_t begun = cpu_ns();
    *allowed = 0;
    for (int loop = 0; loop < LOOPS; loop++) {
        for (uint32_t i = 0; i < CASES; i++) {
            *allowed += (uint32_t)may_plainly(&questions[i]);
        }
    }
    return (double)(cpu_ns() - begun) / ((double)LOOPS * CASES);
}

static double time_matrix(const struct sup__policy *policy, uint32_t *allowed)
{
    static struct sup__slot slots[1024];
    static int32_t roles[ROLES];
    static int32_t names[REMEDIES];
    struct sup__slot role = {.is_given = 1};
    struct sup__case given = sup__policy_case(policy, slots, NOW);
    char name[16];
    for (int i = 0; i < ROLES; i++) {
        snprintf(name, sizeof name, "r%d", i);
        roles[i] = sup__policy_role(policy, name);
    }
    for (int i = 0; i < REMEDIES; i++) {
        names[i] = sup__names_find(&policy->authority.remedy_names, remedies[i]);
    }
    slots[SUP__F_AGENT_ROLES] = (struct sup__slot){.number = 1, .data = &role, .is_given = 1};
    slots[SUP__F_REQUEST_REMEDY].is_given = 1;
    slots[SUP__F_REQUEST_AMOUNT] =
        (struct sup__slot){.extra = sup__currency_code("EUR"), .is_given = 1};
    int64_t begun = cpu_ns();
    *allowed = 0;
    for (int loop = 0; loop < LOOPS; loop++) {
        for (uint32_t i = 0; i < CASES; i++) {
            role.number = roles[questions[i].role];
            slots[SUP__F_REQUEST_REMEDY].number = names[questions[i].remedy];
            slots[SUP__F_REQUEST_AMOUNT].number = questions[i].minor;
            *allowed += sup__decide_authority(policy, &given, 1, 0).row >= 0;
        }
    }
    return (double)(cpu_ns() - begun) / ((double)LOOPS * CASES);
}

/* One line of authority_node.js: nanoseconds a question, and how many are allowed. */
static void run_node(const char *script, uint32_t allowed, double matrix_ns)
{
    char command[1024];
    double ns = 0;
    uint32_t found = 0;
    snprintf(command, sizeof command, "node '%s' %d %d %d", script, ROLES, REMEDIES, CASES);
    FILE *pipe = popen(command, "r");
    int is_told = pipe != NULL && fscanf(pipe, "%lf %" SCNu32, &ns, &found) == 2;
    if (pipe == NULL || pclose(pipe) != 0 || !is_told) {
        printf("skip: casbin did not run: node or it is not there (NODE_MODULES)\n");
        return;
    }
    if (found != allowed) {
        fprintf(stderr, "authority: casbin allows %" PRIu32 " of %d, the matrix %" PRIu32 "\n",
                found, CASES, allowed);
        exit(1);
    }
    printf("casbin                       %10.1f ns a question, %.0f times the matrix\n", ns,
           ns / matrix_ns);
}

static void matrix_alone(int rounds, const char *script)
{
    struct sup__policy *policy = load_matrix();
    double matrix[ROUNDS_MAX];
    double floors[ROUNDS_MAX];
    uint32_t allowed = 0;
    uint32_t expected = 0;
    make_questions();
    for (uint32_t i = 0; i < ROLES * REMEDIES; i++) {
        plain[i] =
            (struct plain_row){i / REMEDIES, i % REMEDIES, limit_of(i / REMEDIES, i % REMEDIES)};
    }
    for (int i = 0; i < rounds; i++) {
        floors[i] = time_plain(&expected);
        matrix[i] = time_matrix(policy, &allowed);
        if (expected != allowed) {
            fprintf(stderr, "authority: %u allowed, expected %u\n", allowed, expected);
            exit(1);
        }
    }
    double floor_ns = median(floors, rounds);
    double matrix_ns = median(matrix, rounds);
    printf("rows one by one in C         %10.1f ns a question\n", floor_ns);
    printf("the matrix of %d rows       %10.1f ns a question, %.2f times that (target 100 ns)\n",
           ROLES * REMEDIES, matrix_ns, matrix_ns / floor_ns);
    if (script != NULL) {
        run_node(script, allowed / LOOPS, matrix_ns);
    }
    sup__policy_free(policy);
}

/* ---- authority.check ---- */

#define EUROS(scope, within)                                                                       \
    "{\"per\": \"" scope "\", \"within\": \"" within "\", \"amount\": {\"EUR\": \"900000.00\"}}"
#define COUNT(scope, within)                                                                       \
    "{\"per\": \"" scope "\", \"within\": \"" within "\", \"count\": 90000}"

/* Eight windows over all that there can be windows of. */
#define LIMITS                                                                                     \
    COUNT("ticket", "PT1H")                                                                        \
    ", " EUROS("order", "PT1H") ", " COUNT("order", "PT2H") ", " EUROS(                            \
        "customer",                                                                                \
        "PT1H") ", " COUNT("customer",                                                             \
                           "PT2H") ", " EUROS("agent",                                             \
                                              "PT30M") ", " EUROS("agent",                         \
                                                                  "PT1H") ", " EUROS("team",       \
                                                                                     "PT1H")
static const char windows[] =
    "\"currency\": \"EUR\", \"authority\": {\"execute_within\": \"P300D\", \"matrix\": [{\"name\": "
    "\"credit\", \"remedies\": [\"store_credit\"], \"amount\": {\"EUR\": {}}, \"effect\": "
    "\"allow\", \"limits\": [" LIMITS "]}]}";

enum { PER_TICKET = 100, RECENT = 10 };
#define DAY INT64_C(86400000)

static struct sup_reference order = {"shop", "order", "1"};

static int64_t new_ticket(struct desk *desk, int64_t now_ms)
{
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = now_ms};
    const struct sup_ticket_open_params open = {.size = sizeof open,
                                                .customer_id = desk->customer_id,
                                                .subject = "Broken",
                                                .references = &order,
                                                .reference_count = 1};
    struct sup_receipt receipt = {.size = sizeof receipt};
    must(desk->core, sup_ticket_open(desk->core, &system, &open, &receipt));
    return receipt.ticket_id;
}

static void ask(struct desk *desk, int64_t ticket, int64_t now_ms)
{
    struct sup_caller agent = {.size = sizeof agent,
                               .actor_kind = SUP_ACTOR_AGENT,
                               .actor_id = desk->agent_id,
                               .now_ms = now_ms};
    const struct sup_authority_request_params params = {
        .size = sizeof params, .ticket_id = ticket, .remedy = "store_credit", .amount = "0.01"};
    struct sup_receipt receipt = {.size = sizeof receipt};
    must(desk->core, sup_authority_request(desk->core, &agent, &params, &receipt));
}

/* So many requests, three hours one after the other until thirty days ago, so that none was in a
 * window with the one before; all of one customer, order, agent and team. */
static void live_long_ago(struct desk *desk, int old)
{
    int64_t ticket = 0;
    for (int i = old; i > 0; i--) {
        int64_t now_ms = NOW - 30 * DAY - i * (DAY / 8);
        if (ticket == 0 || i % PER_TICKET == 0) {
            ticket = new_ticket(desk, now_ms);
        }
        ask(desk, ticket, now_ms);
    }
}

static void prepare(struct desk *desk, const char *sections)
{
    static const char *const teams[] = {"frontline"};
    static const char *const roles[] = {"lead"};
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW - 20000 * DAY};
    const struct sup_policy_params policy = {.size = sizeof policy,
                                             .document = with_sections(sections, 0)};
    const struct sup_agent_save_params agent = {.size = sizeof agent,
                                                .agent_id = desk->agent_id,
                                                .name = "Priya",
                                                .roles = roles,
                                                .role_count = 1,
                                                .teams = teams,
                                                .team_count = 1};
    struct sup_receipt receipt = {.size = sizeof receipt};
    must(desk->core, sup_policy_activate(desk->core, &system, &policy, &receipt));
    must(desk->core, sup_agent_save(desk->core, &system, &agent, &receipt));
    /* Orders that nobody reported share a limit, which takes two scans more. */
    const struct sup_reference_report_params report = {.size = sizeof report, .reference = &order};
    must(desk->core, sup_reference_report(desk->core, &system, &report, &receipt));
}

static void check_once(struct desk *desk, int64_t ticket)
{
    struct sup_caller agent = {.size = sizeof agent,
                               .actor_kind = SUP_ACTOR_AGENT,
                               .actor_id = desk->agent_id,
                               .now_ms = NOW};
    const struct sup_authority_check_params params = {
        .size = sizeof params, .ticket_id = ticket, .remedy = "store_credit", .amount = "5.00"};
    struct sup_authority_answer *answer = NULL;
    must(desk->core, sup_authority_check(desk->core, &agent, &params, &answer));
    if (answer->limit_count != 8 || answer->effect != SUP_EFFECT_ALLOW ||
        strcmp(answer->limits[6].used, "0.10") != 0) {
        fprintf(stderr, "authority: not eight windows with ten requests\n");
        exit(1);
    }
    sup_free(answer);
}

static void eight_windows(int old)
{
    static double besides[CHECKS];
    static double storage[CHECKS];
    struct desk desk;
    desk_open(&desk, ":memory:");
    prepare(&desk, windows);
    live_long_ago(&desk, old);
    int64_t ticket = new_ticket(&desk, NOW - 1000);
    for (int i = 0; i < RECENT; i++) {
        ask(&desk, ticket, NOW - 1000);
    }
    check_once(&desk, ticket);
    measure_clock();
    int64_t before = sup_storage_calls(desk.core);
    check_once(&desk, ticket);
    int64_t calls = sup_storage_calls(desk.core) - before;
    for (int i = 0; i < CHECKS; i++) {
        rule_ns = storage_ns = overhead_ns = storage_calls = ledger_scans = 0;
        check_once(&desk, ticket);
        besides[i] = (double)(rule_ns - storage_ns - overhead_ns);
        storage[i] = (double)storage_ns;
    }
    printf("%7d old requests: %d storage calls, %d of them to decide, %d of these scans of the "
           "ledger;\n%24s storage %.1f us, besides %.1f us (target 10 us)\n",
           old, (int)calls, (int)storage_calls, (int)ledger_scans, "",
           median(storage, CHECKS) / 1000, median(besides, CHECKS) / 1000);
    if (ledger_scans != 5) {
        fprintf(stderr, "authority: not one scan for each thing that limits are summed up over\n");
        exit(1);
    }
    desk_close(&desk);
}

/* ---- what floors hold ---- */

enum { OFFERS = 200, FEW = 5, MANY = 2000 };

/* A ticket of the customer, about that order if any. */
static int64_t plain_ticket(struct desk *desk, const char *order_id)
{
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW - DAY};
    const struct sup_reference about = {"shop", "order", order_id};
    const struct sup_ticket_open_params open = {.size = sizeof open,
                                                .customer_id = desk->customer_id,
                                                .subject = "Broken",
                                                .references = &about,
                                                .reference_count = 1};
    struct sup_receipt receipt = {.size = sizeof receipt};
    must(desk->core, sup_ticket_open(desk->core, &system, &open, &receipt));
    return receipt.ticket_id;
}

static double offer_of(int tickets, int64_t *calls)
{
    static double took[OFFERS];
    static char sections[2000];
    char order_id[16];
    struct desk desk;
    struct sup_offer *offer = NULL;
    desk_open(&desk, ":memory:");
    snprintf(sections, sizeof sections,
             "\"floors\": [\"first\", {\"name\": \"second\", \"hold\": [{\"actions\": "
             "[\"authority.execute\"], \"until\": \"clearance\"}], \"clearance\": {\"roles\": "
             "[\"lead\"]}}], %s",
             windows);
    prepare(&desk, sections);
    int64_t ticket = 0;
    for (int i = 0; i < tickets; i++) {
        snprintf(order_id, sizeof order_id, "o%d", i);
        ticket = plain_ticket(&desk, order_id);
    }
    struct sup_caller agent = {.size = sizeof agent,
                               .actor_kind = SUP_ACTOR_AGENT,
                               .actor_id = desk.agent_id,
                               .now_ms = NOW};
    const struct sup_authority_offer_params params = {
        .size = sizeof params, .ticket_id = ticket, .currency = "EUR"};
    for (int i = 0; i < OFFERS; i++) {
        int64_t before = sup_storage_calls(desk.core);
        int64_t begun = cpu_ns();
        must(desk.core, sup_authority_offer(desk.core, &agent, &params, &offer));
        took[i] = (double)(cpu_ns() - begun);
        *calls = sup_storage_calls(desk.core) - before;
        sup_free(offer);
    }
    desk_close(&desk);
    return median(took, OFFERS) / 1000;
}

static void customer_of_many(void)
{
    int64_t few_calls = 0;
    int64_t many_calls = 0;
    double few = offer_of(FEW, &few_calls);
    double many = offer_of(MANY, &many_calls);
    printf(
        "an offer where a floor holds, of a customer with %d tickets: %.1f us, %d storage calls;\n"
        "%24s with %d: %.1f us, %d\n",
        FEW, few, (int)few_calls, "", MANY, many, (int)many_calls);
    if (many_calls != few_calls) {
        fprintf(stderr, "authority: storage calls grow with a customer's tickets\n");
        exit(1);
    }
}

int main(int argument_count, char **arguments)
{
    int rounds = argument_count > 1 ? atoi(arguments[1]) : 9;
    int most = argument_count > 2 ? atoi(arguments[2]) : 100000;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: authority [rounds] [most old requests] [authority_node.js]\n");
        return 1;
    }
    matrix_alone(rounds, argument_count > 3 ? arguments[3] : NULL);
    for (int old = 10; old <= most; old *= 100) {
        eight_windows(old);
    }
    customer_of_many();
    return 0;
}
