/*
 * import_map_said.c: values that a mapping file says of fields, things and customers.
 */
#include "import_map_read.h"

#include <string.h>

/* {"each": …, "sum": …, "when": …} or a column. */
static void read_amount(struct map_reader *reader, const struct json_value *value,
                        struct map_said *said)
{
    static const char *const names[] = {"each", "sum", "when"};
    const struct json_value *found[3];
    const struct map_each *outer = reader->each;
    if (value == NULL || value->type != JSON_OBJECT) {
        said->amount = map_column(reader, value, "amount");
        return;
    }
    map_members(reader, value, names, 3, found);
    map_require(reader, value, found[0], names[0]);
    map_require(reader, value, found[1], names[1]);
    said->sum_of = map_enter(reader, found[0]);
    said->amount = map_column(reader, found[1], "sum");
    said->sum_when = map_when(reader, found[2]);
    map_leave(reader, outer);
}

static void read_currency(struct map_reader *reader, const struct json_value *value,
                          struct map_said *said)
{
    static const char *const names[] = {"use"};
    const struct json_value *found[1];
    if (value == NULL || value->type != JSON_OBJECT) {
        said->currency = map_column(reader, value, "currency");
        return;
    }
    map_members(reader, value, names, 1, found);
    map_require(reader, value, found[0], names[0]);
    said->currency_use = map_text(reader, found[0], "currency", NULL);
}

static struct map_said *read_said(struct map_reader *reader, const struct json_value *value)
{
    enum { NAME, VALUE, FROM, TIME, AMOUNT, CURRENCY, WHEN, COUNT };
    static const char *const names[COUNT] = {"name",   "value",    "from", "time",
                                             "amount", "currency", "when"};
    const struct json_value *found[COUNT];
    struct map_said *said = map_take(reader, sizeof *said);
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[NAME], names[NAME]);
    if (said == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    said->name = map_code(reader, found[NAME], names[NAME]);
    said->text = map_template(reader, found[VALUE], names[VALUE]);
    said->source = map_source(reader, found[FROM], "value", 0);
    said->time = map_time(reader, found[TIME], names[TIME]);
    read_amount(reader, found[AMOUNT], said);
    read_currency(reader, found[CURRENCY], said);
    said->when = map_when(reader, found[WHEN]);
    int ways = (found[VALUE] != NULL) + (found[FROM] != NULL) + (found[TIME] != NULL) +
               (found[AMOUNT] != NULL);
    if (ways != 1) {
        map_fail(reader, value, NULL, "%s needs one of value, from, time and amount",
                 said->name != NULL ? said->name : "it");
    }
    return said;
}

const struct map_said *map_said(struct map_reader *reader, const struct json_value *value,
                                const char *what, size_t max, int is_money)
{
    struct map_said *said = NULL, **last = &said;
    for (const struct json_value *item = map_list(reader, value, what, max);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_said(reader, item);
        if (*last != NULL) {
            (*last)->is_money = is_money;
            last = &(*last)->next;
        }
    }
    return said;
}

/* The kinds whose facts have types on the desk. */
static int is_typed(const char *kind)
{
    return kind != NULL && (strcmp(kind, "order") == 0 || strcmp(kind, "subscription") == 0);
}

static struct map_report *read_report(struct map_reader *reader, const struct json_value *value)
{
    enum { SYSTEM, KIND, ID, FACTS, EACH, WHEN, LABEL, EVENT, AT, COUNT };
    static const char *const names[COUNT] = {"system", "kind",  "id",    "facts", "each",
                                             "when",   "label", "event", "at"};
    const struct json_value *found[COUNT];
    const struct map_each *outer = reader->each;
    struct map_report *report = map_take(reader, sizeof *report);
    map_members(reader, value, names, COUNT, found);
    for (size_t i = SYSTEM; i <= FACTS; i++) {
        map_require(reader, value, found[i], names[i]);
    }
    if (report != NULL) {
        report->system = map_code(reader, found[SYSTEM], names[SYSTEM]);
        report->kind = map_code(reader, found[KIND], names[KIND]);
        report->each = map_enter(reader, found[EACH]);
        report->when = map_when(reader, found[WHEN]);
        report->id = map_template(reader, found[ID], names[ID]);
        report->label = map_template(reader, found[LABEL], names[LABEL]);
        report->event = map_template(reader, found[EVENT], names[EVENT]);
        report->at = map_time(reader, found[AT], names[AT]);
        report->facts = map_said(reader, found[FACTS], names[FACTS], SUP_THING_FACTS_MAX,
                                 is_typed(report->kind));
    }
    map_leave(reader, outer);
    return report;
}

const struct map_report *map_customer_report(struct map_reader *reader,
                                             const struct json_value *value)
{
    enum { SYSTEM, FACTS, WHEN, EVENT, AT, COUNT };
    static const char *const names[COUNT] = {"system", "facts", "when", "event", "at"};
    const struct json_value *found[COUNT];
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    struct map_report *report = map_take(reader, sizeof *report);
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[SYSTEM], names[SYSTEM]);
    map_require(reader, value, found[FACTS], names[FACTS]);
    if (report != NULL) {
        report->system = map_code(reader, found[SYSTEM], names[SYSTEM]);
        report->facts = map_said(reader, found[FACTS], names[FACTS], SUP_THING_FACTS_MAX, 1);
        report->when = map_when(reader, found[WHEN]);
        report->event = map_template(reader, found[EVENT], names[EVENT]);
        report->at = map_time(reader, found[AT], names[AT]);
    }
    return report;
}

void map_read_reports(struct map_reader *reader, const struct json_value *value)
{
    struct map_report *reports = NULL, **last = &reports;
    for (const struct json_value *item = map_list(reader, value, "reports", MAP_REPORTS_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_report(reader, item);
        last = *last != NULL ? &(*last)->next : last;
    }
    reader->mapping->reports = reports;
}
