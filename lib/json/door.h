/*
 * door.h: what the files of the JSON door share.
 *
 * The door is written on the public headers and lib/base, which proves that a binding in any
 * language could be: it reads the operation table, fills parameter structs by their shapes, runs
 * operations by number and writes results by their shapes. Only the core's memory and its last
 * error are not public.
 */
#ifndef SUP__DOOR_H
#define SUP__DOOR_H

#include "base/json_read.h"
#include "base/message.h"
#include "base/text.h"
#include "supportcore/operation.h"

/* Of the core; lib/ops/core.h has them too. */
int32_t sup__core_enter(sup_core *core);
void sup__core_leave(sup_core *core, int32_t rc);
void sup__core_hold(sup_core *core);
void sup__core_release(sup_core *core);
const struct sup__mem *sup__core_mem(const sup_core *core);
struct sup_error *sup__core_error(sup_core *core);

/** JSON-RPC 2.0, section 5.1; codes of our own are SUP__RPC_OURS + enum sup_code. */
enum {
    SUP__RPC_PARSE = -32700,
    SUP__RPC_REQUEST = -32600,
    SUP__RPC_METHOD = -32601,
    SUP__RPC_PARAMS = -32602,
    SUP__RPC_OURS = -32000
};

/** A reply that grows; what a write will need is taken before it writes (reply.c). */
struct sup__reply {
    struct sup__buffer text;
    char *owned; /* NULL when nothing was reserved */
    size_t owned_bytes;
};

/** One request on its way through the door. */
struct sup__request {
    sup_core *core;
    const struct sup_caller *caller;
    const char *text;
    size_t bytes;
    struct sup__arena arena;
    const struct sup__json *root;
    const struct sup__json *id; /* NULL: a notification, or not known */
    int is_notification;
    int32_t rpc_code; /* of the error, when the code alone does not say; 0 */
    struct sup_error error;
    struct sup__reply reply;
};

/* reply.c */
void sup__reply_init(struct sup__reply *reply, const struct sup__mem *mem);
void sup__reply_free(struct sup__reply *reply);
/** Take memory for a reply with up to `bytes` of result, so that it cannot be lacking after a
 *  commit. 0 when there is none. */
int sup__reply_reserve(struct sup__request *request, size_t bytes);
/** Everything before the result, and what follows it. */
void sup__reply_begin(struct sup__request *request);
void sup__reply_end(struct sup__request *request);
/** The whole reply that tells request->error. */
void sup__reply_error(struct sup__request *request);
/** The reply, owned; NULL when memory ran out. */
char *sup__reply_take(struct sup__reply *reply, size_t *bytes);

/* decode.c */
/** The node of an object's parameters: `params` of a request or a call; never NULL but for no
 *  memory. An absent one and an empty list become an empty object. */
int32_t sup__decode_params_node(struct sup__request *request, const struct sup__json *object,
                                const struct sup__json **params);
/** Fill a parameter struct, in the arena, from an object. */
int32_t sup__decode_params(struct sup__request *request, const struct sup_shape *shape,
                           const struct sup__json *object, int allow_batch_ids, void **params);
/** Refuse members of an object that are not among the names. */
int32_t sup__decode_members(struct sup__request *request, const struct sup__json *object,
                            const char *const *names, size_t count);
/** Fail at a node, or at a member of it that is not there; answers the message's code. */
int32_t sup__decode_fail(struct sup__request *request, enum sup__message message,
                         const struct sup__json *node, const char *absent_key, const char *format,
                         ...) __attribute__((format(printf, 5, 6)));

/* encode.c */
void sup__encode(struct sup__buffer *out, const struct sup_shape *shape, const void *object);

/* call.c */
/** The operation that a request or a call of a batch names; *operation NULL when none is. */
int32_t sup__call_find(struct sup__request *request, const struct sup__json *object,
                       const struct sup_operation **operation);
/** Take over the core's error, its field made a JSON pointer into the request. */
int32_t sup__call_failed(struct sup__request *request, int32_t code);
/** Make the field of an operation's error a JSON pointer that begins with `prefix`. */
void sup__call_field(const struct sup_operation *operation, const char *prefix,
                     struct sup_error *error);

/* batch.c */
/** The method `batch`, from its parameters to its reply. */
int32_t sup__call_batch(struct sup__request *request, const struct sup__json *params);

/* openrpc.c */
void sup__openrpc_write(struct sup__buffer *out);
/* schema.c: JSON Schema of fields and shapes. */
void sup__schema_field(struct sup__buffer *out, const struct sup_field *field, int is_param);
/** All shapes that the document refers to, as members of components.schemas. */
void sup__schema_components(struct sup__buffer *out);

#endif
