/*
 * operation.h: the one table of operations, and how to run them.
 *
 * Each thing the desk can do is one operation: a name ("ticket.open"), a struct of parameters, an
 * authority action, and what it answers. The typed functions (sup_ticket_open() ...), the JSON
 * door, the OpenRPC document, the reference pages and the idempotency digests are all made from
 * this table, so they cannot disagree.
 *
 * Operations that change one thing answer a struct sup_receipt: which thing, at which version, at
 * which event. With an idempotency key the same request gives the same receipt again, for as long
 * as the policy keeps keys; the same key with another request is SUP_CONFLICT.
 *
 * In a batch an id may be negative: -1 is what the first call made or was about, -2 the second. For
 * a ticket that is the receipt's ticket_id, for an agent or a customer the one that was saved.
 */
#ifndef SUPPORTCORE_OPERATION_H
#define SUPPORTCORE_OPERATION_H

#include "supportcore/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a write did. Filled by the library; set `size` before the call. @since 0.1 */
struct sup_receipt {
    uint32_t size;
    int32_t is_replay; /**< 1: the answer to an earlier request with the same key, or to an earlier
                            report of the same source event */
    int64_t id;        /**< the thing made or changed: a ticket, message, agent, customer ... */
    int64_t ticket_id; /**< the ticket concerned, 0 when none; a follow-up's when one was made */
    int64_t version;   /**< the version of that ticket, agent, customer or policy now */
    int64_t sequence;  /**< the last event of the operation; 0 when nothing changed */
    int64_t duplicate_of; /**< of authority.request: the earlier request for the same; 0: none */
};

/** Types of the fields of parameters and results. @since 0.1 */
enum sup_field_type {
    SUP_FIELD_ID = 1,       /**< int64_t from 1, 0 when absent; a decimal string in JSON */
    SUP_FIELD_INT = 2,      /**< int64_t; a number in JSON; in parameters 0 to 2^53 - 1 */
    SUP_FIELD_BOOL = 3,     /**< int32_t, 0 or 1 */
    SUP_FIELD_ENUM = 4,     /**< int32_t from 1, 0 when absent; one of `names` in JSON */
    SUP_FIELD_TIME = 5,     /**< int64_t UTC ms, 0 when absent; RFC 3339 in JSON */
    SUP_FIELD_DURATION = 6, /**< int64_t ms; ISO 8601 or a number of ms in JSON, ms out */
    SUP_FIELD_CODE = 7,     /**< const char *, a code; NULL when absent */
    SUP_FIELD_TEXT = 8,     /**< const char *, UTF-8; NULL when absent */
    SUP_FIELD_JSON = 9,     /**< const char *, any JSON value, as text */
    SUP_FIELD_OBJECT = 10,  /**< const struct ... *, of `shape`; NULL when absent */
    SUP_FIELD_COUNT = 11    /**< uint32_t; a number in JSON */
};

/** Flags of a field. @since 0.1 */
enum sup_field_flag {
    /** Of parameters: must be given, and is neither 0 nor empty; a number or boolean only has to be
     *  there in JSON, since 0 is a value. Of results: always there. */
    SUP_FIELD_REQUIRED = 1,
    /** const items *, with a uint32_t count at count_offset. Items are structs of `shape` one after
     *  the other, or const char * each. In a result NULL is absent, which differs from empty. */
    SUP_FIELD_LIST = 2,
    /** Of a text: may have line breaks, tabs and other control characters. Other texts of
     *  parameters are one line, without any. */
    SUP_FIELD_LINES = 4,
    /** Of a text of parameters: in JSON a number, true or false is taken as well, as its text. */
    SUP_FIELD_SCALAR = 8
};

struct sup_shape;

/** One member of a struct, for code that is made from the table. @since 0.1 */
struct sup_field {
    const char *name;    /**< in C without the unit it may have there, and in JSON */
    const char *summary; /**< one sentence */
    int32_t type;        /**< enum sup_field_type; of an item, for lists */
    uint32_t flags;      /**< enum sup_field_flag */
    uint32_t offset; /**< of the member in its struct */
    uint32_t count_offset; /**< of a list: of its count */
    uint32_t bytes_max;       /**< texts: bytes at most */
    uint32_t items_max;       /**< lists: items at most; counts: the largest; 0: no limit stated */
    const char *const *names; /**< enums: names of 1, 2, 3 ..., NULL at the end */
    const struct sup_shape *shape; /**< of objects; NULL: of others */
};

