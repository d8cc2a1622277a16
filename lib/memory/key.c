/*
 * key.c: how keys compare, and searches for them.
 *
 * A tree's entry carries the first 16 bytes of its key in an encoding whose byte order is the keys'
 * order: (tenant, status, time, id) usually fits whole, and a search then reads no row at all. The
 * encoding of a tuple is never the beginning of another tuple's of the same types, so two keys
 * whose encodings fit and agree are equal, and a shorter tuple compares under a mask.
 */
#include "memory/table.h"

#include <string.h>

enum {
    HEAD_BYTES = 16,
    TAG_ZERO = 0x80, /* + bytes of a number that is not negative, - 1 - bytes of a negative one */
    END_OF_TEXT = 0x00, /* twice; a zero inside is followed by ZERO_INSIDE */
    ZERO_INSIDE = 0xff
};

/** Bytes written so far, `used` also counting those past the head, which are dropped. */
struct head {
    uint8_t bytes[HEAD_BYTES];
    size_t used;
};

static void put(struct head *head, uint8_t byte)
{
    if (head->used < HEAD_BYTES) {
        head->bytes[head->used] = byte;
    }
    head->used++;
}

static void put_int(struct head *head, int64_t number)
{
    uint64_t magnitude = number < 0 ? ~(uint64_t)number : (uint64_t)number;
    int count = 0;
    while (count < 8 && magnitude >> (8 * count) != 0) {
        count++;
    }
    put(head, (uint8_t)(number < 0 ? TAG_ZERO - 1 - count : TAG_ZERO + count));
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
        put(head, (uint8_t)((uint64_t)number >> shift));
    }
}

static void put_bytes(struct head *head, const uint8_t *data, size_t count)
{
    for (size_t i = 0; i < count && head->used < HEAD_BYTES; i++) {
        put(head, data[i]);
        if (data[i] == END_OF_TEXT) {
            put(head, ZERO_INSIDE);
        }
    }
    put(head, END_OF_TEXT);
    put(head, END_OF_TEXT);
}

static uint64_t big_endian(const uint8_t bytes[8])
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) {
        number = number << 8 | bytes[i];
    }
    return number;
}

/** The first `count` bytes of eight, as a mask. */
static uint64_t mask_of(size_t count)
{
    return count == 0 ? 0 : count >= 8 ? UINT64_MAX : ~(UINT64_MAX >> (8 * count));
}

void sup__memory_probe_begin(struct sup__memory_probe *probe)
{
    probe->count = 0;
}

void sup__memory_probe_add(struct sup__memory_probe *probe, const struct sup_value *value)
{
    probe->values[probe->count] = *value;
    probe->count++;
}

void sup__memory_probe_end(struct sup__memory_probe *probe)
{
    struct head head = {{0}, 0};
    for (uint32_t i = 0; i < probe->count && head.used <= HEAD_BYTES; i++) {
        const struct sup_value *value = &probe->values[i];
        if (value->type == SUP_INT) {
            put_int(&head, value->number);
        } else {
            put_bytes(&head, value->data, value->bytes);
        }
    }
    probe->head[0] = big_endian(head.bytes);
    probe->head[1] = big_endian(head.bytes + 8);
    probe->mask[0] = mask_of(head.used);
    probe->mask[1] = head.used <= 8 ? 0 : mask_of(head.used - 8);
    probe->is_whole = head.used <= HEAD_BYTES;
}

void sup__memory_probe_row(struct sup__memory_probe *probe, const struct sup__memory_index *index,
                           const struct sup_value *values)
{
    sup__memory_probe_begin(probe);
    for (uint32_t i = 0; i < index->count; i++) {
        sup__memory_probe_add(probe, &values[index->columns[i]]);
    }
    sup__memory_probe_end(probe);
}

static int compare_values(const struct sup__memory_table *table, uint32_t index,
                          const struct sup__tree_entry *entry,
                          const struct sup__memory_probe *probe)
{
    for (uint32_t i = 0; i < probe->count; i++) {
        struct sup_value value;
        sup__memory_row_value(table, entry->row, table->indexes[index].columns[i], &value);
        int order = sup__memory_value_compare(&value, &probe->values[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

int sup__memory_key_compare(const struct sup__memory_table *table, uint32_t index,
                            const struct sup__tree_entry *entry,
                            const struct sup__memory_probe *probe)
{
    for (int i = 0; i < 2; i++) {
        uint64_t head = entry->head[i] & probe->mask[i];
        if (head != probe->head[i]) {
            return head < probe->head[i] ? -1 : 1;
        }
    }
    return probe->is_whole ? 0 : compare_values(table, index, entry, probe);
}

/** How many of a node's entries, from `low` on, are before the tuple (or equal, with is_after). */
static uint32_t count_before(const struct sup__memory_table *table, uint32_t index,
                             const struct sup__tree_node *node,
                             const struct sup__memory_probe *probe, int is_after, uint32_t low)
{
    uint32_t high = node->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sup__memory_key_compare(table, index, &node->entries[middle], probe) < is_after) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/** As sup__memory_key_seek(), but the place may be past the last entry of a leaf. */
static struct sup__tree_place descend(const struct sup__memory_table *table, uint32_t index,
                                      const struct sup__memory_probe *probe, int is_after)
{
    struct sup__tree_place place = {table->indexes[index].tree.root, 0};
    while (place.leaf != NULL && place.leaf->is_inner) {
        uint32_t at = count_before(table, index, place.leaf, probe, is_after, 1);
        place.leaf = place.leaf->children[at - 1];
    }
    if (place.leaf != NULL) {
        place.at = count_before(table, index, place.leaf, probe, is_after, 0);
    }
    return place;
}

struct sup__tree_place sup__memory_key_seek(const struct sup__memory_table *table, uint32_t index,
                                            const struct sup__memory_probe *probe, int is_after)
{
    struct sup__tree_place place = descend(table, index, probe, is_after);
    if (place.leaf != NULL && place.at == place.leaf->count) {
        place = sup__tree_step(place, 1);
    }
    return place;
}

struct sup__tree_place sup__memory_key_find(const struct sup__memory_table *table, uint32_t index,
                                            const struct sup__memory_probe *probe)
{
    static const struct sup__tree_place nowhere;
    struct sup__tree_place place;
    if (probe->count == table->indexes[index].count) {
        /* A whole key is found left of the place after it, never across a leaf's edge. */
        place = descend(table, index, probe, 1);
        if (place.at == 0) {
            return nowhere;
        }
        place.at--;
    } else {
        place = sup__memory_key_seek(table, index, probe, 0);
    }
    if (place.leaf != NULL &&
        sup__memory_key_compare(table, index, &place.leaf->entries[place.at], probe) != 0) {
        return nowhere;
    }
    return place;
}

void sup__memory_key_insert(struct sup__memory_table *table, uint32_t index,
                            struct sup__tree_spares *spares, struct sup__memory_row *row,
                            const struct sup__memory_probe *probe)
{
    struct sup__tree_entry entry = {{probe->head[0], probe->head[1]}, row};
    struct sup__tree_place place = descend(table, index, probe, 1);
    sup__tree_insert(&table->indexes[index].tree, spares, place, &entry);
}
