/*
 * year.c: what happens is computed from a ticket's number; a heap keeps it in the order of time.
 */
#include "year.h"

#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZED(type) .size = sizeof(struct type)
#define HOUR_MS     INT64_C(3600000)

static const char *const channels[YEAR_CHANNELS] = {"email",    "chat",   "phone",
                                                    "whatsapp", "social", "marketplace"};
static const char document[] =
    "{\"supportcore_policy\": 1, \"name\": \"Year\", \"currency\": \"EUR\", \"statuses\": ["
    "{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"}, "
    "{\"name\": \"solved\", \"category\": \"solved\"}, "
    "{\"name\": \"closed\", \"category\": \"closed\"}], \"transitions\": {\"new\": [\"open\", "
    "\"solved\"], \"open\": [\"solved\"], \"solved\": [\"open\", \"closed\"], \"closed\": []}, "
    "\"on_customer_message\": {\"solved\": \"open\"}, \"auto_close\": \"P30D\", "
    "\"priorities\": [\"normal\", \"high\"], \"default_priority\": \"normal\", "
    "\"teams\": [\"service\", \"returns\", \"payments\", \"shipping\"], "
    "\"channels\": [\"email\", \"chat\", \"phone\", \"whatsapp\", \"social\", \"marketplace\"], "
    "\"reasons\": [\"r00\", \"r01\", \"r02\", \"r03\", \"r04\", \"r05\", \"r06\", \"r07\", "
    "\"r08\", \"r09\", \"r10\", \"r11\", \"r12\", \"r13\", \"r14\", \"r15\", \"r16\", \"r17\", "
    "\"r18\", \"r19\"], \"calendars\": {\"office\": {\"zone\": \"Europe/Berlin\", \"week\": {"
    "\"monday\": [\"08:00-20:00\"], \"tuesday\": [\"08:00-20:00\"], \"wednesday\": "
    "[\"08:00-20:00\"], \"thursday\": [\"08:00-20:00\"], \"friday\": [\"08:00-20:00\"], "
    "\"saturday\": [\"10:00-16:00\"]}}}, \"timers\": {\"calendar\": \"office\"}, "
    "\"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", \"within\": "
    "\"PT4H\"}, {\"metric\": \"resolution\", \"within\": \"P2D\"}]}], "
    "\"roles\": {\"agent\": {\"may\": [\"*\"]}}, \"actors\": {\"customer\": {\"may\": "
    "[\"ticket.open\", \"ticket.receive\"]}}}";

/* ---- the order of time ---- */

struct step {
    int64_t at_ms;
    int32_t ticket;
    int32_t number;
};

struct heap {
    struct step *steps;
    size_t count, room;
};

static void heap_put(struct heap *heap, struct step step)
{
    if (heap->count == heap->room) {
        heap->room = heap->room ? 2 * heap->room : 1024;
        heap->steps = realloc(heap->steps, heap->room * sizeof *heap->steps);
        if (!heap->steps) {
            abort();
        }
    }
    size_t at = heap->count++;
    for (; at && heap->steps[(at - 1) / 2].at_ms > step.at_ms; at = (at - 1) / 2) {
        heap->steps[at] = heap->steps[(at - 1) / 2];
    }
    heap->steps[at] = step;
}

static struct step heap_take(struct heap *heap)
{
    struct step first = heap->steps[0];
    struct step last = heap->steps[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < heap->count && heap->steps[child + 1].at_ms < heap->steps[child].at_ms) {
            child++;
        }
        if (child >= heap->count || heap->steps[child].at_ms >= last.at_ms) {
            break;
        }
        heap->steps[at] = heap->steps[child];
        at = child;
    }
    heap->steps[at] = last;
    return first;
}

/* ---- a ticket ---- */

static uint32_t mixed(uint32_t number)
{
    number ^= number >> 16;
    number *= 0x7feb352dU;
    number ^= number >> 15;
    number *= 0x846ca68bU;
    return number ^ number >> 16;
}

/* Of one ticket, the same each time; below `count`. */
static int64_t chance(int32_t ticket, int32_t what, int64_t count)
{
    return (int64_t)(mixed((uint32_t)ticket * 16 + (uint32_t)what) % (uint64_t)count);
}

enum { OPEN, ASSIGN, FIRST_REPLY, ANSWER, REPLY, SOLVE, CLOSE, STEPS_OF_ONE };

