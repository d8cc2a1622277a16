/*
 * authority_index.c: of each name that rows may list, the rows that it does not rule out.
 */
#include "policy/authority_parts.h"

static uint64_t *new_bits(struct sup__policy *policy, size_t lists)
{
    return sup__arena_alloc(&policy->arena, lists * policy->authority.words * sizeof(uint64_t));
}

static void set(uint64_t *bits, uint32_t row)
{
    bits[row / 64] |= UINT64_C(1) << (row % 64);
}

/* Without a row that has such a list there is nothing to look up. */
static int index_list(struct sup__policy *policy, int which, uint32_t count)
{
    struct sup__authority *authority = &policy->authority;
    struct sup__row_index *index = &authority->lists[which];
    uint64_t *named;
    uint64_t *any;
    uint32_t used = 0;

    for (uint32_t i = 0; i < authority->row_count; i++) {
        used += authority->rows[i].lists[which].count != 0;
    }
    if (used == 0) {
        return 1;
    }
    named = new_bits(policy, count);
    any = new_bits(policy, 1);
    if (named == NULL || any == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__row_names *names = &authority->rows[i].lists[which];

        for (uint32_t j = 0; j < names->count; j++) {
            set(named + (size_t)names->items[j] * authority->words, i);
        }
        if (names->count == 0) {
            set(any, i);
        }
    }
    *index = (struct sup__row_index){count, any, named};
    return 1;
}

int sup__index_matrix(struct sup__policy *policy)
{
    struct sup__authority *authority = &policy->authority;
    const uint32_t counts[SUP__ROW_LISTS] = {
        [SUP__ROW_ROLES] = policy->role_count,     [SUP__ROW_TEAMS] = policy->team_count,
        [SUP__ROW_FLOORS] = policy->floor_count,   [SUP__ROW_SEGMENTS] = policy->segments.count,
        [SUP__ROW_REASONS] = policy->reason_count,
    };
    uint64_t *by_remedy;

    if (authority->row_count == 0) {
        return 1;
    }
    authority->words = (authority->row_count + 63) / 64;
    by_remedy = new_bits(policy, authority->remedy_count);
    if (by_remedy == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->row_count; i++) {
        authority->named |= authority->rows[i].remedies;
        for (uint32_t j = 0; j < authority->remedy_count; j++) {
            if (authority->rows[i].remedies >> j & 1) {
                set(by_remedy + (size_t)j * authority->words, i);
            }
        }
    }
    authority->by_remedy = by_remedy;
    for (int i = 0; i < SUP__ROW_LISTS; i++) {
        if (!index_list(policy, i, counts[i])) {
            return 0;
        }
    }
    return 1;
}
