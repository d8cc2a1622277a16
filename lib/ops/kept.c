/*
 * kept.c: what the last transaction had in hand, for the next one.
 *
 * Nothing that was read is trusted past its transaction: somebody else may have written since, and
 * a host may roll its own transaction back. But a store of our own can prove, inside the next
 * writing transaction, that its content is exactly what we left (the `content` verb). Then the
 * head, the acting person and the tickets that were in hand are as they were, and are not read
 * again; and figures that had all events have them still.
 */
#include "ops/unit.h"

#include <string.h>

struct sup__kept {
    uint64_t content; /* of the store, right after our commit */
    int is_valid;
    struct sup__arena arenas[2]; /* texts: one in use, one to copy into */
    int in_use;
    struct sup__head_row head;
    int64_t counted;             /* as in struct sup__unit */
    struct sup__agent_row actor; /* id 0: none */
    int64_t customer_id;         /* 0: none */
    int64_t customer_root;
    struct sup__ticket_row tickets[SUP__UNIT_TICKETS];
    struct sup__timer_row *timers[SUP__UNIT_TICKETS]; /* in the arena; NULL: not in hand */
    uint32_t ticket_count;
};

int sup__kept_head(struct sup__unit *unit)
{
    struct sup__kept *kept = unit->core->kept;
    uint64_t content = 0;
    if (!kept || !kept->is_valid || unit->mode != SUP_WRITE ||
        !sup__db_content(unit->repo.db, &content) || content != kept->content) {
        return 0;
    }
    unit->has_kept = 1;
    unit->head = kept->head;
    unit->counted = kept->counted;
    return 1;
}

/* What a transaction changes it changes for itself: it may be rolled back. Without memory for it
 * the runs are read again. */
static struct sup__timer_row *copy_timers(struct sup__arena *arena,
                                          const struct sup__timer_row *from)
{
    size_t bytes = SUP__METRICS * sizeof *from;
    struct sup__timer_row *rows = from ? sup__arena_take(arena, bytes) : NULL;
    if (rows) {
        memcpy(rows, from, bytes);
    }
    return rows;
}

int sup__kept_ticket(struct sup__unit *unit, int64_t id, struct sup__ticket_row *row,
                     struct sup__timer_row **timers)
{
    const struct sup__kept *kept = unit->core->kept;
    *timers = NULL;
    for (uint32_t i = 0; unit->has_kept && i < kept->ticket_count; i++) {
        if (kept->tickets[i].id == id) {
            *row = kept->tickets[i];
            *timers = copy_timers(unit->repo.arena, kept->timers[i]);
            return 1;
        }
    }
    return 0;
}

int sup__kept_actor(struct sup__unit *unit)
{
    const struct sup__kept *kept = unit->core->kept;
    if (!unit->has_kept || unit->keeps_nothing) {
        return 0;
    }
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        unit->customer_id = kept->customer_id;
        unit->customer_root = kept->customer_root;
        return kept->customer_id == unit->caller.actor_id;
    }
    unit->actor = kept->actor;
    return kept->actor.id == unit->caller.actor_id;
}

static struct sup__kept *kept_of(sup_core *core)
{
    if (!core->kept) {
        core->kept = sup__zalloc(&core->mem, sizeof *core->kept);
        if (core->kept) {
            sup__arena_init(&core->kept->arenas[0], &core->mem);
            sup__arena_init(&core->kept->arenas[1], &core->mem);
        }
    }
    return core->kept;
}

static int keep_text(struct sup__arena *arena, const char **text)
{
    if (*text) {
        *text = sup__arena_text(arena, *text, strlen(*text));
    }
    return *text != NULL;
}

static int keep_optional(struct sup__arena *arena, const char **text)
{
    return *text == NULL || keep_text(arena, text);
}

static int keep_bytes(struct sup__arena *arena, struct sup__bytes *bytes)
{
    if (bytes->bytes) {
        bytes->data = sup__arena_text(arena, bytes->data, bytes->bytes);
    }
    return bytes->data != NULL || bytes->bytes == 0;
}

static int keep_head(struct sup__arena *arena, struct sup__head_row *head)
{
    return keep_bytes(arena, &head->hash) && keep_text(arena, &head->policy_digest) &&
           keep_text(arena, &head->key_id) && keep_bytes(arena, &head->key_check) &&
           keep_optional(arena, &head->replan_digest) && keep_optional(arena, &head->erasure_key);
}

static int keep_actor(struct sup__arena *arena, struct sup__agent_row *actor)
{
    /* nobody asks while deciding */
    actor->name = actor->skills = actor->languages = NULL;
    return actor->id == 0 || (keep_text(arena, &actor->roles) && keep_text(arena, &actor->teams));
}

static int keep_ticket(struct sup__arena *arena, struct sup__ticket_row *row)
{
    return keep_text(arena, &row->status) && keep_text(arena, &row->channel) &&
           keep_text(arena, &row->priority) && keep_optional(arena, &row->subject) &&
           keep_optional(arena, &row->reason) && keep_optional(arena, &row->team) &&
           keep_text(arena, &row->reply_channel) && keep_optional(arena, &row->sla) &&
           keep_optional(arena, &row->floor) && keep_optional(arena, &row->floor_minimum) &&
           keep_optional(arena, &row->impact) && keep_optional(arena, &row->urgency) &&
           keep_optional(arena, &row->segment);
}

static int keep_timers(struct sup__arena *arena, struct sup__timer_row **timers)
{
    const struct sup__timer_row *from = *timers;
    struct sup__timer_row *rows =
        from ? sup__arena_take(arena, SUP__METRICS * sizeof *rows) : NULL;
    *timers = rows;
    int ok = !from || rows;
    for (int metric = 0; ok && rows && metric < SUP__METRICS; metric++) {
        rows[metric] = from[metric];
        ok =
            keep_optional(arena, &rows[metric].sla) && keep_optional(arena, &rows[metric].calendar);
    }
    return ok;
}

/* Running out of memory here costs only the next transaction's time. */
void sup__kept_set(struct sup__unit *unit)
{
    uint64_t content = 0;
    if (unit->mode == SUP_READ) {
        return;
    }
    struct sup__kept *kept = unit->core->kept;
    if (kept) {
        kept->is_valid = 0;
    }
    /* A desk that has no event has no head to keep. */
    if (unit->keeps_nothing || !unit->head.sequence || !sup__db_content(unit->repo.db, &content) ||
        !(kept = kept_of(unit->core))) {
        return;
    }
    struct sup__arena *arena = &kept->arenas[!kept->in_use];
    sup__arena_reset(arena);
    kept->content = content;
    kept->head = unit->head;
    kept->counted = unit->counted;
    kept->actor = unit->actor;
    kept->customer_id = unit->customer_id;
    kept->customer_root = unit->customer_root;
    kept->ticket_count = unit->ticket_count;
    int ok = keep_head(arena, &kept->head) && keep_actor(arena, &kept->actor);
    for (uint32_t i = 0; ok && i < unit->ticket_count; i++) {
        kept->tickets[i] = unit->tickets[i].row;
        kept->timers[i] = unit->tickets[i].timers;
        ok = keep_ticket(arena, &kept->tickets[i]) && keep_timers(arena, &kept->timers[i]);
    }
    kept->in_use = !kept->in_use;
    kept->is_valid = ok;
}

void sup__kept_free(struct sup__kept *kept, const struct sup__mem *mem)
{
    if (kept) {
        sup__arena_free(&kept->arenas[0]);
        sup__arena_free(&kept->arenas[1]);
        sup__dealloc(mem, kept);
    }
}