/** A struct as a list of fields. @since 0.1 */
struct sup_shape {
    const char *name;
    const char *summary; /**< one sentence */
    uint32_t struct_bytes; /**< sizeof the struct */
    uint32_t field_count;
    const struct sup_field *fields; /**< in their order */
    uint32_t reserved_offset; /**< of a uint32_t member `reserved`; 0: there is none */
};

/** Flags of an operation. @since 0.1 */
enum sup_operation_flag {
    SUP_OPERATION_WRITES = 1,  /**< may change the desk */
    SUP_OPERATION_BATCHES = 2, /**< allowed in a batch */
    SUP_OPERATION_RECEIPT = 4, /**< fills a receipt; the others answer a result */
    /** Writes no more than what it counts in first; where nothing can be written it answers as of
     *  what was counted in before. */
    SUP_OPERATION_CATCHES_UP = 8,
    /** Reads, and records that it did where the policy's authority matrix decides about it. */
    SUP_OPERATION_RECORDS = 16,
    SUP_OPERATION_HAS_ID = 32,    /**< its receipt always has an id */
    SUP_OPERATION_HAS_TICKET = 64 /**< its receipt always has a ticket_id */
};

/** One operation. @since 0.1 */
struct sup_operation {
    int32_t number;      /**< enum sup_operation_number */
    uint32_t flags;      /**< enum sup_operation_flag */
    const char *name;    /**< "ticket.open" */
    const char *summary; /**< one sentence */
    const char *action;  /**< what the actor's role must allow */
    const char *reads;   /**< the tables it reads, separated by spaces */
    const char *writes;  /**< the tables it writes, separated by spaces; "" for none */
    const struct sup_shape *params; /**< of its parameters */
    const struct sup_shape *result; /**< NULL when the receipt is all */
    const char *governed_by; /**< the action of the authority matrix that decides about it, where a
                                  row of the policy names that; NULL: the role's right is enough */
};

