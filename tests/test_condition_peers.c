/*
 * test_condition_peers.c: what others write as JsonLogic, and the cases that all of JsonLogic
 * share.
 *
 * react-querybuilder's exports have to load as they are, or be refused for a listed reason. Of the
 * shared cases each has to come out as it does there, or stand in docs/conditions.md among those
 * that differ, under a reason; with the argument "print" this writes that part of the page.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "condition_fixture.h"

#include "base/text.h"
#include "rules/tree.h"

enum { TEXT_SIZE = 4096, PAGE_SIZE = 262144, FACTS_MAX = 16 };

static char page[PAGE_SIZE];
static char found[PAGE_SIZE]; /* the part of the page as it should be */

static char *read_file(const char *path, char *out, size_t size)
{
    FILE *file = fopen(path, "rb");
    size_t bytes;

    if (file == NULL) {
        return NULL;
    }
    bytes = fread(out, 1, size - 1, file);
    (void)fclose(file);
    assert_true(bytes < size - 1);
    out[bytes] = '\0';
    return out;
}

static const char *in_source(const char *path)
{
    static char full[1024];
    const char *root = getenv("SUP_SOURCE_DIR");

    snprintf(full, sizeof full, "%s/%s", root != NULL ? root : ".", path);
    return full;
}

static struct sup__json *parse(struct sup__arena *arena, const char *text)
{
    static const struct sup__json_limits limits = {1024 * 1024, 60, 100000};
    struct sup__json *root = NULL;
    struct sup_error error = {0};

    if (sup__json_parse(arena, &limits, text, strlen(text), &root, &error) != SUP_OK) {
        fail_msg("%s", error.text);
    }
    return root;
}

/* ---- react-querybuilder ---- */

