/*
 * condition_model_values.c: the constants of the second evaluator.
 */
#include "condition_model_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct value unknown(void)
{
    return (struct value){.kind = UNKNOWN_VALUE};
}

struct value verdict(int three)
{
    return three == 2 ? unknown() : (struct value){.kind = BOOLEAN, .number = three};
}

int fits(wide number)
{
    return number >= (wide)INT64_MIN && number <= (wide)INT64_MAX;
}

wide power(int digits)
{
    if (digits < 0 || digits > 12) {
        (void)fprintf(stderr, "the model aligns by %d digits\n", digits);
        abort();
    }
    return digits == 0 ? 1 : 10 * power(digits - 1);
}

/* ---- constants ---- */

struct value read_number(const char *text, size_t bytes)
{
    struct value value = {.kind = NUMBER};
    int sign = 1;
    int after = 0;

    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '-') {
            sign = -1;
        } else if (text[i] == '.') {
            after = 1;
        } else {
            value.number = value.number * 10 + (text[i] - '0');
            value.scale += after;
        }
    }
    while (value.scale > 0 && value.number % 10 == 0) {
        value.number /= 10;
        value.scale--;
    }
    value.number *= sign;
    return value;
}

/* The test's own list: what its cases and conditions use. */
int currency_digits(const char *currency)
{
    return strcmp(currency, "JPY") == 0 ? 0 : 2;
}

struct value make_money(const char *amount, size_t bytes, const char *currency)
{
    struct value value = read_number(amount, bytes);

    value.number *= power(currency_digits(currency) - value.scale);
    value.scale = 0;
    value.kind = MONEY;
    memcpy(value.currency, currency, 4);
    return value;
}

struct value read_money(const struct sup__json *json)
{
    size_t length = strlen(json->type == SUP__JSON_OBJECT ? "" : json->text);

    if (json->type == SUP__JSON_OBJECT) {
        const struct sup__json *amount = sup__json_member(json, "amount");

        return make_money(amount->text, amount->bytes, sup__json_member(json, "currency")->text);
    }
    if (length > 4 && json->text[length - 4] == ' ') {
        return make_money(json->text, length - 4, json->text + length - 3);
    }
    return make_money(json->text, length, "EUR");
}

int is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Counted day by day from the year 1970: only for the years around it. */
int64_t read_time(const char *text)
{
    static const int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ms = 0;
    int64_t days = 0;

    (void)sscanf(text, "%d-%d-%dT%d:%d:%d.%d", &year, &month, &day, &hour, &minute, &second, &ms);
    for (int y = 1970; y < year; y++) {
        days += 365 + is_leap(y);
    }
    for (int m = 1; m < month; m++) {
        days += months[m - 1] + (m == 2 && is_leap(year));
    }
    days += day - 1;
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms;
}

int64_t read_span(const char *text)
{
    int64_t sum = 0;
    int64_t number = 0;
    int sign = 1;

    for (; *text != '\0'; text++) {
        switch (*text) {
        case '-':
            sign = -1;
            break;
        case 'D':
            sum += number * 86400000;
            break;
        case 'H':
            sum += number * 3600000;
            break;
        case 'M':
            sum += number * 60000;
            break;
        case 'S':
            sum += number * 1000;
            break;
        default:
            number = *text >= '0' && *text <= '9' ? number * 10 + (*text - '0') : 0;
            continue;
        }
        number = 0;
    }
    return sign * sum;
}

struct value read_name(const char *text, const struct sup__domain *domain)
{
    struct value value = {.kind = NAME, .text = text, .domain = domain};

    while (strcmp(domain->names->names[(int)value.number], text) != 0) {
        value.number++;
    }
    return value;
}

struct value read_as(const struct sup__json *json, enum kind kind, const struct sup__domain *domain)
{
    struct value value = {.kind = kind};

    switch (kind) {
    case BOOLEAN:
        value.number = json->type == SUP__JSON_TRUE;
        return value;
    case NUMBER:
        return read_number(json->text, json->bytes);
    case MONEY:
        return read_money(json);
    case NAME:
        return read_name(json->text, domain);
    case TIME:
        value.number = read_time(json->text);
        return value;
    case SPAN:
        value.number = read_span(json->text);
        return value;
    case LIST:
        value.list = json;
        return value;
    default:
        value.kind = TEXT;
        value.text = json->text;
        return value;
    }
}

/* A constant on its own: what JSON says it is. */
struct value read_alone(const struct sup__json *json)
{
    switch (json->type) {
    case SUP__JSON_TRUE:
    case SUP__JSON_FALSE:
        return read_as(json, BOOLEAN, NULL);
    case SUP__JSON_NUMBER:
        return read_as(json, NUMBER, NULL);
    case SUP__JSON_OBJECT:
        return read_as(json, MONEY, NULL);
    case SUP__JSON_LIST:
        return read_as(json, LIST, NULL);
    default:
        return read_as(json, TEXT, NULL);
    }
}
