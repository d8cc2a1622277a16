/*
 * ask_fixture.h: requests to a desk of desk_fixture.h through the JSON door, and the whole answer.
 *
 * A test of bad input that compares no more than a code passes when the message is nonsense. These
 * compare the reply word for word, with what sup_last_error() says, and all rows of the desk before
 * and after. Requests and texts are written with ' for " and ` for ', to be read without
 * backslashes.
 */
#ifndef TESTS_ASK_FIXTURE_H
#define TESTS_ASK_FIXTURE_H

#include "desk_fixture.h"

#include "base/text.h"

/* What an error's reply has to say. */
struct wrong {
    int32_t rpc_code; /* JSON-RPC's, or -32000 and enum sup_code */
    int32_t code;     /* enum sup_code */
    int32_t message;  /* its number, which never changes */
    const char *name; /* the message's */
    const char *text;
    const char *field; /* NULL: none is to blame */
    const char *hint;
    uint32_t column;   /* of wrong JSON, on line 1; 0: none is told */
    int32_t is_unread; /* 1: answered before the request's id was read, so with null */
    int32_t is_retryable;
};

/** ' becomes ", and ` becomes '; free(). */
char *unquoted(const char *text);

/** The answer to some bytes; *reply is owned: sup_free(). They are given as an exact copy, so that
 *  a read past them is seen. */
int32_t ask_bytes(struct desk *desk, const struct sup_caller *caller, const char *request,
                  size_t bytes, char **reply);
/** One method with its parameters, id 1. */
int32_t ask(struct desk *desk, const struct sup_caller *caller, const char *method,
            const char *params, char **reply);

/** The request must succeed with exactly this result. */
void expect_result(struct desk *desk, const struct sup_caller *caller, const char *method,
                   const char *params, const char *result);
/** The reply is this error, word for word, and so is sup_last_error(). */
void expect_wrong_reply(struct desk *desk, const struct wrong *wrong, int32_t code,
                        const char *reply);
/** Bytes are answered with this error, no row of the desk changes, and the desk works on. A refusal
 *  leaves one event that records it. */
void expect_wrong_bytes(struct desk *desk, const struct sup_caller *caller, const char *request,
                        size_t bytes, const struct wrong *wrong);
/** The same for a method with its parameters. */
void expect_wrong(struct desk *desk, const struct sup_caller *caller, const char *method,
                  const char *params, const struct wrong *wrong);

#endif
