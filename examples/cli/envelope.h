/*
 * envelope.h: a line of `supportcore call`:
 * {"caller": {"actor": "agent:3", "now": "2026-03-29T09:00:00Z"}, "request": {JSON-RPC}}.
 *
 * The caller is what the host says, the request is what somebody asks. They stand apart so that no
 * request can say who makes it.
 */
#ifndef CLI_ENVELOPE_H
#define CLI_ENVELOPE_H

#include "json_scan.h"
#include "program.h"

enum { TRACEPARENT_SIZE = 256, PROBLEM_SIZE = 160 };

struct envelope {
    struct span request;      /* byte for byte as written; text NULL when there is none */
    struct sup_caller caller; /* traceparent points into the next */
    int is_json;              /* it is a JSON object, whatever is in it */
    int has_actor;            /* the line says who */
    char traceparent[TRACEPARENT_SIZE];
    char problem[PROBLEM_SIZE]; /* why it is broken; "" when it is not */
};

/**
 * Read an envelope.
 *
 * @param line  borrowed: envelope->request points into it
 * @param caller  what the line leaves open is taken from here
 * @return 1; 0 when it is broken, and envelope->problem says why
 */
int envelope_read(struct envelope *envelope, struct span line, const struct sup_caller *caller);

/** The id of a JSON-RPC request as written, for an answer that names it; "null" when it has none
 *  that can be repeated. */
struct span envelope_request_id(struct span request);

#endif
