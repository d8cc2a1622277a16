/*
 * compiling.h: what the parts of the compiler share.
 *
 * Compiling goes on after a problem, so that everything wrong is told; a node that could not be
 * made is NULL, and whoever gets a NULL part answers NULL without a word. Constants wait as raw
 * nodes until what they are compared with gives them a type (constant.c).
 */
#ifndef SUP__RULES_COMPILING_H
#define SUP__RULES_COMPILING_H

#include "rules/tree.h"

/* What a name in `var` can mean: the facts of the table, or the fields of a list's items. */
struct sup__scope {
    struct sup__names names;
    const struct sup__fact *facts;
    const struct sup__scope *outer; /* NULL: the table of facts */
    const char *list;               /* whose items they are of */
    int is_record;                  /* else the items are values: {"var": ""} */
};

/* Who is told of problems, and whether there were any. */
struct sup__telling {
    const struct sup__rule_listener *listener;
    uint32_t error_count;
};

struct sup__compiler {
    struct sup__arena *keep;
    struct sup__arena *scratch;
    const struct sup__facts *facts;
    const struct sup__domain *channels;
    const struct sup__scope *scope;
    struct sup__telling telling;
    uint8_t *is_used; /* by fact */
    uint32_t node_count;
    uint32_t depth;
    int is_too_large; /* told; the rest is not looked at */
    int is_out_of_memory;
};

/* One use of an operator: {"name": arguments}. */
struct sup__call {
    const struct sup__operator *operation;
    const struct sup__json *json;   /* the member: its key is the operator */
    const struct sup__json **items; /* the arguments, also a single one without a list */
    uint32_t count;
};

struct sup__operator {
    const char *name;
    uint8_t kind;       /* enum sup__node_kind: of what it makes */
    uint8_t comparison; /* enum sup__comparison */
    uint8_t least;      /* arguments */
    uint8_t most;       /* 0: any number */
    struct sup__node *(*make)(struct sup__compiler *compiler, const struct sup__call *call);
};

enum { SUP__RULE_TEXT_SIZE = SUP_ERROR_TEXT_SIZE - 32, SUP__SHOWN_JSON_SIZE = 48 };

/* ---- telling.c ---- */

void sup__tell(struct sup__telling *telling, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** With the nearest name (may be NULL); `is_key`: it is the node's key that is wrong. */
void sup__tell_name(struct sup__telling *telling, enum sup__message message,
                    const struct sup__json *node, int is_key, const char *nearest,
                    const char *format, ...) __attribute__((format(printf, 6, 7)));
void sup__warn(struct sup__telling *telling, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A value as a problem's text shows it: "abc" in quotes, 12, a list. */
const char *sup__shown_json(const struct sup__json *node, char out[SUP__SHOWN_JSON_SIZE]);
/** "a number", "money", "a list". */
const char *sup__type_article(int32_t type);
/** The same but for capital letters, of ASCII. */
int sup__is_same_name(const char *a, const char *b);
/** The name that was meant: but for capital letters, or without what stands before its last point,
 *  if only one is called that; else the nearest by its letters. NULL: none. */
const char *sup__nearest_name(const struct sup__names *names, const char *text);
/** A node as a problem's text names it: a fact's name, or "this". */
const char *sup__node_called(const struct sup__node *node);

/* ---- compile.c ---- */

/** Any argument: a value, a condition or a raw constant. */
struct sup__node *sup__compile_any(struct sup__compiler *compiler, const struct sup__json *json);
/** An argument that has to be a condition. */
struct sup__node *sup__compile_condition(struct sup__compiler *compiler,
                                         const struct sup__json *json);
/** All arguments of a call, each by `compile`; NULL when one of them could not be made. */
struct sup__node **sup__compile_arguments(struct sup__compiler *compiler,
                                          const struct sup__call *call,
                                          struct sup__node *(*compile)(struct sup__compiler *,
                                                                       const struct sup__json *));
/** A node with these parts (NULL: the call's could not be made, and so neither this one). */
struct sup__node *sup__node_make(struct sup__compiler *compiler, const struct sup__call *call,
                                 uint8_t type, struct sup__node **parts, uint32_t count);
/** Memory of the condition; remembers when there is none. */
void *sup__compiler_keep(struct sup__compiler *compiler, size_t bytes);
/** One more node; 0 when there are too many. */
int sup__count_node(struct sup__compiler *compiler, const struct sup__json *json);
/** The value of a node whose parts are all constants takes its place. */
struct sup__node *sup__fold_node(struct sup__compiler *compiler, struct sup__node *node);

/* ---- constant.c: constants, read as a type ---- */

/** A decimal number without an exponent. NULL, or why it cannot be read. */
const char *sup__decimal_parse(const char *text, size_t bytes, int64_t *units, uint32_t *scale);
/**
 * Read a constant of a condition as a type. Texts are borrowed from it. Of a number, type->scale
 * becomes its own.
 *
 * @param because  what has that type: a fact's name; NULL when nothing is named
 * @return 0 after a problem that was told
 */
int sup__constant_read(struct sup__telling *telling, const struct sup__facts *facts,
                       const struct sup__json *json, const char *because, struct sup__type *type,
                       struct sup__slot *value);
/** The same of a value in a case, where nothing is taken for something else. */
int sup__value_read(struct sup__telling *telling, const struct sup__facts *facts,
                    const struct sup__json *json, const char *because, struct sup__type *type,
                    struct sup__slot *value);
/** Give a node a type: a raw constant is read as it, `if` gives it to its branches, and any other
 *  node has to be of it already. 0 after a problem that was told. */
int sup__give_type(struct sup__compiler *compiler, struct sup__node *node,
                   const struct sup__type *type, const char *because);
/** {"amount": ..., "currency": ...}, which is an amount and not the use of an operator. */
int sup__is_money_json(const struct sup__json *json);
/** The type that a raw constant has when nothing gives it one. */
struct sup__type sup__natural_type(const struct sup__node *node);
/** Give all parts the type of the first that has one. 0 after a problem that was told. */
int sup__unify(struct sup__compiler *compiler, struct sup__node **parts, uint32_t count,
               struct sup__type *type);
/** A raw list as a constant list whose items have that type. */
int sup__give_list_type(struct sup__compiler *compiler, struct sup__node *node,
                        const struct sup__type *item_type, const char *because);

/* ---- the operators ---- */

struct sup__node *sup__make_condition(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_xor(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_truth(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_if(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_equality(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_order(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_in(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_contains(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_affix(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_add(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_subtract(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_multiply(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_extreme(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_var(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_missing(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_missing_some(struct sup__compiler *compiler,
                                         const struct sup__call *call);
struct sup__node *sup__make_items(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_count(struct sup__compiler *compiler, const struct sup__call *call);
/** Whether one of the items of a list fact is one of these constants. */
struct sup__node *sup__make_any_among(struct sup__compiler *compiler, const struct sup__call *call,
                                      struct sup__node *list, struct sup__node *constants);
struct sup__node *sup__make_now(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_passed(struct sup__compiler *compiler, const struct sup__call *call);
struct sup__node *sup__make_in_hours(struct sup__compiler *compiler, const struct sup__call *call);

/* ---- warnings.c ---- */

/** What is right but cannot have been meant: parts that are always true, contradictions. */
void sup__warn_of_parts(struct sup__compiler *compiler, const struct sup__node *node);

#endif
