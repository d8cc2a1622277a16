/*
 * conditions.c: what it costs to test a compiled condition, against the C that says the same.
 *
 * Fifty rules of about four leaves (make_conditions.py) over the facts of 100,000 tickets, all of
 * them given. In one run, in turns: the compiled conditions, generated C over the same slots, a
 * walk over the JSON by somebody in a hurry, and, where node has them, json-logic-js and
 * json-logic-engine (conditions_node.js). Every engine has to find the same matches. No memory may
 * be asked for while conditions are tested.
 *
 * usage: conditions [tickets] [pairs] [conditions_node.js rules.json]
 */
#define _GNU_SOURCE
#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "rules/condition.h"

struct bench_fact {
    const char *name;
    int32_t kind;
    int64_t low; /* of a boolean: how many of a hundred are true */
    uint32_t count;
    uint32_t scale;
    uint32_t name_count;
    const char *names[24];
};

static int has(const struct sup__slot *list, const char *text, uint32_t bytes)
{
    const struct sup__slot *items = list->data;

    for (int64_t i = 0; i < list->number; i++) {
        if (items[i].extra == bytes && memcmp(items[i].data, text, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

#include "conditions_rules.h"

enum { ITEMS_MAX = 3, TIME_STEP_MS = 1000 };

struct ticket {
    struct sup__slot slots[BENCH_FACTS];
    struct sup__slot items[ITEMS_MAX];
};

static struct sup__domain domains[BENCH_FACTS];
static struct sup__names domain_names[BENCH_FACTS];
static struct sup__fact facts[BENCH_FACTS];
static const char *fact_names[BENCH_FACTS];
static struct sup__facts table;
static struct sup__arena arena;
static uint64_t allocations;

static void *counted(void *user, void *memory, size_t bytes)
{
    (void)user;
    allocations++;
    if (bytes == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, bytes);
}

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

/* ---- tickets ---- */

/* The same in JavaScript: 32 bits, multiplied by Math.imul. */
static uint32_t mixed(uint32_t number)
{
    number ^= number >> 16;
    number *= 0x7feb352d;
    number ^= number >> 15;
    number *= 0x846ca68b;
    return number ^ number >> 16;
}

static void set_text(struct sup__slot *slot, const char *text)
{
    slot->data = text;
    slot->extra = (uint32_t)strlen(text);
    slot->is_given = 1;
}

static void fill_fact(struct ticket *ticket, uint32_t fact, uint32_t hash)
{
    const struct bench_fact *spec = &bench_facts[fact];
    struct sup__slot *slot = &ticket->slots[fact];

    *slot = (struct sup__slot){0, NULL, 0, 1};
    switch (spec->kind) {
    case SUP__FACT_BOOL:
        slot->number = hash % 100 < (uint32_t)spec->low;
        break;
    case SUP__FACT_NAME:
        slot->number = hash % spec->name_count;
        break;
    case SUP__FACT_TEXT:
        set_text(slot, spec->names[hash % spec->name_count]);
        break;
    case SUP__FACT_LIST:
        slot->number = hash % (ITEMS_MAX + 1);
        slot->data = ticket->items;
        for (uint32_t i = 0; i < ITEMS_MAX; i++) {
            set_text(&ticket->items[i], spec->names[mixed(hash + i + 1) % spec->name_count]);
        }
        break;
    default:
        slot->number = spec->low + (int64_t)(hash % spec->count) *
                                       (spec->kind == SUP__FACT_TIME ? TIME_STEP_MS : 1);
        slot->extra = spec->kind == SUP__FACT_MONEY ? sup__currency_code("EUR") : 0;
    }
}

static struct ticket *make_tickets(uint32_t count)
{
    struct ticket *tickets = calloc(count, sizeof *tickets);

    if (tickets == NULL) {
        die("out of memory");
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t fact = 0; fact < BENCH_FACTS; fact++) {
            fill_fact(&tickets[i], fact, mixed(i * BENCH_FACTS + fact));
        }
    }
    return tickets;
}

/* ---- rules ---- */

static void make_table(void)
{
    for (uint32_t i = 0; i < BENCH_FACTS; i++) {
        const struct bench_fact *spec = &bench_facts[i];

        fact_names[i] = spec->name;
        facts[i].name = spec->name;
        facts[i].type = spec->kind;
        facts[i].item_type = spec->kind == SUP__FACT_LIST ? SUP__FACT_TEXT : 0;
        facts[i].source = SUP__SOURCE_HOST;
        facts[i].scale = spec->scale;
        if (spec->kind == SUP__FACT_NAME) {
            sup__names_index(&domain_names[i], &arena, &arena, spec->names, spec->name_count);
            domains[i] = (struct sup__domain){spec->name, &domain_names[i], 0};
            facts[i].domain = &domains[i];
        }
    }
    table.items = facts;
    memcpy(table.currency, "EUR", 4);
    sup__names_index(&table.names, &arena, &arena, fact_names, BENCH_FACTS);
}

static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    char pointer[256];

    (void)context;
    (void)message;
    (void)is_key;
    (void)nearest;
    if (severity == SUP__SEVERITY_ERROR) {
        sup__json_pointer(node, pointer, sizeof pointer);
        fprintf(stderr, "%s: %s\n", pointer, text);
    }
}

static void compile(uint32_t index, const struct sup__json **root,
                    const struct sup__condition **condition)
{
    static const struct sup__rule_listener listener = {NULL, tell};
    struct sup__json *json = NULL;
    struct sup_error error;

    if (sup__json_parse(&arena, &sup__json_policy_limits, bench_rules[index],
                        strlen(bench_rules[index]), &json, &error) != SUP_OK ||
        sup__condition_compile(&arena, &arena, &table, NULL, json, &listener, condition) != 1) {
        die(bench_rules[index]);
    }
    *root = json;
}

/* ---- a naive walk ---- */

/* What somebody in a hurry writes: the parsed JSON, walked for each ticket, names looked up by
 * binary search, constants read where they stand. */
static int walk(const struct sup__json *node, const struct ticket *ticket);

static const struct sup__slot *walk_fact(const struct sup__json *node, const struct ticket *ticket,
                                         int32_t *fact)
{
    if (node->type != SUP__JSON_OBJECT) {
        return NULL;
    }
    *fact = sup__names_find(&table.names, node->first->text);
    return &ticket->slots[*fact];
}

static int64_t walk_constant(const struct sup__json *node, int32_t fact)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000};
    const struct bench_fact *spec = &bench_facts[fact];
    double number;

    if (spec->kind == SUP__FACT_NAME) {
        return sup__names_find(&domain_names[fact], node->text);
    }
    if (spec->kind == SUP__FACT_TIME) {
        int64_t days = 0;
        int year, month, day, hour, minute, second, ms;

        if (sscanf(node->text, "%d-%d-%dT%d:%d:%d.%d", &year, &month, &day, &hour, &minute, &second,
                   &ms) == 7) {
            year -= month <= 2;
            days = INT64_C(365) * year + year / 4 - year / 100 + year / 400 +
                   (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1 - 719468;
            return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms;
        }
    }
    number =
        strtod(node->text, NULL) * (double)powers[spec->kind == SUP__FACT_MONEY ? 2 : spec->scale];
    return (int64_t)(number < 0 ? number - 0.5 : number + 0.5);
}

static int walk_order(const char *sign, int64_t a, int64_t b)
{
    return sign[0] == '<' ? (sign[1] == '=' ? a <= b : a < b) : (sign[1] == '=' ? a >= b : a > b);
}

static int walk_same(const struct sup__json *constant, const struct sup__slot *slot, int32_t fact)
{
    if (bench_facts[fact].kind == SUP__FACT_TEXT) {
        return slot->extra == constant->bytes &&
               memcmp(slot->data, constant->text, constant->bytes) == 0;
    }
    return slot->number == walk_constant(constant, fact);
}

static int walk_in(const struct sup__json *arguments, const struct ticket *ticket)
{
    int32_t fact = 0;
    const struct sup__slot *slot = walk_fact(arguments->first, ticket, &fact);

    if (slot != NULL) {
        for (const struct sup__json *item = arguments->last->first; item != NULL;
             item = item->next) {
            if (walk_same(item, slot, fact)) {
                return 1;
            }
        }
        return 0;
    }
    slot = walk_fact(arguments->last, ticket, &fact);
    if (bench_facts[fact].kind == SUP__FACT_LIST) {
        return has(slot, arguments->first->text, (uint32_t)arguments->first->bytes);
    }
    return memmem(slot->data, slot->extra, arguments->first->text, arguments->first->bytes) != NULL;
}

static int walk_compare(const struct sup__json *member, const struct ticket *ticket)
{
    int32_t fact = 0;
    const struct sup__slot *slot = walk_fact(member->first, ticket, &fact);

    if (member->count == 3) {
        slot = walk_fact(member->first->next, ticket, &fact);
        return walk_order(member->key, walk_constant(member->first, fact), slot->number) &&
               walk_order(member->key, slot->number, walk_constant(member->last, fact));
    }
    if (member->key[0] == '=' || member->key[0] == '!') {
        return walk_same(member->last, slot, fact) == (member->key[0] == '=');
    }
    return walk_order(member->key, slot->number, walk_constant(member->last, fact));
}

static int walk(const struct sup__json *node, const struct ticket *ticket)
{
    const struct sup__json *member = node->first;
    int is_and = strcmp(member->key, "and") == 0;
    int32_t fact = 0;

    if (is_and || strcmp(member->key, "or") == 0) {
        for (const struct sup__json *part = member->first; part != NULL; part = part->next) {
            if (walk(part, ticket) != is_and) {
                return !is_and;
            }
        }
        return is_and;
    }
    if (strcmp(member->key, "var") == 0) {
        return walk_fact(node, ticket, &fact)->number != 0;
    }
    if (strcmp(member->key, "!") == 0) {
        return !walk(member->first, ticket);
    }
    return strcmp(member->key, "in") == 0 ? walk_in(member, ticket) : walk_compare(member, ticket);
}

/* ---- runs ---- */

struct bench {
    uint32_t count;
    const struct ticket *tickets;
    const struct sup__condition *conditions[BENCH_RULES];
    const struct sup__json *rules[BENCH_RULES];
};

static void run_compiled(const struct bench *bench, uint32_t *matches)
{
    struct sup__case given = {.now_ms = INT64_C(1774000000000)};

    for (uint32_t i = 0; i < bench->count; i++) {
        given.slots = bench->tickets[i].slots;
        for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
            matches[rule] += sup__condition_test(bench->conditions[rule], &given) == SUP__TRUE;
        }
    }
}

