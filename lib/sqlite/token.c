/*
 * token.c: reads the parts of a stored definition that users may have written: columns that they
 * added to our tables, and indexes of their own on them.
 *
 * It accepts a small part of SQL and nothing else. What it does not know is refused, so that no
 * clause (ON CONFLICT REPLACE, UNIQUE, CHECK, REFERENCES, GENERATED, COLLATE) can change what a
 * statement of ours does.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,   /* unquoted: keyword or name */
    TOKEN_NAME,   /* quoted with " ` or [ */
    TOKEN_STRING, /* also x'…' */
    TOKEN_NUMBER,
    TOKEN_MARK, /* one of , ( ) + - */
    TOKEN_OTHER /* anything else, comments included */
};

struct token {
    enum token_kind kind;
    const char *start;
    size_t bytes;
};

static int is_word_byte(char c)
{
    unsigned char byte = (unsigned char)c;

    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '$' || byte >= 0x80;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The byte after the closing quote, NULL when there is none; a doubled quote does not close. */
static const char *skip_quoted(const char *at, char close)
{
    for (at++; *at != '\0'; at++) {
        if (*at != close) {
            continue;
        }
        if (close == ']' || at[1] != close) {
            return at + 1;
        }
        at++;
    }
    return NULL;
}

static const char *skip_number(const char *at)
{
    while (is_word_byte(*at) || *at == '.' ||
           ((*at == '+' || *at == '-') && (at[-1] == 'e' || at[-1] == 'E'))) {
        at++;
    }
    return at;
}

/* The token at *text, and step over it. */
static struct token next_token(const char **text)
{
    const char *at = *text + strspn(*text, " \t\n\r\f");
    struct token token = {TOKEN_OTHER, at, 1};
    const char *end = at + 1;

    if (*at == '\0') {
        token.kind = TOKEN_END;
        end = at;
    } else if (*at == '"' || *at == '`' || *at == '[') {
        end = skip_quoted(at, *at == '[' ? ']' : *at);
        token.kind = TOKEN_NAME;
    } else if (*at == '\'' || ((*at == 'x' || *at == 'X') && at[1] == '\'')) {
        end = skip_quoted(*at == '\'' ? at : at + 1, '\'');
        token.kind = TOKEN_STRING;
    } else if (is_digit(*at) || (*at == '.' && is_digit(at[1]))) {
        end = skip_number(at);
        token.kind = TOKEN_NUMBER;
    } else if (is_word_byte(*at)) {
        end = at + 1;
        while (is_word_byte(*end)) {
            end++;
        }
        token.kind = TOKEN_WORD;
    } else if (at[0] == '-' && at[1] == '-') {
        token.kind = TOKEN_OTHER;
    } else if (strchr(",()+-", *at) != NULL) {
        token.kind = TOKEN_MARK;
    }
    if (end == NULL) {
        token.kind = TOKEN_OTHER;
        end = at + strlen(at);
    }
    token.bytes = (size_t)(end - at);
    *text = end;
    return token;
}

static int is_word(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && token->bytes == strlen(word) &&
           sqlite3_strnicmp(token->start, word, (int)token->bytes) == 0;
}

static int is_mark(const struct token *token, char mark)
{
    return token->kind == TOKEN_MARK && *token->start == mark;
}

static int is_any_word(const struct token *token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_word(token, words[i])) {
            return 1;
        }
    }
    return 0;
}

/* A literal after DEFAULT. *is_null tells that it is NULL. */
static int take_literal(const char **text, int *is_null)
{
    static const char *const words[] = {"TRUE", "FALSE", "NULL"};
    struct token token = next_token(text);

    *is_null = is_word(&token, "NULL");
    if (is_mark(&token, '+') || is_mark(&token, '-')) {
        token = next_token(text);
        return token.kind == TOKEN_NUMBER;
    }
    return token.kind == TOKEN_NUMBER || token.kind == TOKEN_STRING ||
           is_any_word(&token, words, sizeof words / sizeof words[0]);
}

int sup__take_extra_column(const char **text)
{
    static const char *const types[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    struct token token = next_token(text);
    int is_not_null = 0;
    int is_null = 1;

    if (!is_mark(&token, ',')) {
        return 0;
    }
    token = next_token(text);
    if (token.kind != TOKEN_WORD && token.kind != TOKEN_NAME) {
        return 0;
    }
    token = next_token(text);
    if (!is_any_word(&token, types, sizeof types / sizeof types[0])) {
        return 0;
    }
    for (;;) {
        const char *before = *text;

        token = next_token(text);
        if (is_mark(&token, ',')) {
            *text = before;
            return !is_not_null || !is_null; /* NOT NULL needs a default for our inserts */
        }
        if (is_word(&token, "NOT")) {
            token = next_token(text);
            is_not_null = 1;
            if (!is_word(&token, "NULL")) {
                return 0;
            }
        } else if (is_word(&token, "DEFAULT")) {
            if (!take_literal(text, &is_null)) {
                return 0;
            }
        } else {
            *text = before;
            return 0;
        }
    }
}

/* CREATE INDEX name ON name ( name [ASC|DESC], ... ) */
int sup__index_is_plain(const char *sql)
{
    struct token token = next_token(&sql);
    int ok = is_word(&token, "CREATE");

    token = next_token(&sql);
    ok = ok && is_word(&token, "INDEX");
    token = next_token(&sql);
    ok = ok && (token.kind == TOKEN_WORD || token.kind == TOKEN_NAME);
    token = next_token(&sql);
    ok = ok && is_word(&token, "ON");
    token = next_token(&sql);
    ok = ok && (token.kind == TOKEN_WORD || token.kind == TOKEN_NAME);
    token = next_token(&sql);
    ok = ok && is_mark(&token, '(');
    while (ok) {
        token = next_token(&sql);
        ok = token.kind == TOKEN_WORD || token.kind == TOKEN_NAME;
        token = next_token(&sql);
        if (is_word(&token, "ASC") || is_word(&token, "DESC")) {
            token = next_token(&sql);
        }
        if (ok && is_mark(&token, ')')) {
            token = next_token(&sql);
            return token.kind == TOKEN_END;
        }
        ok = ok && is_mark(&token, ',');
    }
    return 0;
}
