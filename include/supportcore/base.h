/*
 * base.h: result codes, errors, the caller, and the small types that every other header uses.
 *
 * Three rules hold everywhere in this library:
 *
 *  - Time is an argument. Each call that needs to know what time it is takes `now_ms`, in
 *    milliseconds since 1970-01-01T00:00:00Z. The library reads no clock.
 *  - Structs from the caller start with `uint32_t size`, set to sizeof the struct. Zero is the
 *    default of every other member. A longer struct than the library knows is accepted when the
 *    part it does not know is all zero. Members called `reserved` must be 0, so that a later
 *    version may use them.
 *  - Inputs are copied. What a function hands out is *owned* by the caller (release it with
 *    sup_free()) or *borrowed* (valid until the stated moment); its comment says which.
 *
 * Text is UTF-8, ends with a NUL and is checked strictly: no overlong forms, no surrogates. Bodies
 * of messages and values of custom fields may have line breaks, tabs and other control characters;
 * every other text (subjects, names, ids, values of facts) is one line without any. A "code" is a short name such as "email" or
 * "where_is_my_order": 1 to 64 characters of a-z 0-9 _ . -, beginning with a letter or a digit.
 */
#ifndef SUPPORTCORE_BASE_H
#define SUPPORTCORE_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifndef SUP_API
#if defined(__GNUC__)
#define SUP_API __attribute__((visibility("default")))
#else
#define SUP_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The version of these headers; sup_version() tells that of the linked library. @since 0.1 */
enum { SUP_VERSION_MAJOR = 0, SUP_VERSION_MINOR = 1, SUP_VERSION_PATCH = 0 };

/**
 * What a function answers. Zero is success, everything else is negative. The text behind a
 * code (which value, which rule, what to do) is in struct sup_error.
 * @since 0.1
 */
enum sup_code {
    SUP_OK = 0,
    SUP_INVALID = -1,     /**< an argument is wrong; `field` names it. Mend the call. */
    SUP_NOT_FOUND = -2,   /**< no such thing in this tenant. */
    SUP_EXISTS = -3,      /**< a thing with that key is already there. */
    SUP_CONFLICT = -4,    /**< someone was faster, or a key was used twice: read again, retry. */
    SUP_REFUSED = -5,     /**< a rule forbids it; recorded as an event where one can be written. */
    SUP_LIMIT = -6,       /**< a named limit is passed; the hint names it. */
    SUP_BUSY = -7,        /**< another writer holds the store: retry the whole call. */
    SUP_IO = -8,          /**< the store failed; after a failed commit ask again by key. */
    SUP_CORRUPT = -9,     /**< the stored data contradicts itself or the schema. */
    SUP_NOMEM = -10,      /**< out of memory; nothing was changed. */
    SUP_MISUSE = -11,     /**< the call is not allowed in this state: a bug in the host. */
    SUP_UNSUPPORTED = -12,/**< this backend or build does not have it. */
    SUP_FORKED = -13      /**< the handle was carried over fork(): open a new one. */
};

/** The name of a code, such as "REFUSED"; borrowed, static. "UNKNOWN" for others. @since 0.1 */
SUP_API const char *sup_code_name(int32_t code);

/** The version of the linked library as text, such as "0.1.0"; borrowed, static. @since 0.1 */
SUP_API const char *sup_version(void);

/** The version as a number: major * 1000000 + minor * 1000 + patch. @since 0.1 */
SUP_API int32_t sup_version_number(void);

/** The sizes of the texts in struct sup_error, their ending NUL included. @since 0.1 */
enum { SUP_ERROR_TEXT_SIZE = 256, SUP_ERROR_HINT_SIZE = 192, SUP_ERROR_FIELD_SIZE = 128 };

/**
 * Why a call failed. `message_id` is stable across versions and listed in docs/errors.md;
 * `text` is one line with the values in it, `hint` says what to do, `field` is the member or
 * JSON pointer that is to blame (empty when none is), `backend_code` is the store's own code
 * (SQLite's extended result code, for instance) or 0.
 * @since 0.1
 */
struct sup_error {
    uint32_t size;
    int32_t code; /**< enum sup_code */
    int32_t message_id;
    int32_t backend_code;
    char text[SUP_ERROR_TEXT_SIZE];
    char hint[SUP_ERROR_HINT_SIZE];
    char field[SUP_ERROR_FIELD_SIZE];
};