static int64_t after(int32_t ticket, int32_t number)
{
    static const int64_t within_ms[STEPS_OF_ONE] = {0,           2 * HOUR_MS,  6 * HOUR_MS,
                                                    8 * HOUR_MS, 10 * HOUR_MS, 30 * HOUR_MS,
                                                    60 * HOUR_MS};
    return 1000 + chance(ticket, number, within_ms[number]);
}

/* A batch, with what its operations point to. */
struct work {
    struct sup_batch_item items[SUP_BATCH_ITEMS_MAX];
    struct sup_caller callers[SUP_BATCH_ITEMS_MAX];
    union {
        struct sup_ticket_open_params open;
        struct sup_ticket_assign_params assign;
        struct sup_ticket_message_params reply;
        struct sup_ticket_receive_params receive;
        struct sup_ticket_move_params move;
    } params[SUP_BATCH_ITEMS_MAX];
    char reasons[SUP_BATCH_ITEMS_MAX][4];
    uint32_t count;
    int32_t customers;
};

static void add(struct work *work, const struct desk *desk, struct step step)
{
    static const int32_t operations[STEPS_OF_ONE] = {
        SUP_OP_TICKET_OPEN,    SUP_OP_TICKET_ASSIGN, SUP_OP_TICKET_REPLY, SUP_OP_TICKET_RECEIVE,
        SUP_OP_TICKET_REPLY,   SUP_OP_TICKET_MOVE,   SUP_OP_TICKET_MOVE};
    static const char *const teams[] = {"service", "returns", "payments", "shipping"};
    uint32_t at = work->count++;
    int64_t id = step.ticket + 1;
    int is_customer = step.number == OPEN || step.number == ANSWER;
    work->callers[at] = (struct sup_caller){
        SIZED(sup_caller),
        .actor_kind = is_customer ? SUP_ACTOR_CUSTOMER : SUP_ACTOR_AGENT,
        .actor_id = is_customer ? desk->customer_id + chance(step.ticket, 7, work->customers)
                                : desk->agent_id + chance(step.ticket, ASSIGN, YEAR_AGENTS),
        .now_ms = step.at_ms};
    work->items[at] = (struct sup_batch_item){SIZED(sup_batch_item),
                                              .operation = operations[step.number],
                                              .caller = &work->callers[at],
                                              .params = &work->params[at]};
    switch (step.number) {
    case OPEN:
        snprintf(work->reasons[at], sizeof work->reasons[at], "r%02d",
                 (int)chance(step.ticket, 9, YEAR_REASONS));
        work->params[at].open = (struct sup_ticket_open_params){
            SIZED(sup_ticket_open_params), .subject = "Where is my order?", .body = "Hello",
            .channel = channels[chance(step.ticket, 8, YEAR_CHANNELS)],
            .reason = work->reasons[at]};
        break;
    case ASSIGN:
        work->params[at].assign = (struct sup_ticket_assign_params){
            SIZED(sup_ticket_assign_params), .ticket_id = id,
            .agent_id = work->callers[at].actor_id, .team = teams[chance(step.ticket, 10, 4)]};
        break;
    case ANSWER:
        work->params[at].receive = (struct sup_ticket_receive_params){
            SIZED(sup_ticket_receive_params), .ticket_id = id, .body = "Thank you. And?"};
        break;
    case SOLVE:
    case CLOSE:
        work->params[at].move = (struct sup_ticket_move_params){
            SIZED(sup_ticket_move_params), .ticket_id = id,
            .status = step.number == SOLVE ? "solved" : "closed"};
        break;
    default:
        work->params[at].reply = (struct sup_ticket_message_params){
            SIZED(sup_ticket_message_params), .ticket_id = id, .body = "It is on its way."};
    }
}

static void send(struct work *work, struct desk *desk, int64_t now_ms)
{
    if (work->count) {
        struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                                  .now_ms = now_ms};
        must(desk->core, sup_batch(desk->core, &host, work->items, work->count));
        work->count = 0;
    }
}

