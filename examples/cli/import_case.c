/*
 * import_case.c: a hash table with a list by use, and a Bloom filter of the keys.
 */
#include "import_case.h"

#include <stdlib.h>
#include <string.h>

enum { FILTER_PROBES = 4, FACTS_FIRST = 8 };

int cases_open(struct cases *cases)
{
    cases->buckets = calloc(CASE_BUCKETS, sizeof(struct ticket_case *));
    cases->filter = calloc(1, CASE_FILTER_BYTES);
    cases->batch = 1;
    return cases->buckets != NULL && cases->filter != NULL;
}

static void free_case(struct ticket_case *found)
{
    for (size_t i = 0; i < found->fact_count; i++) {
        free(found->facts[i].value);
    }
    free(found->facts);
    free(found);
}

void cases_close(struct cases *cases)
{
    while (cases->oldest != NULL) {
        struct ticket_case *found = cases->oldest;
        cases->oldest = found->newer;
        free_case(found);
    }
    free(cases->buckets);
    free(cases->filter);
    *cases = (struct cases){0};
}

static uint64_t hash_key(struct span key)
{
    return hash_bytes(HASH_BEGIN, key.text, key.bytes);
}

static struct ticket_case **bucket_of(const struct cases *cases, uint64_t hash)
{
    return &cases->buckets[(hash ^ hash >> 32) % CASE_BUCKETS];
}

static void unlink_use(struct cases *cases, struct ticket_case *found)
{
    *(found->newer != NULL ? &found->newer->older : &cases->newest) = found->older;
    *(found->older != NULL ? &found->older->newer : &cases->oldest) = found->newer;
}

static void link_newest(struct cases *cases, struct ticket_case *found)
{
    found->newer = NULL;
    found->older = cases->newest;
    *(cases->newest != NULL ? &cases->newest->newer : &cases->oldest) = found;
    cases->newest = found;
}

struct ticket_case *cases_find(struct cases *cases, struct span key)
{
    uint64_t hash = hash_key(key);
    struct ticket_case *found = *bucket_of(cases, hash);
    while (found != NULL && (found->hash != hash || found->key_bytes != key.bytes ||
                             memcmp(found->key, key.text, key.bytes) != 0)) {
        found = found->chain;
    }
    if (found != NULL && found != cases->newest) {
        unlink_use(cases, found);
        link_newest(cases, found);
    }
    return found;
}

/* The bit of a probe: double hashing with the halves of the hash. */
static size_t filter_bit(uint64_t hash, int probe)
{
    uint64_t bit = (hash & UINT32_MAX) + (uint64_t)probe * (hash >> 32 | 1);
    return (size_t)(bit % ((uint64_t)CASE_FILTER_BYTES * 8));
}

int cases_may_exist(const struct cases *cases, struct span key)
{
    uint64_t hash = hash_key(key);
    for (int i = 0; i < FILTER_PROBES && cases->is_empty_desk; i++) {
        size_t bit = filter_bit(hash, i);
        if (!(cases->filter[bit / 8] >> (bit % 8) & 1)) {
            return 0;
        }
    }
    return 1;
}

void cases_remove(struct cases *cases, struct ticket_case *found)
{
    struct ticket_case **at = bucket_of(cases, found->hash);
    while (*at != found) {
        at = &(*at)->chain;
    }
    *at = found->chain;
    unlink_use(cases, found);
    cases->count--;
    cases->bytes -= found->bytes;
    free_case(found);
}

/* Tickets of the batch that is being made are not on the desk yet, so they stay. */
static void forget_oldest(struct cases *cases)
{
    while ((cases->count >= CASES_MAX || cases->bytes >= CASES_BYTES_MAX) &&
           cases->oldest->batch != cases->batch) {
        cases_remove(cases, cases->oldest);
    }
}

struct ticket_case *cases_add(struct cases *cases, struct span key)
{
    struct ticket_case *found = calloc(1, sizeof *found + key.bytes + 1);
    if (found == NULL) {
        return NULL;
    }
    forget_oldest(cases);
    found->hash = hash_key(key);
    found->batch = cases->batch;
    found->key_bytes = key.bytes;
    memcpy(found->key, key.text, key.bytes);
    found->chain = *bucket_of(cases, found->hash);
    *bucket_of(cases, found->hash) = found;
    link_newest(cases, found);
    found->bytes = sizeof *found + key.bytes;
    cases->bytes += found->bytes;
    cases->count++;
    for (int i = 0; i < FILTER_PROBES; i++) {
        size_t bit = filter_bit(found->hash, i);
        cases->filter[bit / 8] |= (unsigned char)(1u << (bit % 8));
    }
    return found;
}

void cases_drop_batch(struct cases *cases)
{
    struct ticket_case *found = cases->newest;
    while (found != NULL) {
        struct ticket_case *older = found->older;
        if (found->batch == cases->batch) {
            cases_remove(cases, found);
        }
        found = older;
    }
}

static struct case_fact *find_fact(const struct ticket_case *found, const struct name *name)
{
    for (size_t i = 0; i < found->fact_count; i++) {
        if (found->facts[i].name == name) {
            return &found->facts[i];
        }
    }
    return NULL;
}

const char *case_fact(const struct ticket_case *found, const struct name *name)
{
    const struct case_fact *fact = find_fact(found, name);
    return fact != NULL ? fact->value : NULL;
}

static void account(struct cases *cases, struct ticket_case *found, size_t bytes)
{
    found->bytes += bytes;
    cases->bytes += bytes;
}

static struct case_fact *add_fact(struct cases *cases, struct ticket_case *found,
                                  const struct name *name)
{
    if (found->fact_count == found->fact_room) {
        size_t room = found->fact_room > 0 ? found->fact_room * 2 : FACTS_FIRST;
        struct case_fact *facts = realloc(found->facts, room * sizeof *facts);
        if (facts == NULL) {
            return NULL;
        }
        account(cases, found, (room - found->fact_room) * sizeof *facts);
        found->facts = facts;
        found->fact_room = room;
    }
    struct case_fact *fact = &found->facts[found->fact_count++];
    *fact = (struct case_fact){.name = name};
    return fact;
}

int case_set_fact(struct cases *cases, struct ticket_case *found, const struct name *name,
                  const char *value)
{
    struct case_fact *fact = find_fact(found, name);
    size_t bytes = strlen(value) + 1;
    if (fact == NULL && (fact = add_fact(cases, found, name)) == NULL) {
        return 0;
    }
    if (fact->room < bytes) {
        size_t room = bytes < 24 ? 24 : bytes;
        char *larger = realloc(fact->value, room);
        if (larger == NULL) {
            found->fact_count -= fact->value == NULL;
            return 0;
        }
        account(cases, found, room - fact->room);
        fact->value = larger;
        fact->room = room;
    }
    memcpy(fact->value, value, bytes);
    return 1;
}