/** Who acts. @since 0.1 */
enum sup_actor_kind {
    SUP_ACTOR_NONE = 0,        /**< not stated: refused. */
    SUP_ACTOR_AGENT = 1,       /**< a person of the desk; id of an agent record. */
    SUP_ACTOR_BOT = 2,         /**< a program that talks as the desk; id of an agent record. */
    SUP_ACTOR_CUSTOMER = 3,    /**< id of a customer record; sees only what is theirs. */
    SUP_ACTOR_SYSTEM = 4,      /**< the host itself; only C code can say so. */
    SUP_ACTOR_INTEGRATION = 5  /**< a connector of the host's; only C code can say so. */
};

/** Flags of struct sup_caller. @since 0.1 */
enum sup_caller_flag {
    /** History that another system decided: applied as told, without transition rules, and
     *  consumers of the outbox are not told. System and integration only. */
    SUP_CALLER_IMPORT = 1
};

/**
 * Who asks, and when. The host fills it for each call; it is never part of a request's text.
 *
 * `at_ms` is when the thing happened (late mail, imports) and must not be after `now_ms`;
 * 0 means now. So the instant 1970-01-01T00:00:00.000Z itself cannot be said: say one millisecond
 * later; what would be due in that instant is due then, too.
 *
 * Time does not run backwards for a ticket. Where `now_ms` lies before the latest time of the
 * ticket's events, as by the clock of a server that is behind, a call without `at_ms` happens at
 * that latest time, however far it is off; the events say as `recorded_ms` what the clock said.
 * With `at_ms` it happens then, whatever is known.
 *
 * `traceparent` is a W3C trace context header value or NULL, of version 00 or a higher one of at
 * most 255 bytes; it is copied into the events and into the CloudEvents made of them.
 * @since 0.1
 */
struct sup_caller {
    uint32_t size;
    int32_t actor_kind; /**< enum sup_actor_kind */
    int64_t actor_id;   /**< 0 for system; free for integration */
    int64_t now_ms;
    int64_t at_ms;
    const char *traceparent;
    uint32_t flags; /**< enum sup_caller_flag */
    uint32_t reserved;
};

/**
 * Memory for one handle. `resize(user, NULL, n)` allocates, `resize(user, p, n)` changes the
 * size, `resize(user, p, 0)` frees and answers NULL. Memory is aligned as malloc()'s.
 * @since 0.1
 */
struct sup_allocator {
    uint32_t size;
    uint32_t reserved;
    void *user; /**< handed to `resize` as it is */
    void *(*resize)(void *user, void *memory, size_t bytes);
};

/** Limits of time zones. @since 0.1 */
enum {
    SUP_ZONE_BYTES_MAX = 65536, /**< of a zone's file; the largest of the tz database has 4,000 */
    SUP_ZONE_NAME_BYTES_MAX = 64
};

/**
 * Where time zones come from, for calendars that name one, such as Europe/Berlin. UTC and fixed
 * offsets such as +05:30 need none of this.
 *
 * The bytes are those of a TZif file (RFC 9636) of version 2 or later. A host without a tz database
 * gives `read`, which looks them up wherever it has them; then no file is opened.
 * @since 0.1
 */
struct sup_zones {
    uint32_t size;
    uint32_t reserved;
    /** Where the files are; NULL means /usr/share/zoneinfo. Copied. Not together with `read`. */
    const char *directory;
    /**
     * Supplies a zone's file. `name` is borrowed for the call and has only letters, digits and
     * _ + - / in it; write at most `capacity` bytes to `out` and their number to `bytes`.
     * Answers SUP_OK, or SUP_NOT_FOUND for a zone that is not there, or another code when looking
     * failed. May be NULL.
     */
    int32_t (*read)(void *user, const char *name, void *out, size_t capacity, size_t *bytes);
    void *read_user;
};

/**
 * Release anything that a function of this library handed out as *owned*: results, lists and
 * texts alike. NULL is allowed. Works after the handle is closed.
 * @since 0.1
 */
SUP_API void sup_free(void *owned);

#ifdef __cplusplus
}
#endif
#endif