static void run_floor(const struct bench *bench, uint32_t *matches)
{
    for (uint32_t i = 0; i < bench->count; i++) {
        floor_all(bench->tickets[i].slots, matches);
    }
}

/* Each rule a function of its own behind a pointer, as a plugin would have it. */
static void run_called(const struct bench *bench, uint32_t *matches)
{
    for (uint32_t i = 0; i < bench->count; i++) {
        for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
            matches[rule] += (uint32_t)(floor_rules[rule](bench->tickets[i].slots) != 0);
        }
    }
}

static void run_walk(const struct bench *bench, uint32_t *matches)
{
    for (uint32_t i = 0; i < bench->count; i++) {
        for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
            matches[rule] += (uint32_t)walk(bench->rules[rule], &bench->tickets[i]);
        }
    }
}

/* Nanoseconds a rule. */
static double timed(void (*run)(const struct bench *, uint32_t *), const struct bench *bench,
                    uint32_t *matches)
{
    int64_t begin = cpu_ns();

    memset(matches, 0, BENCH_RULES * sizeof *matches);
    run(bench, matches);
    return (double)(cpu_ns() - begin) / bench->count / BENCH_RULES;
}

static void check_same(const uint32_t *expected, const uint32_t *found, const char *who)
{
    for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
        if (expected[rule] != found[rule]) {
            fprintf(stderr, "%s: %" PRIu32 " matches, expected %" PRIu32 ": %s\n", who, found[rule],
                    expected[rule], bench_rules[rule]);
            exit(1);
        }
    }
}