static const struct {
    const char *name;
    const char *given;
    int32_t verdict;
} exported[] = {
    {"=", "{'title':'abc'}", T},
    {"=", "{'title':'ab'}", F},
    {"= a field", "{'title':'x','note':'x'}", T},
    {"!=", "{'title':'abc'}", F},
    {"!= a field", "{'title':'x','note':'y'}", T},
    {"<", "{'whole':4}", T},
    {"<", "{'whole':5}", F},
    {"< a field", "{'whole':1,'size':1.01}", T},
    {">", "{'order':{'total':'50.01'}}", T},
    {">", "{'order':{'total':'50.00'}}", F},
    {"> a field", "{'order':{'total':'5','refunded':'4.99'}}", T},
    {"<=", "{'whole':5}", T},
    {"<= a field", "{'whole':2,'size':1.99}", F},
    {">=", "{'ticket':{'priority':'urgent'}}", T},
    {">=", "{'ticket':{'priority':'normal'}}", F},
    {">= a field", "{'opened_at':'2026-02-02','due_at':'2026-02-01'}", T},
    {"contains", "{'title':'abc'}", T},
    {"contains a field", "{'title':'abc','note':'bc'}", T},
    {"beginsWith", "{'title':'abc'}", T},
    {"beginsWith a field", "{'title':'abc','note':'b'}", F},
    {"endsWith", "{'title':'abc'}", T},
    {"endsWith a field", "{'title':'abc','note':'c'}", T},
    {"doesNotContain", "{'title':'abc'}", F},
    {"doesNotContain", "{}", U},
    {"doesNotContain a field", "{'title':'abc','note':'x'}", T},
    {"doesNotBeginWith", "{'title':'xab'}", T},
    {"doesNotBeginWith a field", "{'title':'abc','note':'ab'}", F},
    {"doesNotEndWith", "{'title':'abc'}", F},
    {"doesNotEndWith a field", "{'title':'abc','note':'b'}", T},
    {"null", "{}", T},
    {"null", "{'title':''}", F},
    {"notNull", "{'title':''}", T},
    {"in", "{'ticket':{'channel':'chat'}}", T},
    {"in", "{'ticket':{'channel':'phone'}}", F},
    {"in a field", "{'whole':2,'size':2}", T},
    {"in a field", "{'whole':2,'size':3}", F},
    {"notIn", "{'ticket':{'channel':'phone'}}", T},
    {"notIn a field", "{'whole':0,'size':3}", F},
    {"between", "{'whole':5}", T},
    {"between", "{'whole':6}", F},
    {"between a field", "{'count':1,'whole':2,'size':3}", T},
    {"notBetween", "{'whole':0}", T},
    {"notBetween a field", "{'count':1,'whole':2,'size':3}", F},
    {"a boolean", "{'flag':true}", T},
    {"a list", "{'tags':['gift']}", T},
    {"dates", "{'opened_at':'2026-02-28T00:00:00Z'}", T},
    {"dates", "{'opened_at':'2026-02-28T00:00:01Z'}", F},
    {"a number between", "{'size':1.5}", T},
    {"a number between", "{'size':0.49}", F},
    {"numbers in", "{'whole':3}", T},
    {"nested", "{'flag':true,'whole':4}", T},
    {"nested", "{'flag':false,'title':'x','ticket':{'channel':'email'}}", T},
    {"nested", "{'flag':true,'whole':3,'title':'abc'}", F},
    {"deeper", "{'whole':1}", F},
    {"deeper", "{'whole':6,'size':2.49}", T},
    {"an empty group", "{'flag':true}", T},
    {"nothing", "{}", F},
    {"a boolean as text", "{'flag':true,'other':false}", T},
    {"a boolean as text", "{'flag':false,'other':false}", F},
    {"no list", "{'ticket':{'channel':'chat'}}", T},
    {"xor", "{'flag':true,'other':false}", T},
    {"xor", "{'flag':false,'other':true}", T},
    {"xor", "{'flag':true,'other':true}", F},
    {"xor", "{'flag':false,'other':false}", F},
    {"xor", "{'flag':true}", U},
    {"not xor", "{'flag':true,'other':true}", T},
    {"not xor", "{'flag':true,'other':false}", F},
    {"xor of one", "{'flag':true}", T},
    {"xor of one", "{'flag':false}", F},
    {"all match", "{'order':{'items':[{'quantity':2},{'quantity':3}]}}", T},
    {"all match", "{'order':{'items':[{'quantity':2},{'quantity':1}]}}", F},
    {"some match", "{'order':{'items':[{'quantity':2},{'quantity':1}]}}", T},
    {"none match", "{'tags':['gift']}", T},
    {"none match", "{'tags':['gift','vip_gold']}", F},
    {"numbers", "{'whole':3,'size':2.5}", T},
    {"numbers", "{'whole':3,'size':2.05}", F},
    {"money", "{'order':{'total':'20.51'}}", T},
    {"money", "{'order':{'total':'20.50'}}", F},
    {"at least", "{'order':{'items':[{'quantity':2},{'quantity':3}]}}", T},
    {"at least", "{'order':{'items':[{'quantity':2},{'quantity':1}]}}", F},
    {"at least", "{'order':{'items':[{'quantity':2},{}]}}", U}, /* one or two */
    {"at least", "{}", U},
    {"at most", "{'order':{'items':[{'quantity':2},{'quantity':2},{'quantity':1}]}}", T},
    {"at most", "{'order':{'items':[{'quantity':2},{'quantity':2},{'quantity':2}]}}", F},
    {"at most", "{'order':{'items':[]}}", T},
    {"exactly", "{'tags':['vip_gold','gift','vip_red']}", T},
    {"exactly", "{'tags':['vip_gold','gift']}", F},
    {"at least half", "{'tags':['vip_gold','gift']}", T},
    {"at least half", "{'tags':['vip_gold','gift','new']}", F},
    {"xor of three", "{'flag':true,'other':false,'sure':false}", T},
    {"xor of three", "{'flag':true,'other':true,'sure':false}", F},
    {"xor of three", "{'flag':true,'other':true,'sure':true}", T},
    {"xor of three", "{'flag':false,'other':false,'sure':false}", F},
    {"xor of three", "{'other':false,'sure':false}", U},
    {"a local time", "{'opened_at':'2026-01-31T10:29:59Z'}", T},
    {"a local time", "{'opened_at':'2026-01-31T10:30:00Z'}", F},
    {"a list in values", "{'tags':['x','b']}", T},
    {"a list in values", "{'tags':['x','ab']}", F},
    {"a list in values", "{'tags':[]}", F},
    {"a list not in values", "{'sizes':[0.25,1.5]}", T},
    {"a list not in values", "{'sizes':[0.25,1.00]}", F},
    {"a number for a text", "{'title':'7'}", T},
    {"a number for a text", "{'title':'007'}", F},
    {"a number in a text", "{'title':'order 1042'}", T},
    {"numbers for a text", "{'title':'13'}", T},
    {"numbers for a text", "{'title':'14'}", F},
};

/* What it can write that has no exact meaning here, and what a person is told to do instead. */
static const struct {
    const char *name;
    const char *pointer;
    const char *words;
} not_loaded[] = {
    {"a small number", "/and/0/</1", "without an exponent"},
};