/** Numbers of operations. Stable; new ones are appended. @since 0.1 */
enum sup_operation_number {
    SUP_OP_AGENT_SAVE = 1,
    SUP_OP_AGENT_GET = 2,
    SUP_OP_AGENT_LIST = 3,
    SUP_OP_CUSTOMER_SAVE = 4,
    SUP_OP_CUSTOMER_GET = 5,
    SUP_OP_TICKET_OPEN = 6,
    SUP_OP_TICKET_RECEIVE = 7,
    SUP_OP_TICKET_REPLY = 8,
    SUP_OP_TICKET_NOTE = 9,
    SUP_OP_TICKET_MOVE = 10,
    SUP_OP_TICKET_PRIORITIZE = 11,
    SUP_OP_TICKET_CLASSIFY = 12,
    SUP_OP_TICKET_ASSIGN = 13,
    SUP_OP_TICKET_TRANSFER = 14,
    SUP_OP_TICKET_TAG = 15,
    SUP_OP_TICKET_UNTAG = 16,
    SUP_OP_REFERENCE_ADD = 17,
    SUP_OP_REFERENCE_REMOVE = 18,
    SUP_OP_FACT_RECORD = 19,
    SUP_OP_TICKET_GET = 20,
    SUP_OP_TICKET_LIST = 21,
    SUP_OP_TICKET_MESSAGES = 22,
    SUP_OP_TICKET_HISTORY = 23,
    SUP_OP_POLICY_ACTIVATE = 24,
    SUP_OP_POLICY_CHECK = 25,
    SUP_OP_POLICY_SHOW = 26,
    SUP_OP_EVENT_LIST = 27,
    SUP_OP_CHAIN_HEAD = 28,
    SUP_OP_CHAIN_VERIFY = 29,
    SUP_OP_DESK_TICK = 30,
    SUP_OP_DESK_NEXT_DUE = 31,
    SUP_OP_DESK_SUMMARY = 32,
    SUP_OP_DESK_CHECK = 33,
    SUP_OP_DESK_REBUILD = 34,
    SUP_OP_OUTBOX_PULL = 35,
    SUP_OP_OUTBOX_ACK = 36,
    SUP_OP_IMPORT_MARK = 37,
    SUP_OP_IMPORT_POSITION = 38,
    SUP_OP_AGENT_SET_AVAILABILITY = 39,
    SUP_OP_AGENT_SESSIONS = 40,
    SUP_OP_POLICY_LIST = 41,
    SUP_OP_POLICY_DIFF = 42,
    SUP_OP_POLICY_ROLLBACK = 43,
    SUP_OP_POLICY_TEST = 44,
    SUP_OP_TICKET_FILL = 45,
    SUP_OP_CUSTOMER_RESOLVE = 46,
    SUP_OP_CUSTOMER_MERGE = 47,
    SUP_OP_CUSTOMER_UNMERGE = 48,
    SUP_OP_REFERENCE_REPORT = 49,
    SUP_OP_TICKET_WATCH = 50,
    SUP_OP_TICKET_UNWATCH = 51,
    SUP_OP_TICKET_LINK = 52,
    SUP_OP_TICKET_UNLINK = 53,
    SUP_OP_CUSTOMER_REPORT = 54,
    SUP_OP_REFERENCE_GET = 55,
    SUP_OP_TICKET_MERGE = 56,
    SUP_OP_TICKET_UNMERGE = 57,
    SUP_OP_TICKET_SPLIT = 58,
    SUP_OP_CUSTOMER_CONTEXT = 59,
    SUP_OP_TICKET_HANDOVER = 60,
    SUP_OP_CUSTOMER_ERASE = 61,
    SUP_OP_CUSTOMER_EXPORT = 62,
    SUP_OP_CALENDAR_ADD = 63,
    SUP_OP_CALENDAR_SUBTRACT = 64,
    SUP_OP_CALENDAR_BETWEEN = 65,
    SUP_OP_CALENDAR_IS_OPEN = 66,
    SUP_OP_CALENDAR_NEXT_OPEN = 67,
    SUP_OP_CALENDAR_NEXT_CLOSE = 68,
    SUP_OP_CALENDAR_INTERVALS = 69,
    SUP_OP_TICKET_TIMERS = 70,
    SUP_OP_SLA_DUE = 71,
    SUP_OP_SLA_EXPLAIN = 72,
    SUP_OP_SLA_GUIDE = 73,
    SUP_OP_TICKET_REMIND = 74,
    SUP_OP_TICKET_UNREMIND = 75,
    SUP_OP_SLA_RECORD_CAUSE = 76,
    SUP_OP_SLA_MISSES = 77,
    SUP_OP_SLA_MISS_SUMMARY = 78,
    SUP_OP_FLOOR_ESCALATE = 79,
    SUP_OP_FLOOR_LOWER = 80,
    SUP_OP_FLOOR_SIGN = 81,
    SUP_OP_FLOOR_EVIDENCE = 82,
    SUP_OP_FLOOR_EXPLAIN = 83,
    SUP_OP_FLOOR_LIST = 84,
    SUP_OP_FLOOR_SUMMARY = 85,
    SUP_OP_AUTHORITY_CHECK = 86,
    SUP_OP_AUTHORITY_REQUEST = 87,
    SUP_OP_AUTHORITY_EXECUTE = 88,
    SUP_OP_AUTHORITY_CONFIRM = 89,
    SUP_OP_AUTHORITY_FAIL = 90,
    SUP_OP_AUTHORITY_WITHDRAW = 91,
    SUP_OP_AUTHORITY_EXPLAIN = 92,
    SUP_OP_APPROVAL_DECIDE = 93,
    SUP_OP_APPROVAL_LIST = 94,
    SUP_OP_AUTHORITY_OFFER = 95,
    SUP_OP_AUTHORITY_PRECEDENTS = 96,
    SUP_OP_AUTHORITY_REVIEW = 97,
    SUP_OP_LEDGER_REPORT = 98,
    SUP_OP_LEDGER_LIST = 99,
    SUP_OP_SURVEY_ASKED = 105,
    SUP_OP_SURVEY_ANSWERED = 106,
    SUP_OP_SURVEY_LIST = 107,
    SUP_OP_REVIEW_RECORD = 108,
    SUP_OP_OUTCOME_RATE = 109,
    SUP_OP_REVIEW_LIST = 110,
    SUP_OP_REVIEW_SAMPLE = 111,
    SUP_OP_STAFFING_AGENTS = 112,
    SUP_OP_KPI_DEFINITIONS = 120,
    SUP_OP_KPI_QUERY = 121,
    SUP_OP_KPI_EXPLAIN = 122,
    SUP_OP_KPI_CHECK = 123,
    SUP_OP_KPI_REBUILD = 124,
    SUP_OP_KPI_DRIVERS = 140,
    SUP_OP_KPI_SCORECARD = 150,
    SUP_OP_KPI_COMPARE = 151,
    SUP_OP_CORRECTIVE_RECORD = 152,
    SUP_OP_CORRECTIVE_CHANGE = 153,
    SUP_OP_CORRECTIVE_CLOSE = 154,
    SUP_OP_CORRECTIVE_LIST = 155,
    SUP_OP_KPI_BACKLOG = 161
};