/* Lines "engine ns match match ..." of conditions_node.js; no line when node has no engine. */
static void run_node(const char *script, const char *rules, const struct bench *bench,
                     const uint32_t *expected, double floor_ns)
{
    char command[1024];
    char engine[64];
    double ns;
    FILE *pipe;
    int engines = 0;

    snprintf(command, sizeof command, "node '%s' '%s' %" PRIu32, script, rules, bench->count);
    pipe = popen(command, "r");
    while (pipe != NULL && fscanf(pipe, "%63s %lf", engine, &ns) == 2) {
        uint32_t found[BENCH_RULES];

        for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
            if (fscanf(pipe, "%" SCNu32, &found[rule]) != 1) {
                die("conditions_node.js ended in the middle of a line");
            }
        }
        check_same(expected, found, engine);
        printf("%-28s %8.1f ns a rule, %6.1f times the floor\n", engine, ns, ns / floor_ns);
        engines++;
    }
    if (pipe != NULL && pclose(pipe) != 0) {
        printf("json-logic-js and json-logic-engine did not run: node or they are not there\n");
    } else if (engines == 0) {
        die("conditions_node.js told of no engine");
    }
}

int main(int argument_count, char **arguments)
{
    static void (*const runs[])(const struct bench *, uint32_t *) = {run_floor, run_called,
                                                                     run_compiled, run_walk};
    static const char *const names[] = {"C ifs", "C ifs behind a pointer", "compiled conditions",
                                        "naive walk of the JSON"};
    enum { RUNS = 4, COMPILED = 2, PAIRS_MAX = 99 };
    const struct sup__mem mem = {NULL, counted};
    struct bench bench = {.count = argument_count > 1 ? (uint32_t)atoi(arguments[1]) : 100000};
    int pairs = argument_count > 2 ? atoi(arguments[2]) : 9;
    static double ns[RUNS][PAIRS_MAX];
    double ratios[PAIRS_MAX];
    uint32_t expected[BENCH_RULES];
    uint32_t found[BENCH_RULES];
    uint64_t before;
    double floor_ns;

    if (pairs < 1 || pairs > PAIRS_MAX || bench.count == 0) {
        die("usage: conditions [tickets] [pairs] [conditions_node.js rules.json]");
    }
    sup__arena_init(&arena, &mem);
    make_table();
    for (uint32_t rule = 0; rule < BENCH_RULES; rule++) {
        compile(rule, &bench.rules[rule], &bench.conditions[rule]);
    }
    bench.tickets = make_tickets(bench.count);
    timed(run_floor, &bench, expected);
    before = allocations;
    for (int pair = 0; pair < pairs; pair++) {
        for (int run = 0; run < RUNS; run++) {
            ns[run][pair] = timed(runs[run], &bench, found);
            check_same(expected, found, names[run]);
        }
        ratios[pair] = ns[COMPILED][pair] / ns[0][pair];
    }
    if (allocations != before) {
        die("testing a condition asked for memory");
    }
    floor_ns = median(ns[0], pairs);
    printf("%d rules, %" PRIu32 " tickets, median of %d runs in turns\n", BENCH_RULES, bench.count,
           pairs);
    for (int run = 0; run < RUNS; run++) {
        double middle = median(ns[run], pairs);

        printf("%-28s %8.1f ns a rule, %6.1f times the floor\n", names[run], middle,
               middle / floor_ns);
    }
    printf("compiled against C ifs: ratio %.2f (target 16 ns)\n", median(ratios, pairs));
    if (argument_count > 4) {
        run_node(arguments[3], arguments[4], &bench, expected, floor_ns);
    }
    sup__arena_free(&arena);
    free((void *)(uintptr_t)bench.tickets);
    return 0;
}