static const struct sup__json *exports_of(struct sup__arena *arena, const char *kind)
{
    assert_non_null(read_file(in_source("tests/data/react_querybuilder.json"), page, sizeof page));
    return sup__json_member(parse(arena, page), kind);
}

static void what_react_querybuilder_exports_loads_as_it_is(void **state)
{
    struct fixture fixture;
    struct sup__arena arena;
    struct sup__mem mem;
    const struct sup__json *conditions;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    conditions = exports_of(&arena, "conditions");
    assert_true(conditions->count >= 50);
    for (const struct sup__json *member = conditions->first; member != NULL;
         member = member->next) {
        const struct sup__condition *condition = NULL;
        int rows = 0;

        fixture.told_count = 0;
        if (sup__condition_compile(&fixture.arena, &fixture.scratch, fixture.facts,
                                   fixture.channels, member, fixture_listener(&fixture),
                                   &condition) != 1) {
            fail_msg("%s: %s: %s", member->key, fixture.told[0].pointer, fixture.told[0].text);
        }
        for (size_t i = 0; i < sizeof exported / sizeof exported[0]; i++) {
            struct sup__case given = fixture_case(&fixture, exported[i].given);

            if (strcmp(exported[i].name, member->key) == 0) {
                int32_t verdict = sup__condition_test(condition, &given);

                rows++;
                if (verdict != exported[i].verdict) {
                    fail_msg("%s over %s is %d", member->key, exported[i].given, (int)verdict);
                }
            }
        }
        if (rows == 0) {
            fail_msg("no row for \"%s\"", member->key);
        }
        fixture_clear(&fixture);
    }
    sup__arena_free(&arena);
    fixture_end(&fixture);
}

static void what_has_no_exact_meaning_is_refused(void **state)
{
    struct fixture fixture;
    struct sup__arena arena;
    struct sup__mem mem;
    const struct sup__json *refused;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    refused = exports_of(&arena, "refused");
    assert_int_equal(refused->count, sizeof not_loaded / sizeof not_loaded[0]);
    for (size_t i = 0; i < sizeof not_loaded / sizeof not_loaded[0]; i++) {
        const struct sup__json *member = sup__json_member(refused, not_loaded[i].name);
        const struct sup__condition *condition = NULL;

        assert_non_null(member);
        fixture.told_count = 0;
        if (sup__condition_compile(&fixture.arena, &fixture.scratch, fixture.facts,
                                   fixture.channels, member, fixture_listener(&fixture),
                                   &condition) != 0) {
            fail_msg("%s loads", member->key);
        }
        if (strstr(fixture.told[0].pointer, not_loaded[i].pointer) == NULL ||
            strstr(fixture.told[0].text, not_loaded[i].words) == NULL) {
            fail_msg("%s: %s: %s", member->key, fixture.told[0].pointer, fixture.told[0].text);
        }
        fixture_clear(&fixture);
    }
    sup__arena_free(&arena);
    fixture_end(&fixture);
}

/* ---- the shared cases: facts from data ---- */

struct table {
    struct sup__facts facts;
    struct sup__fact items[FACTS_MAX];
    struct sup__fact fields[FACTS_MAX]; /* of the one list of records */
    const char *names[FACTS_MAX];
    uint32_t count;
};

static uint32_t decimals(const struct sup__json *number)
{
    const char *point = strchr(number->text, '.');

    return point != NULL ? (uint32_t)strlen(point + 1) : 0;
}

static int32_t type_of(const struct sup__json *json)
{
    switch (json->type) {
    case SUP__JSON_TRUE:
    case SUP__JSON_FALSE:
        return SUP__FACT_BOOL;
    case SUP__JSON_NUMBER:
        return SUP__FACT_NUMBER;
    case SUP__JSON_LIST:
        return SUP__FACT_LIST;
    case SUP__JSON_OBJECT:
        return SUP__FACT_RECORD;
    default:
        return SUP__FACT_TEXT;
    }
}

static void add_fact(struct table *table, struct sup__arena *arena, const char *name, int32_t type)
{
    struct sup__fact *fact = &table->items[table->count];

    for (uint32_t i = 0; i < table->count; i++) {
        if (strcmp(table->names[i], name) == 0) {
            return;
        }
    }
    assert_true(table->count < FACTS_MAX);
    *fact = (struct sup__fact){.name = sup__arena_text(arena, name, strlen(name)),
                               .type = type,
                               .source = SUP__SOURCE_HOST};
    table->names[table->count++] = fact->name;
}