/** The members of struct sup_receipt; borrowed, static. @since 0.1 */
SUP_API const struct sup_shape *sup_receipt_shape(void);

/** How many operations there are. @since 0.1 */
SUP_API int32_t sup_operation_count(void);

/** The operation at an index from 0; borrowed, static; NULL outside. @since 0.1 */
SUP_API const struct sup_operation *sup_operation_at(int32_t index);

/** The operation of that name; borrowed, static; NULL when there is none. @since 0.1 */
SUP_API const struct sup_operation *sup_operation_find(const char *name);

/** The operation of that number; borrowed, static; NULL when there is none: numbers ascend in the
 *  table, with gaps. @since 0.1 */
SUP_API const struct sup_operation *sup_operation_numbered(int32_t number);

/**
 * Run one operation by number: what every typed function and the JSON door call.
 *
 * @param core  the desk
 * @param caller  who asks and when; copied
 * @param operation  enum sup_operation_number
 * @param params  the operation's parameter struct; copied
 * @param[out] receipt  what a write did; may be NULL
 * @param[out] result  the operation's result struct, owned: sup_free(); may be NULL for
 *                     operations without one
 *
 * @return SUP_OK
 * @return SUP_INVALID  a parameter is wrong, or two exclude each other; `field` names it:
 *         `rationale`, when a row of the authority matrix wants to know why, `request_id`, when none
 *         is needed
 * @return SUP_NOT_FOUND  a thing that the parameters name is not in this tenant
 * @return SUP_CONFLICT  stale version, or an idempotency key used for another request
 * @return SUP_REFUSED  the lifecycle, the actor's role or the authority matrix forbids it, or that
 *         asks for approval first (`request_id`); recorded as one event
 * @return SUP_LIMIT  text or list over a named limit (a number out of range is SUP_INVALID)
 * @return SUP_BUSY  another writer: repeat the whole call
 * @return SUP_IO, SUP_CORRUPT, SUP_NOMEM, SUP_MISUSE, SUP_FORKED  see enum sup_code
 * @since 0.1
 */
SUP_API int32_t sup_run(sup_core *core, const struct sup_caller *caller, int32_t operation,
                        const void *params, struct sup_receipt *receipt, void **result);

/** Limits of a batch. @since 0.1 */
enum { SUP_BATCH_ITEMS_MAX = 1000 };

/** One call of a batch. @since 0.1 */
struct sup_batch_item {
    uint32_t size;                   /**< the same in all items of a batch */
    int32_t operation;               /**< enum sup_operation_number, one that batches */
    const struct sup_caller *caller; /**< NULL: the batch's */
    const void *params; /**< the struct of its parameters */
    struct sup_receipt receipt; /**< filled by the library */
};

/**
 * Run several writes as one: all or none, in order, in one transaction.
 *
 * @param items  borrowed for the call; their receipts are filled on SUP_OK
 * @param count  1 to SUP_BATCH_ITEMS_MAX
 * @return as sup_run(); on failure nothing is written (but the record of a refusal) and the
 *         error's field begins with "calls/<index>/"
 * @since 0.1
 */
SUP_API int32_t sup_batch(sup_core *core, const struct sup_caller *caller,
                          struct sup_batch_item *items, uint32_t count);

#ifdef __cplusplus
}
#endif
#endif