/* Five tickets of two customers in a year; in a few days hardly anybody comes twice. */
static int32_t make_customers(struct work *work, struct desk *desk, int32_t tickets, int days)
{
    static const struct sup_customer_save_params params = {SIZED(sup_customer_save_params),
                                                           .name = "Ann Lee"};
    int32_t customers = (days < YEAR_DAYS / 10 ? 4 * tickets : tickets * 2 / 5) + 1;
    for (int32_t i = 0; i < customers; i++) {
        work->items[work->count++] = (struct sup_batch_item){
            SIZED(sup_batch_item), .operation = SUP_OP_CUSTOMER_SAVE, .params = &params};
        if (work->count == SUP_BATCH_ITEMS_MAX || i + 1 == customers) {
            send(work, desk, YEAR_BEGIN);
        }
    }
    return customers;
}

static void tick(struct desk *desk, int64_t now_ms, struct year_hours *hours)
{
    int64_t begun;
    struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = now_ms};
    struct sup_tick_params params = {SIZED(sup_tick_params)};
    int is_more = 1;
    if (hours->before_tick) {
        hours->before_tick(desk);
    }
    begun = cpu_ns();
    while (is_more) {
        struct sup_tick_result *result = NULL;
        must(desk->core, sup_desk_tick(desk->core, &host, &params, &result));
        is_more = result->is_more;
        sup_free(result);
    }
    hours->tick_ns += cpu_ns() - begun;
}

int64_t year_live(struct desk *desk, int32_t tickets, int days, struct year_hours *hours)
{
    static struct work work;
    struct heap heap = {0};
    int64_t operations = 0;
    int64_t ticked_ms = YEAR_BEGIN;
    work.customers = make_customers(&work, desk, tickets, days);
    for (int32_t begun = 0; begun < tickets || heap.count;) {
        int64_t opens_ms = YEAR_BEGIN + (int64_t)begun * days * DAY_MS / tickets;
        struct step step = {opens_ms, begun, OPEN};
        if (begun < tickets && (!heap.count || heap.steps[0].at_ms >= opens_ms)) {
            begun++;
        } else {
            step = heap_take(&heap);
        }
        if (step.at_ms >= ticked_ms + HOUR_MS) {
            send(&work, desk, step.at_ms);
            tick(desk, step.at_ms, hours);
            ticked_ms = step.at_ms;
        }
        add(&work, desk, step);
        operations++;
        if (work.count == SUP_BATCH_ITEMS_MAX) {
            send(&work, desk, step.at_ms);
        }
        if (step.number < CLOSE) {
            heap_put(&heap, (struct step){step.at_ms + after(step.ticket, step.number + 1),
                                          step.ticket, step.number + 1});
        }
    }
    send(&work, desk, YEAR_BEGIN + (days + 30) * DAY_MS);
    tick(desk, YEAR_BEGIN + (days + 30) * DAY_MS, hours);
    free(heap.steps);
    return operations;
}

/* ---- the desk ---- */

static void fill(struct desk *desk)
{
    struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                              .now_ms = YEAR_BEGIN};
    struct sup_policy_params policy = {SIZED(sup_policy_params), .document = document};
    struct sup_receipt receipt = {SIZED(sup_receipt)};
    const char *roles[] = {"agent"};
    must(desk->core, sup_policy_activate(desk->core, &host, &policy, &receipt));
    for (int i = 0; i < YEAR_AGENTS; i++) {
        struct sup_agent_save_params params = {SIZED(sup_agent_save_params), .name = "Priya Nair",
                                               .roles = roles, .role_count = 1};
        must(desk->core, sup_agent_save(desk->core, &host, &params, &receipt));
    }
}

int year_open(struct desk *desk, const char *path)
{
    struct sup_error error = {SIZED(sup_error)};
    struct sup_sqlite_options options = {SIZED(sup_sqlite_options), .path = path};
    struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                              .now_ms = YEAR_BEGIN};
    struct sup_summary_params params = {SIZED(sup_summary_params)};
    struct sup_summary *summary = NULL;
    if (sup_sqlite_open(&options, &desk->store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){SIZED(sup_options), .store = desk->store}, &desk->core,
                 &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    desk->agent_id = desk->customer_id = 1;
    must(desk->core, sup_desk_summary(desk->core, &host, &params, &summary));
    int is_there = summary->ticket_count > 0;
    sup_free(summary);
    if (!is_there) {
        fill(desk);
    }
    return is_there;
}

void year_date(int day, char text[32])
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0;
    while (day >= lengths[month]) {
        day -= lengths[month++];
    }
    snprintf(text, 32, "2025-%02d-%02d", month + 1, day + 1);
}