static void add_list(struct table *table, const struct sup__json *list)
{
    struct sup__fact *fact = &table->items[table->count - 1];
    uint32_t fields = 0;

    fact->item_type = list->first != NULL ? type_of(list->first) : SUP__FACT_NUMBER;
    if (fact->item_type == SUP__FACT_RECORD) {
        for (const struct sup__json *field = list->first->first; field != NULL;
             field = field->next) {
            table->fields[fields++] = (struct sup__fact){
                .name = field->key, .type = type_of(field), .source = SUP__SOURCE_HOST};
        }
    }
    fact->fields = table->fields;
    fact->field_count = fields;
}

/* "a.b" for {"a": {"b": 1}} */
static void add_data(struct table *table, struct sup__arena *arena, const char *prefix,
                     const struct sup__json *data)
{
    for (const struct sup__json *member = data->first; member != NULL; member = member->next) {
        char name[128];

        if (member->key == NULL) {
            return; /* a list instead of an object: nothing in it has a name */
        }
        snprintf(name, sizeof name, "%s%s%s", prefix, prefix[0] != '\0' ? "." : "", member->key);
        if (member->type == SUP__JSON_OBJECT) {
            add_data(table, arena, name, member);
        } else if (member->type != SUP__JSON_NULL) {
            add_fact(table, arena, name, type_of(member));
            if (member->type == SUP__JSON_LIST) {
                add_list(table, member);
            } else if (member->type == SUP__JSON_NUMBER) {
                table->items[table->count - 1].scale = decimals(member);
            }
        }
    }
}

static void add_named(struct table *table, struct sup__arena *arena, const struct sup__json *name,
                      const struct sup__json *fallback)
{
    if (name->type == SUP__JSON_TEXT && name->bytes > 0) {
        add_fact(table, arena, name->text, fallback != NULL ? type_of(fallback) : SUP__FACT_TEXT);
    }
}

/* Of a list without items only the condition over them tells what they have. */
static void add_field(struct table *table, const struct sup__json *condition)
{
    const struct sup__json *var = condition->first->first->first;
    struct sup__fact *list = &table->items[0];

    if (table->count == 1 && list->item_type == SUP__FACT_NUMBER && var->bytes > 0) {
        list->item_type = SUP__FACT_RECORD;
        table->fields[0] = (struct sup__fact){
            .name = var->text, .type = SUP__FACT_NUMBER, .source = SUP__SOURCE_HOST};
        list->fields = table->fields;
        list->field_count = 1;
    }
}

/* What a rule asks for without its data having it: text, or what its default is. */
static void add_asked(struct table *table, struct sup__arena *arena, const struct sup__json *rule)
{
    for (const struct sup__json *part = rule->first; part != NULL; part = part->next) {
        const char *key = part->key != NULL ? part->key : "";
        int is_list = part->type == SUP__JSON_LIST;

        if (strcmp(key, "var") == 0) {
            add_named(table, arena, is_list && part->first != NULL ? part->first : part,
                      is_list && part->count == 2 ? part->last : NULL);
        } else if (strcmp(key, "missing") == 0 || strcmp(key, "missing_some") == 0) {
            const struct sup__json *names = key[7] != '\0' ? part->last : part;

            if (names->type == SUP__JSON_TEXT) {
                add_named(table, arena, names, NULL);
            }
            for (const struct sup__json *name = names->first; name != NULL; name = name->next) {
                add_named(table, arena, name, NULL);
            }
        } else if (strcmp(key, "some") == 0 || strcmp(key, "all") == 0 ||
                   strcmp(key, "none") == 0) {
            add_field(table, part->last);
        } else {
            add_asked(table, arena, part);
        }
    }
}

static void make_table(struct table *table, struct sup__arena *arena, const struct sup__json *rule,
                       const struct sup__json *data)
{
    memset(table, 0, sizeof *table);
    if (data != NULL) {
        add_data(table, arena, "", data);
    }
    add_asked(table, arena, rule);
    assert_true(sup__names_index(&table->facts.names, arena, arena, table->names, table->count));
    table->facts.items = table->items;
}

/* ---- the shared cases: results ---- */

struct told_first {
    char text[256];
};

static void tell_first(void *context, int32_t severity, enum sup__message message,
                       const struct sup__json *node, int is_key, const char *nearest,
                       const char *text)
{
    struct told_first *told = context;

    (void)message;
    (void)node;
    (void)is_key;
    (void)nearest;
    if (severity == SUP__SEVERITY_ERROR && told->text[0] == '\0') {
        snprintf(told->text, sizeof told->text, "%s", text);
    }
}

