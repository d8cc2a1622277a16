/*
 * condition_model_inside.h: what the files of the second evaluator share: values, and constants
 * read.
 */
#ifndef CONDITION_MODEL_INSIDE_H
#define CONDITION_MODEL_INSIDE_H

#include "condition_model.h"

typedef __int128 wide;

enum kind { NOTHING, UNKNOWN_VALUE, BOOLEAN, NUMBER, MONEY, TEXT, NAME, TIME, SPAN, LIST };

struct value {
    enum kind kind;
    wide number; /* units of 10^-scale */
    int scale;
    char currency[4];
    const char *text;
    const struct sup__json *list; /* of a case or a condition; NULL: empty */
    const struct sup__fact *fact; /* what it is a value of */
    const struct sup__domain *domain;
};

struct world {
    const struct sup__facts *facts;
    const struct sup__json *given;  /* the whole case, or one item */
    const struct sup__fact *record; /* inside of a list: whose item; NULL outside */
    int64_t now;
};

struct value unknown(void);
struct value verdict(int three);
int fits(wide number);
wide power(int digits);
struct value read_number(const char *text, size_t bytes);
int currency_digits(const char *currency);
struct value make_money(const char *amount, size_t bytes, const char *currency);
struct value read_money(const struct sup__json *json);
int is_leap(int year);
int64_t read_time(const char *text);
int64_t read_span(const char *text);
struct value read_name(const char *text, const struct sup__domain *domain);
struct value read_as(const struct sup__json *json, enum kind kind,
                     const struct sup__domain *domain);
struct value read_alone(const struct sup__json *json);

#endif
