/*
 * money.c: amounts as whole minor units of an ISO 4217 currency.
 *
 * The table is ISO 4217 list one, without the codes that have no minor unit (metals, funds of
 * account, tests), and with those withdrawn since 2022 (ANG, BGN, HRK, SLL, ZWL), because old
 * orders are still refunded. Exponents are the standard's, not those that shops print.
 */
#include "base/money.h"

#include <string.h>

static const struct {
    char code[4];
    int8_t exponent;
} currencies[] = {
    {"AED", 2}, {"AFN", 2}, {"ALL", 2}, {"AMD", 2}, {"ANG", 2}, {"AOA", 2}, {"ARS", 2}, {"AUD", 2},
    {"AWG", 2}, {"AZN", 2}, {"BAM", 2}, {"BBD", 2}, {"BDT", 2}, {"BGN", 2}, {"BHD", 3}, {"BIF", 0},
    {"BMD", 2}, {"BND", 2}, {"BOB", 2}, {"BOV", 2}, {"BRL", 2}, {"BSD", 2}, {"BTN", 2}, {"BWP", 2},
    {"BYN", 2}, {"BZD", 2}, {"CAD", 2}, {"CDF", 2}, {"CHE", 2}, {"CHF", 2}, {"CHW", 2}, {"CLF", 4},
    {"CLP", 0}, {"CNY", 2}, {"COP", 2}, {"COU", 2}, {"CRC", 2}, {"CUP", 2}, {"CVE", 2}, {"CZK", 2},
    {"DJF", 0}, {"DKK", 2}, {"DOP", 2}, {"DZD", 2}, {"EGP", 2}, {"ERN", 2}, {"ETB", 2}, {"EUR", 2},
    {"FJD", 2}, {"FKP", 2}, {"GBP", 2}, {"GEL", 2}, {"GHS", 2}, {"GIP", 2}, {"GMD", 2}, {"GNF", 0},
    {"GTQ", 2}, {"GYD", 2}, {"HKD", 2}, {"HNL", 2}, {"HRK", 2}, {"HTG", 2}, {"HUF", 2}, {"IDR", 2},
    {"ILS", 2}, {"INR", 2}, {"IQD", 3}, {"IRR", 2}, {"ISK", 0}, {"JMD", 2}, {"JOD", 3}, {"JPY", 0},
    {"KES", 2}, {"KGS", 2}, {"KHR", 2}, {"KMF", 0}, {"KPW", 2}, {"KRW", 0}, {"KWD", 3}, {"KYD", 2},
    {"KZT", 2}, {"LAK", 2}, {"LBP", 2}, {"LKR", 2}, {"LRD", 2}, {"LSL", 2}, {"LYD", 3}, {"MAD", 2},
    {"MDL", 2}, {"MGA", 2}, {"MKD", 2}, {"MMK", 2}, {"MNT", 2}, {"MOP", 2}, {"MRU", 2}, {"MUR", 2},
    {"MVR", 2}, {"MWK", 2}, {"MXN", 2}, {"MXV", 2}, {"MYR", 2}, {"MZN", 2}, {"NAD", 2}, {"NGN", 2},
    {"NIO", 2}, {"NOK", 2}, {"NPR", 2}, {"NZD", 2}, {"OMR", 3}, {"PAB", 2}, {"PEN", 2}, {"PGK", 2},
    {"PHP", 2}, {"PKR", 2}, {"PLN", 2}, {"PYG", 0}, {"QAR", 2}, {"RON", 2}, {"RSD", 2}, {"RUB", 2},
    {"RWF", 0}, {"SAR", 2}, {"SBD", 2}, {"SCR", 2}, {"SDG", 2}, {"SEK", 2}, {"SGD", 2}, {"SHP", 2},
    {"SLE", 2}, {"SLL", 2}, {"SOS", 2}, {"SRD", 2}, {"SSP", 2}, {"STN", 2}, {"SVC", 2}, {"SYP", 2},
    {"SZL", 2}, {"THB", 2}, {"TJS", 2}, {"TMT", 2}, {"TND", 3}, {"TOP", 2}, {"TRY", 2}, {"TTD", 2},
    {"TWD", 2}, {"TZS", 2}, {"UAH", 2}, {"UGX", 0}, {"USD", 2}, {"USN", 2}, {"UYI", 0}, {"UYU", 2},
    {"UYW", 4}, {"UZS", 2}, {"VED", 2}, {"VES", 2}, {"VND", 0}, {"VUV", 0}, {"WST", 2}, {"XAF", 0},
    {"XCD", 2}, {"XCG", 2}, {"XOF", 0}, {"XPF", 0}, {"YER", 2}, {"ZAR", 2}, {"ZMW", 2}, {"ZWG", 2},
    {"ZWL", 2}};

enum { CURRENCIES_COUNT = sizeof currencies / sizeof currencies[0] };

int sup__currency_exponent(const char *code)
{
    size_t low = 0;
    size_t high = CURRENCIES_COUNT;

    while (code != NULL && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(code, currencies[middle].code);

        if (order == 0) {
            return currencies[middle].exponent;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return -1;
}

static int append_digit(int64_t *number, int digit)
{
    if (*number > (INT64_MAX - digit) / 10) {
        return 0;
    }
    *number = *number * 10 + digit;
    return 1;
}

int sup__money_parse(const char *amount, size_t bytes, const char *currency, int64_t *minor)
{
    int exponent = sup__currency_exponent(currency);
    int64_t number = 0;
    size_t whole = 0; /* digits before the point */
    int decimals = 0; /* digits after it */

    while (whole < bytes && amount[whole] != '.') {
        whole++;
    }
    if (exponent < 0 || whole == 0 || (whole > 1 && amount[0] == '0') || whole + 1 == bytes) {
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        if (i == whole) {
            continue;
        }
        if (amount[i] < '0' || amount[i] > '9' || !append_digit(&number, amount[i] - '0')) {
            return 0;
        }
        if (i > whole && ++decimals > exponent) {
            return 0;
        }
    }
    for (; decimals < exponent; decimals++) {
        if (!append_digit(&number, 0)) {
            return 0;
        }
    }
    if (number == 0) {
        return 0;
    }
    *minor = number;
    return 1;
}

int sup__money_format(int64_t minor, const char *currency, char out[SUP__MONEY_TEXT_SIZE])
{
    int exponent = sup__currency_exponent(currency);
    uint64_t left = minor < 0 ? UINT64_C(0) - (uint64_t)minor : (uint64_t)minor;
    char text[SUP__MONEY_TEXT_SIZE];
    size_t at = sizeof text;

    if (exponent < 0) {
        return 0;
    }
    text[--at] = '\0';
    for (int place = 0; place <= exponent || left != 0; place++) {
        if (place == exponent && place != 0) {
            text[--at] = '.';
        }
        text[--at] = (char)('0' + left % 10);
        left /= 10;
    }
    if (minor < 0) {
        text[--at] = '-';
    }
    memcpy(out, text + at, sizeof text - at);
    return 1;
}

int sup__money_add(int64_t a, int64_t b, int64_t *out)
{
    if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b)) {
        return 0;
    }
    *out = a + b;
    return 1;
}

int sup__money_subtract(int64_t a, int64_t b, int64_t *out)
{
    if ((b < 0 && a > INT64_MAX + b) || (b > 0 && a < INT64_MIN + b)) {
        return 0;
    }
    *out = a - b;
    return 1;
}