static void print_value(const struct sup__node *node, const struct sup__slot *value, char *out,
                        size_t size)
{
    if (!value->is_given) {
        snprintf(out, size, "null");
    } else if (node->type.kind == SUP__FACT_BOOL) {
        snprintf(out, size, "%s", value->number ? "true" : "false");
    } else if (node->type.kind == SUP__FACT_TEXT) {
        snprintf(out, size, "\"%.*s\"", (int)value->extra, (const char *)value->data);
    } else if (node->type.kind == SUP__FACT_NUMBER) {
        double number = (double)value->number;

        for (int i = 0; i < node->type.scale; i++) {
            number /= 10;
        }
        snprintf(out, size, "%.10g", number);
    } else {
        snprintf(out, size, "a list");
    }
}

/* What the library makes of a case: a value, or why it is refused. */
static void evaluate(struct sup__arena *arena, const struct sup__json *rule,
                     const struct sup__json *data, char *out, size_t size)
{
    struct told_first told = {""};
    const struct sup__rule_listener listener = {&told, tell_first};
    struct sup__case given = {0};
    const struct sup__node *node = NULL;
    struct sup__slot *slots = NULL;
    struct sup__json empty = {.type = SUP__JSON_OBJECT};
    struct table table;

    make_table(&table, arena, rule, data);
    if (sup__expression_compile(arena, arena, &table.facts, NULL, rule, &listener, &node) != 1) {
        snprintf(out, size, "%s",
                 strncmp(told.text, "JsonLogic's", 11) == 0 ? "refused" : told.text);
        return;
    }
    if (sup__case_read(arena, &table.facts,
                       data != NULL && data->type == SUP__JSON_OBJECT ? data : &empty, &listener,
                       &slots) != 1) {
        fail_msg("the data of a shared case cannot be read: %s", told.text);
    }
    given.slots = slots;
    struct sup__slot value = sup__node_value(node, &given);
    print_value(node, &value, out, size);
}

/* JSON as it was written in the file, without the spaces between. */
static const char *compact(const char *document, const struct sup__json *node, char *out,
                           size_t size)
{
    size_t at = 0;
    int is_text = 0;

    if (node == NULL) {
        return "null";
    }
    for (size_t i = node->offset; i < node->end && at + 2 < size; i++) {
        char c = document[i];

        is_text ^= c == '"';
        if (is_text || (c != ' ' && c != '\n' && c != '\t')) {
            out[at++] = c;
        }
    }
    out[at] = '\0';
    return out;
}

/* ---- the shared cases: why they differ ---- */

static int uses(const struct sup__json *rule, const char *name)
{
    for (const struct sup__json *part = rule->first; part != NULL; part = part->next) {
        if ((part->key != NULL && strcmp(part->key, name) == 0) || uses(part, name)) {
            return 1;
        }
    }
    return 0;
}

/* The first that fits. `names` are operators with spaces between; NULL fits all that has none. */
static const struct {
    const char *names;
    const char *text;
} reasons[] = {
    {"cat substr merge map filter reduce", "These operators make texts, lists and sums. A "
                                           "condition compares what is there; of lists it knows "
                                           "how many items fit, sums are facts that the host "
                                           "passes."},
    {"% /", "Division is not exact: multiply the other side."},
    {"missing missing_some", "`missing` and `missing_some` are conditions here, true when "
                             "JsonLogic's list has something in "
                             "it."},
    {"var", "Facts have names, given as text: there are no positions, no computed names and no way "
            "to ask for all of the data."},
    {"if ?:",
     "`if` takes conditions, and says what it is when none of them holds. Its results have "
     "one type, and none is a list."},
    {"and or", "`and` and `or` take conditions and answer true, false or unknown, not one of their "
               "operands. Ask `!!` where emptiness is meant."},
    {"=== !==", "All four equal signs mean the same: a constant is read as the type of the other "
                "side when the policy loads."},
    {NULL, "A list, or nothing, is no value."},
};
enum { REASONS = sizeof reasons / sizeof reasons[0], MISSING = 2 };

