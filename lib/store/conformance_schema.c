/*
 * conformance_schema.c: the tables of the conformance suite: keys of every type, indexes that name
 * one, several and all columns of the key, a version, and one table at every limit.
 */
#include "store/conformance.h"

#define NULLABLE       SUP_COLUMN_NULLABLE
#define COUNT_OF(list) ((uint32_t)(sizeof(list) / sizeof((list)[0])))

static const struct sup_column thing_columns[] = {
    {"tenant", SUP_INT, 0, "the tenant"},
    {"id", SUP_INT, 0, "the number"},
    {"status", SUP_INT, 0, "few different values"},
    {"name", SUP_TEXT, 0, "unique in the tenant"},
    {"tag", SUP_BLOB, 0, "bytes in an index"},
    {"amount", SUP_INT, NULLABLE, "a number or nothing"},
    {"note", SUP_TEXT, NULLABLE, "a text or nothing"},
    {"data", SUP_BLOB, NULLABLE, "bytes or nothing"},
    {"version", SUP_INT, 0, "what update compares"},
    {"extra", SUP_TEXT, NULLABLE, "of the next version only"},
};

static const uint32_t thing_by_name[] = {0, 3};
static const uint32_t thing_by_status[] = {0, 2};
static const uint32_t thing_by_tag[] = {0, 4, 2};
static const struct sup_index thing_indexes[] = {
    {"sup_conform_thing_by_name", 1, 2, thing_by_name},
    {"sup_conform_thing_by_status", 0, 2, thing_by_status},
    {"sup_conform_thing_by_tag", 0, 3, thing_by_tag},
};

static const struct sup_column part_columns[] = {
    {"tenant", SUP_INT, 0, "the tenant"},
    {"owner", SUP_TEXT, 0, "text in a primary key"},
    {"place", SUP_INT, 0, "a number of either sign"},
    {"code", SUP_BLOB, 0, "bytes in a primary key"},
    {"weight", SUP_INT, 0, "a number"},
    {"remark", SUP_TEXT, NULLABLE, "a text or nothing"},
};

static const uint32_t part_by_place[] = {0, 2};
static const uint32_t part_by_weight[] = {0, 4, 3};
static const uint32_t part_by_code[] = {0, 3, 4};
static const struct sup_index part_indexes[] = {
    {"sup_conform_part_by_place", 0, 2, part_by_place},
    {"sup_conform_part_by_weight", 0, 3, part_by_weight},
    {"sup_conform_part_by_code", 1, 3, part_by_code},
};

#define KEY(name)                                                                                  \
    {                                                                                              \
        name, SUP_INT, 0, "part of a long key"                                                     \
    }
#define CELL(name)                                                                                 \
    {                                                                                              \
        name, SUP_INT, NULLABLE, "one of many"                                                     \
    }
static const struct sup_column wide_columns[] = {
    KEY("tenant"), KEY("k1"),   KEY("k2"),   KEY("k3"),   KEY("k4"),   KEY("k5"),   KEY("k6"),
    KEY("k7"),     KEY("k8"),   KEY("k9"),   KEY("k10"),  KEY("k11"),  CELL("c12"), CELL("c13"),
    CELL("c14"),   CELL("c15"), CELL("c16"), CELL("c17"), CELL("c18"), CELL("c19"), CELL("c20"),
    CELL("c21"),   CELL("c22"), CELL("c23"), CELL("c24"), CELL("c25"), CELL("c26"), CELL("c27"),
    CELL("c28"),   CELL("c29"), CELL("c30"), CELL("c31"), CELL("c32"), CELL("c33"), CELL("c34"),
    CELL("c35"),   CELL("c36"), CELL("c37"), CELL("c38"), CELL("c39"), CELL("c40"), CELL("c41"),
    CELL("c42"),   CELL("c43"), CELL("c44"), CELL("c45"), CELL("c46"), CELL("c47"), CELL("c48"),
    CELL("c49"),   CELL("c50"), CELL("c51"), CELL("c52"), CELL("c53"), CELL("c54"), CELL("c55"),
    CELL("c56"),   CELL("c57"), CELL("c58"), CELL("c59"),
};

static const uint32_t wide_orders[][SUP_STORE_KEY_COLUMNS_MAX] = {
    {0, 11},
    {0, 10},
    {0, 9},
    {0, 8},
    {0, 7},
    {0, 11, 10},
    {0, 11, 10, 9},
    {0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1},
};
static const struct sup_index wide_indexes[] = {
    {"sup_conform_wide_1", 0, 2, wide_orders[0]}, {"sup_conform_wide_2", 0, 2, wide_orders[1]},
    {"sup_conform_wide_3", 0, 2, wide_orders[2]}, {"sup_conform_wide_4", 0, 2, wide_orders[3]},
    {"sup_conform_wide_5", 0, 2, wide_orders[4]}, {"sup_conform_wide_6", 0, 3, wide_orders[5]},
    {"sup_conform_wide_7", 0, 4, wide_orders[6]}, {"sup_conform_wide_8", 0, 12, wide_orders[7]},
};

#define THING(columns_used)                                                                        \
    {                                                                                              \
        .name = "sup_conform_thing", .kind = SUP_TABLE_PROJECTION, .key_count = 2,                 \
        .column_count = (columns_used), .index_count = COUNT_OF(thing_indexes),                    \
        .columns = thing_columns, .indexes = thing_indexes, .version_column = SUP__THING_VERSION,  \
        .meaning = "a table with a version"                                                        \
    }
#define PART                                                                                       \
    {                                                                                              \
        .name = "sup_conform_part", .kind = SUP_TABLE_RECORD, .key_count = 4,                      \
        .column_count = COUNT_OF(part_columns), .index_count = COUNT_OF(part_indexes),             \
        .columns = part_columns, .indexes = part_indexes, .version_column = -1,                    \
        .meaning = "a table whose key has every type"                                              \
    }
#define WIDE                                                                                       \
    {                                                                                              \
        .name = "sup_conform_wide", .kind = SUP_TABLE_OPERATIONAL,                                 \
        .key_count = SUP_STORE_KEY_COLUMNS_MAX, .column_count = COUNT_OF(wide_columns),            \
        .index_count = COUNT_OF(wide_indexes), .columns = wide_columns, .indexes = wide_indexes,   \
        .version_column = -1, .meaning = "a table at every limit"                                  \
    }

#define LATER                                                                                      \
    {                                                                                              \
        .name = "sup_conform_later", .kind = SUP_TABLE_RECORD, .key_count = 2, .column_count = 3,  \
        .columns = thing_columns, .version_column = -1,                                            \
        .meaning = "a table of the next version only"                                              \
    }

static const struct sup_table tables[] = {THING(SUP__THING_COLUMNS), PART, WIDE};

static const struct sup_view views[] = {
    {"sup_v_conform", "SELECT tenant, id, name FROM sup_conform_thing", "things by name",
     "tenant: whose\nid: a number\nname: a text\n"},
};

const struct sup_schema sup__conform_schema = {
    .size = sizeof(struct sup_schema),
    .version = 1,
    .table_count = COUNT_OF(tables),
    .view_count = COUNT_OF(views),
    .tables = tables,
    .views = views,
};

static const struct sup_table tables_next[] = {THING(SUP__THING_COLUMNS + 1), PART, WIDE, LATER};

const struct sup_schema sup__conform_schema_next = {
    .size = sizeof(struct sup_schema),
    .version = 2,
    .table_count = COUNT_OF(tables_next),
    .view_count = COUNT_OF(views),
    .tables = tables_next,
    .views = views,
};
