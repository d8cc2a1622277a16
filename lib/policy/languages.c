/*
 * languages.c: the languages of a desk, as BCP 47 tags (RFC 5646).
 *
 * Tags are compared byte by byte wherever they are stored or asked for, so each is written in the
 * one form that RFC 5646 recommends: "en", "pt-BR", "zh-Hans". What a tag's parts mean is not
 * looked up: the registry grows every year.
 */
#include "policy/reading.h"

#include <string.h>

#include "base/text.h"

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/* RFC 5646, 2.1.1: lower case, but for two letters (a region) and four (a script) that are not
 * first and do not follow a single one. `out` has room for the text. */
static void set_case(const char *text, char *out)
{
    int is_first = 1;
    int is_after_single = 0;

    while (*text != '\0') {
        size_t bytes = strcspn(text, "-");

        for (size_t i = 0; i < bytes; i++) {
            int is_capital =
                !is_first && !is_after_single && (bytes == 2 || (bytes == 4 && i == 0));

            out[i] = is_capital ? upper(text[i]) : lower(text[i]);
        }
        is_first = 0;
        is_after_single |= bytes == 1;
        text += bytes;
        out += bytes;
        if (*text == '-') {
            *out++ = *text++;
        }
    }
    *out = '\0';
}

static const char *read_tag(struct sup__reading *reading, const struct sup__json *node)
{
    char shown[SUP__SHOWN_SIZE];
    char *kept;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return NULL;
    }
    kept = sup__keep(reading, node->bytes + 1);
    if (kept == NULL) {
        return NULL;
    }
    memcpy(kept, node->text, node->bytes + 1);
    if (sup__is_language_tag(kept)) {
        return kept;
    }
    set_case(node->text, kept);
    if (sup__is_language_tag(kept)) {
        sup__problem_told(reading, SUP_POLICY_ERROR, SUP_MSG_POLICY_VALUE, node, 0, kept,
                          "a language tag is written in the case that RFC 5646 recommends");
    } else {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not a language tag such as en, pt-BR or zh-Hans",
                     sup__shown(node->text, shown));
    }
    return kept;
}

void sup__read_languages(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->languages = sup__read_named(reading, node, "language", SUP__POLICY_LANGUAGES_MAX,
                                        read_tag, &policy->language_names);
    policy->language_count = policy->language_names.count;
}