static int reason_of(const struct sup__json *rule, const char *theirs)
{
    for (int i = 0; i < REASONS - 1; i++) {
        char names[64];
        char *name;

        snprintf(names, sizeof names, "%s", reasons[i].names);
        for (char *next = names; (name = next) != NULL;) {
            next = strchr(name, ' ');
            if (next != NULL) {
                *next++ = '\0';
            }
            if (uses(rule, name) && (theirs[0] != '[' || i <= MISSING)) {
                return i;
            }
        }
    }
    return REASONS - 1;
}

/* ---- the shared cases: the list in the docs ---- */

static char lines[REASONS][PAGE_SIZE / 8];
static int run_count;
static int differing_count;

static int is_same(const char *theirs, const char *ours)
{
    char *end_of_theirs;
    char *end_of_ours;
    double a = strtod(theirs, &end_of_theirs);
    double b = strtod(ours, &end_of_ours);

    if (*end_of_theirs == '\0' && *end_of_ours == '\0') {
        return a == b;
    }
    return strcmp(theirs, ours) == 0;
}

static void add_line(const struct sup__json *rule, const char *rule_text, const char *data,
                     const char *theirs, const char *ours)
{
    char *line = lines[reason_of(rule, theirs)];
    size_t used = strlen(line);
    size_t room = sizeof lines[0] - used;
    char over[TEXT_SIZE + 16] = "";

    if (strcmp(data, "null") != 0) {
        snprintf(over, sizeof over, " over `%s`", data);
    }
    assert_true(snprintf(line + used, room, "* `%s`%s is `%s`; here: %s\n", rule_text, over, theirs,
                         ours) < (int)room);
}

static void run_cases(const char *document)
{
    struct sup__arena file;
    struct sup__arena arena;
    struct sup__mem mem;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&file, &mem);
    sup__arena_init(&arena, &mem);
    for (const struct sup__json *item = parse(&file, document)->first; item != NULL;
         item = item->next) {
        const struct sup__json *rule = sup__json_member(item, "rule");
        const struct sup__json *data = sup__json_member(item, "data");
        char texts[3][TEXT_SIZE];
        char ours[TEXT_SIZE];
        const char *theirs;

        if (item->type != SUP__JSON_OBJECT) {
            continue; /* a comment */
        }
        evaluate(&arena, rule, data, ours, sizeof ours);
        theirs = compact(document, sup__json_member(item, "result"), texts[2], TEXT_SIZE);
        run_count++;
        if (!is_same(theirs, ours)) {
            differing_count++;
            add_line(rule, compact(document, rule, texts[0], TEXT_SIZE),
                     compact(document, data, texts[1], TEXT_SIZE), theirs, ours);
        }
        sup__arena_reset(&arena);
    }
    sup__arena_free(&arena);
    sup__arena_free(&file);
}

static int make_part(void)
{
    char path[1024];
    const char *root = getenv("SUP_SOURCE_DIR");
    size_t at = 0;

    snprintf(path, sizeof path, "%s/../shared/data/jsonlogic/compatible.json",
             root != NULL ? root : ".");
    if (read_file(path, page, sizeof page) == NULL) {
        return 0;
    }
    run_cases(page);
    for (int i = 0; i < REASONS; i++) {
        if (lines[i][0] != '\0') {
            at += (size_t)snprintf(found + at, sizeof found - at, "\n%s\n\n%s", reasons[i].text,
                                   lines[i]);
        }
    }
    return 1;
}

static void shared_cases_are_equal_or_listed_with_a_reason(void **state)
{
    static const char begin[] = "<!-- made: cases that differ -->\n";
    char *part;
    char *end;

    (void)state;
    if (!make_part()) {
        print_message("skipped: ../shared/data/jsonlogic is not there\n");
        skip();
    }
    print_message("%d cases, %d of them differ\n", run_count, differing_count);
    assert_int_equal(run_count, 278); /* as the collection's readme says */
    assert_non_null(read_file(in_source("docs/conditions.md"), page, sizeof page));
    part = strstr(page, begin);
    assert_non_null(part);
    part += strlen(begin);
    end = strstr(part, "\n<!-- end -->");
    assert_non_null(end);
    *end = '\0';
    if (strcmp(part, found) != 0) {
        fail_msg(
            "docs/conditions.md is behind: put there what \"test_condition_peers print\" says");
    }
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_react_querybuilder_exports_loads_as_it_is),
        cmocka_unit_test(what_has_no_exact_meaning_is_refused),
        cmocka_unit_test(shared_cases_are_equal_or_listed_with_a_reason),
    };

    if (argument_count == 2 && strcmp(arguments[1], "print") == 0) {
        return make_part() && fputs(found, stdout) >= 0 ? 0 : 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
