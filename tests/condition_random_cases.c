/*
 * condition_random_cases.c: random cases, in which some facts are not given.
 */
#include "condition_random_inside.h"

static const struct case_fact {
    const char *name;
    enum type type;
    int decimals;
} case_numbers[] = {{"count", NUMBER, 0},
                    {"size", NUMBER, 2},
                    {"whole", NUMBER, 0},
                    {"score", NUMBER, 4},
                    {"fine", NUMBER, 6}};

static void case_number(struct random_text *random, int decimals)
{
    static const char *const wholes[] = {"0", "1", "2", "3", "-1", "5", "100"};
    static const char *const extremes[] = {"9223372036854775807", "-9223372036854775808"};
    static const char *const fractions[] = {"0.5", "1.5", "2.50", "-0.25", "0"};

    if (decimals == 0 && random_chance(random, 6)) {
        random_put(random, "%s", PICK(extremes));
    } else if (decimals == 0 || random_chance(random, 50)) {
        random_put(random, "%s", PICK(wholes));
    } else {
        random_put(random, "%s", PICK(fractions));
    }
}

/* 1 when the fact is said at all; the key is written then. */
static int says(struct random_text *random, const char *name, int *count)
{
    if (!random_chance(random, 75)) {
        return 0;
    }
    random_put(random, "%s\"%s\":", (*count)++ > 0 ? "," : "", name);
    if (random_chance(random, 5)) {
        random_put(random, "null");
        return 0;
    }
    return 1;
}

static void said(struct random_text *random, const char *name, enum type type, int *count)
{
    if (says(random, name, count)) {
        random_constant(random, type, 1);
    }
}

static void case_list(struct random_text *random, const char *name, enum type type, int *count)
{
    uint32_t items = random_below(random, 4);

    if (!says(random, name, count)) {
        return;
    }
    random_put(random, "[");
    for (uint32_t i = 0; i < items; i++) {
        random_put(random, i > 0 ? "," : "");
        if (type == NUMBER) {
            case_number(random, 2);
        } else {
            random_constant(random, type, 1);
        }
    }
    random_put(random, "]");
}

static void case_items(struct random_text *random, int *count)
{
    uint32_t items = random_below(random, 4);

    if (!says(random, "items", count)) {
        return;
    }
    random_put(random, "[");
    for (uint32_t i = 0; i < items; i++) {
        int fields = 0;

        random_put(random, i > 0 ? ",{" : "{");
        said(random, "sku", TEXT, &fields);
        if (says(random, "quantity", &fields)) {
            case_number(random, 0);
        }
        said(random, "price", MONEY, &fields);
        if (says(random, "is_gift", &fields)) {
            random_put(random, random_chance(random, 50) ? "true" : "false");
        }
        if (says(random, "weight", &fields)) {
            case_number(random, 3);
        }
        random_put(random, "}");
    }
    random_put(random, "]");
}

const char *random_case(struct random_text *random)
{
    static const char *const booleans[] = {"flag", "other", "sure"};
    int count = 0;
    int inner = 0;

    random->bytes = 0;
    random_put(random, "{");
    for (uint32_t i = 0; i < COUNT(booleans); i++) {
        if (says(random, booleans[i], &count)) {
            random_put(random, random_chance(random, 50) ? "true" : "false");
        }
    }
    for (uint32_t i = 0; i < COUNT(case_numbers); i++) {
        if (says(random, case_numbers[i].name, &count)) {
            case_number(random, case_numbers[i].decimals);
        }
    }
    said(random, "title", TEXT, &count);
    said(random, "note", TEXT, &count);
    said(random, "opened_at", TIME, &count);
    said(random, "due_at", TIME, &count);
    said(random, "left", SPAN, &count);
    case_list(random, "tags", TEXT, &count);
    case_list(random, "marks", CHANNEL, &count);
    case_list(random, "sizes", NUMBER, &count);
    case_list(random, "amounts", MONEY, &count);
    random_put(random, "%s\"ticket\":{", count > 0 ? "," : "");
    said(random, "priority", PRIORITY, &inner);
    said(random, "other_priority", PRIORITY, &inner);
    said(random, "channel", CHANNEL, &inner);
    said(random, "place", PLACE, &inner);
    inner = 0;
    random_put(random, "},\"order\":{");
    said(random, "total", MONEY, &inner);
    said(random, "refunded", MONEY, &inner);
    case_items(random, &inner);
    random_put(random, "}}");
    return random->text;
}
