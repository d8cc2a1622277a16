/*
 * message.h: the list of all that can go wrong, for programs that print or check it.
 *
 * Every error carries a message id (struct sup_error, `message_id`). Ids are stable: a number
 * keeps its meaning across versions and is never used again for another. The thousands group them:
 * 1000s calls and handles, 2000s text, JSON and values, 3000s storage, 4000s policy, 5000s tickets
 * and people, 6000s events and their chain, 7000s authority. docs/errors.md is made from this list.
 */
#ifndef SUPPORTCORE_MESSAGE_H
#define SUPPORTCORE_MESSAGE_H

#include "supportcore/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One message: what `message_id` in struct sup_error refers to. @since 0.1 */
struct sup_message {
    uint32_t size;
    int32_t id;          /**< stable number, as in sup_error.message_id */
    int32_t code;        /**< enum sup_code: what a call answers with this message */
    uint32_t reserved;   /**< 0 */
    const char *name;    /**< such as "STRUCT_SIZE" */
    const char *meaning; /**< one sentence: what happened */
    const char *hint;    /**< what to do about it, unless the error itself has a closer one */
};

/** How many messages this library knows. @since 0.1 */
SUP_API int32_t sup_message_count(void);

/**
 * One message, in the order of their ids.
 *
 * @param index  from 0 to sup_message_count() - 1
 * @return borrowed, valid as long as the library is loaded; NULL for any other index
 * @since 0.1
 */
SUP_API const struct sup_message *sup_message_at(int32_t index);

/** The name of a message, such as "STORE_BUSY"; borrowed, static. "" for an id that it does not
 *  know, and for 0. @since 0.1 */
SUP_API const char *sup_message_name(int32_t message_id);

/**
 * Whether the same call may succeed when it is made again, without the host doing anything before:
 * another writer was busy, memory ran out, the disk was full or failed to read. It is what
 * `retryable` in replies of sup_call() says. Not so where a path, a right, the open transaction or
 * the handle is what has to change first.
 *
 * Give changes an idempotency key: then one that did succeed is not made twice.
 *
 * @param error  as a call filled it; NULL: 0. Without a message id, as stores of others may leave
 *               it, its code alone decides
 * @return 1 or 0
 * @since 0.1
 */
SUP_API int32_t sup_error_is_retryable(const struct sup_error *error);

#ifdef __cplusplus
}
#endif
#endif
