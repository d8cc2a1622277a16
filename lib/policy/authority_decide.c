/*
 * authority_decide.c: which row of the matrix decides a request.
 */
#include "policy/decide.h"

/* The rows of one list that a thing, or several, leave: for all, and those that name one of them.
 * What is not known, or is none of the policy's, is in no list. */
struct narrowing {
    const struct sup__row_index *index;
    const struct sup__slot *items;
    uint32_t count;
};

static uint64_t narrow(const struct narrowing *narrowing, uint32_t words, uint32_t word)
{
    const struct sup__row_index *index = narrowing->index;
    uint64_t bits = index->any[word];

    for (uint32_t i = 0; i < narrowing->count; i++) {
        int64_t name = narrowing->items[i].number;

        if (name >= 0 && name < (int64_t)index->count) {
            bits |= index->named[(size_t)name * words + word];
        }
    }
    return bits;
}

static uint32_t begin_narrowing(const struct sup__authority *authority,
                                const struct sup__case *given,
                                struct narrowing narrowings[SUP__ROW_LISTS])
{
    static const struct {
        uint32_t fact;
        int is_list;
    } facts[SUP__ROW_LISTS] = {
        [SUP__ROW_ROLES] = {SUP__F_AGENT_ROLES, 1},
        [SUP__ROW_TEAMS] = {SUP__F_AGENT_TEAMS, 1},
        [SUP__ROW_FLOORS] = {SUP__F_FLOOR_CURRENT, 0},
        [SUP__ROW_SEGMENTS] = {SUP__F_CUSTOMER_SEGMENTS, 1},
        [SUP__ROW_REASONS] = {SUP__F_TICKET_REASON, 0},
    };
    uint32_t count = 0;

    for (int i = 0; i < SUP__ROW_LISTS; i++) {
        const struct sup__slot *slot = &given->slots[facts[i].fact];
        struct narrowing *narrowing = &narrowings[count];

        if (authority->lists[i].count == 0) {
            continue;
        }
        narrowing->index = &authority->lists[i];
        narrowing->items = facts[i].is_list ? slot->data : slot;
        narrowing->count = !slot->is_given ? 0 : facts[i].is_list ? (uint32_t)slot->number : 1;
        count++;
    }
    return count;
}

/* A row that says amounts is for no request without one, and a row that says none gives nothing
 * that has one: money is given where the row names its currency. Refused it is whatever it is. */
static int is_in_range(const struct sup__authority_row *row, const struct sup__case *given)
{
    const struct sup__slot *amount = &given->slots[SUP__F_REQUEST_AMOUNT];

    if (row->range_count == 0) {
        return !amount->is_given || row->effect == SUP__EFFECT_REFUSE;
    }
    for (uint32_t i = 0; i < row->range_count && amount->is_given; i++) {
        const struct sup__amount_range *range = &row->ranges[i];

        if (range->currency == amount->extra) {
            return amount->number >= range->least && amount->number <= range->most;
        }
    }
    return 0;
}

static int is_for_agent(const struct sup__authority_row *row, int64_t agent_id)
{
    for (uint32_t i = 0; i < row->agent_count; i++) {
        if (row->agents[i] == agent_id) {
            return 1;
        }
    }
    return row->agent_count == 0;
}

static int32_t match(const struct sup__authority_row *row, const struct sup__case *given,
                     int64_t agent_id)
{
    if (!is_in_range(row, given) || !is_for_agent(row, agent_id)) {
        return SUP__FALSE;
    }
    return row->when == NULL ? SUP__TRUE : sup__condition_test(row->when, given);
}

struct sup__ruling sup__decide_authority(const struct sup__policy *policy,
                                         const struct sup__case *given, int64_t agent_id,
                                         uint32_t first)
{
    const struct sup__authority *authority = &policy->authority;
    size_t remedy = (size_t)given->slots[SUP__F_REQUEST_REMEDY].number;
    const uint64_t *rows = authority->by_remedy + remedy * authority->words;
    struct narrowing narrowings[SUP__ROW_LISTS];
    uint32_t count = begin_narrowing(authority, given, narrowings);

    for (uint32_t word = first / 64; word < authority->words; word++) {
        uint64_t bits = rows[word];

        if (word == first / 64) {
            bits &= UINT64_MAX << (first % 64);
        }
        for (uint32_t i = 0; i < count && bits != 0; i++) {
            bits &= narrow(&narrowings[i], authority->words, word);
        }
        for (; bits != 0; bits &= bits - 1) {
            uint32_t row = word * 64 + (uint32_t)__builtin_ctzll(bits);
            int32_t verdict = match(&authority->rows[row], given, agent_id);

            if (verdict != SUP__FALSE) {
                return (struct sup__ruling){(int32_t)row, verdict == SUP__UNKNOWN};
            }
        }
    }
    return (struct sup__ruling){-1, 0};
}
