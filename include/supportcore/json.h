/*
 * json.h: the door for every other language: one call, JSON-RPC 2.0 in and out.
 *
 * One method per operation, named as in the table ("ticket.open"), plus `batch` (all or none,
 * {"calls":[{"method":…,"params":…}]}) and `rpc.discover`, which answers the OpenRPC document.
 * Parameters are given by name. Ids are decimal strings (whole numbers are taken too), times RFC
 * 3339 in UTC with milliseconds. What is absent is left out of a
 * result; null in a request is the same as leaving a member out. docs/json-rpc.md lists all of it.
 *
 * Who calls, when, and for which tenant is not part of a request: a request that says so is refused.
 */
#ifndef SUPPORTCORE_JSON_H
#define SUPPORTCORE_JSON_H

#include "supportcore/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of a request. @since 0.1 */
enum { SUP_REQUEST_BYTES_MAX = 8388608, SUP_REQUEST_DEPTH_MAX = 80, SUP_REQUEST_VALUES_MAX = 262144 };

/**
 * Answer one JSON-RPC 2.0 request.
 *
 * Errors of the request (unknown method, wrong parameters, refusals) are answers: the function
 * returns the code and *reply has the error object. Its code is JSON-RPC's for a request that is
 * wrong in itself and -32000 + enum sup_code otherwise; its data has code, message_id, message_name,
 * field (a JSON pointer into the request), hint, retryable (the same request may succeed when sent
 * again, without the host doing anything before), and line and column of wrong JSON. sup_last_error() has the same error.
 *
 * The reply is one line. That to a notification (a request without id) is an empty text. The memory
 * that the reply to a change needs is taken before the change is made, so SUP_NOMEM always means
 * that nothing was changed.
 *
 * @param core  the desk
 * @param caller  who asks and when; copied
 * @param request  UTF-8 text, need not end with a NUL
 * @param length  its bytes
 * @param[out] reply  owned: sup_free(); NULL only on SUP_NOMEM, SUP_MISUSE
 * @param[out] reply_length  its bytes without the ending NUL; may be NULL
 * @return SUP_OK, or the code of the error that the reply tells
 * @since 0.1
 */
SUP_API int32_t sup_call(sup_core *core, const struct sup_caller *caller, const char *request,
                         size_t length, char **reply, size_t *reply_length);

/**
 * The OpenRPC document as JSON text; needs no desk.
 * @return owned: sup_free(); NULL when memory ran out
 * @since 0.1
 */
SUP_API char *sup_openrpc(void);

#ifdef __cplusplus
}
#endif
#endif
