/*
 * random_desk.c: one step of a life by chance.
 */
#include "random_desk.h"

enum { TICKETS = 6 };

static const char *const statuses[] = {"new", "open", "pending", "on_hold", "solved", "closed"};
static const char *const teams[] = {"frontline", "specialists", "risk"};
static const char *const tags[] = {"vip", "late", "angry"};
static const struct sup_reference things[] = {{"shopify", "order", "1"}, {"shopify", "order", "2"}};
static const char *const ids[] = {"<a@x>", "<b@x>", "<c@x>", "<d@x>", NULL, NULL, NULL, NULL};

#define TAGGED(tag) "{\"in\": [\"" tag "\", {\"var\": \"ticket.tags\"}]}"
const char random_floors[] =
    "\"floors\": [{\"name\": \"desk\", \"limits\": [{\"within\": \"PT3H\"}]},"
    " {\"name\": \"expert\", \"team\": \"specialists\","
    " \"rules\": [{\"name\": \"late\", \"when\": " TAGGED(
        "late") "}],"
                " \"limits\": [{\"within\": \"PT2H\", \"from\": \"assignment\"}],"
                " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT1H\", \"unsigned\": "
                "\"rise\"},"
                " \"hold\": [{\"actions\": [\"ticket.merge\"], \"until\": \"move_up\"}],"
                " \"evidence\": {\"to_leave\": [\"notes\"]}},"
                " {\"name\": \"risk\", \"roles\": [\"lead\", \"agent\"],"
                " \"rules\": [{\"name\": \"angry\", \"when\": " TAGGED(
                    "angry") "}],"
                             " \"evidence\": {\"to_resolve\": [\"statement\"]},"
                             " \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}],"
                             " \"lowered_by\": {\"roles\": [\"admin\"]},"
                             " \"targets\": [{\"metric\": \"decision\", \"within\": \"PT1H\"}], "
                             "\"tags\": [\"risk\"]}]";

uint32_t chance_pick(struct chance *chance, uint32_t count)
{
    /* Steele, Lea and Flood's SplitMix64. */
    uint64_t z = (chance->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % count);
}

int64_t chance_pause_ms(struct chance *chance)
{
    static const int64_t pauses[] = {0,
                                     0,
                                     1,
                                     MINUTE_MS,
                                     HOUR_MS,
                                     HOUR_MS,
                                     DAY_MS,
                                     2 * DAY_MS,
                                     AUTO_CLOSE_MS,
                                     AUTO_CLOSE_MS - 1,
                                     AUTO_CLOSE_MS + 1,
                                     GRACE_MS};

    return pauses[chance_pick(chance, sizeof pauses / sizeof pauses[0])];
}

static struct sup_caller *somebody(struct desk *desk, struct chance *chance)
{
    switch (chance_pick(chance, 8)) {
    case 0:
        return by_lee(desk);
    case 1:
        return by_robo(desk);
    case 2:
        return by(desk, SUP_ACTOR_AGENT, VIC); /* who may only look */
    case 3:
        return by_integration(desk);
    default:
        return by_priya(desk);
    }
}

static struct sup_caller *customer(struct desk *desk, struct chance *chance)
{
    struct sup_caller *caller = chance_pick(chance, 4) ? by_ann(desk) : by_ben(desk);

    if (chance_pick(chance, 4) == 0) { /* late mail */
        caller->at_ms = desk->now_ms - (int64_t)chance_pick(chance, 10) * DAY_MS;
    }
    return caller;
}

static int64_t ticket(struct chance *chance)
{
    return 1 + chance_pick(chance, TICKETS);
}

/* Half of the messages name their ticket; the others are to find it. */
static int32_t receive(struct desk *desk, struct chance *chance)
{
    static const struct sup_reference order = {"shop", "order", "1"};
    const char *thread[2] = {ids[chance_pick(chance, 8)], ids[chance_pick(chance, 8)]};
    struct sup_attachment file = {.name = "a.txt", .location = "there", .bytes = 7};
    struct sup_ticket_receive_params message = {.size = sizeof message, .body = "Text"};

    message.external_id = ids[chance_pick(chance, 8)];
    if (chance_pick(chance, 2)) {
        message.ticket_id = ticket(chance);
        message.version = chance_pick(chance, 5) ? 0 : 1 + chance_pick(chance, 12);
    } else if (chance_pick(chance, 2) && thread[0] && thread[1]) {
        message.thread_ids = thread;
        message.thread_id_count = 2;
    }
    if (chance_pick(chance, 3) == 0) {
        message.references = &order;
        message.reference_count = 1;
    }
    message.is_automated = chance_pick(chance, 6) == 0;
    message.attachments = &file;
    message.attachment_count = chance_pick(chance, 4) == 0;
    return desk_run(desk, customer(desk, chance), SUP_OP_TICKET_RECEIVE, &message);
}

static int32_t write(struct desk *desk, struct chance *chance)
{
    struct sup_ticket_message_params message = {
        .size = sizeof message, .ticket_id = ticket(chance), .body = "Text"};
    uint32_t what = chance_pick(chance, 3);

    if (what == 0) {
        return receive(desk, chance);
    }
    message.external_id = ids[chance_pick(chance, 8)];
    message.version = chance_pick(chance, 5) ? 0 : 1 + chance_pick(chance, 12);
    message.status = chance_pick(chance, 2) ? NULL : statuses[chance_pick(chance, 6)];
    message.is_automated = chance_pick(chance, 4) == 0;
    return desk_run(desk, somebody(desk, chance),
                    what == 1 ? SUP_OP_TICKET_REPLY : SUP_OP_TICKET_NOTE, &message);
}

static int32_t open_ticket(struct desk *desk, struct chance *chance)
{
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "Subject"};

    open.body = chance_pick(chance, 2) ? "Body" : NULL;
    open.external_id = open.body ? ids[chance_pick(chance, 8)] : NULL;
    open.follow_up_of = chance_pick(chance, 4) ? 0 : ticket(chance);
    if (chance_pick(chance, 2)) {
        return desk_run(desk, customer(desk, chance), SUP_OP_TICKET_OPEN, &open);
    }
    open.customer_id = chance_pick(chance, 3);
    open.assignee_id = chance_pick(chance, 3) ? 0 : PRIYA;
    open.tags = tags;
    open.tag_count = chance_pick(chance, 4);
    open.references = things;
    open.reference_count = chance_pick(chance, 3);
    return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_OPEN, &open);
}

static int32_t hand_over(struct desk *desk, struct chance *chance)
{
    const char *team = teams[chance_pick(chance, 3)];
    int64_t id = ticket(chance);

    if (chance_pick(chance, 3) == 0) {
        return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_TRANSFER,
                        PARAMS(ticket_transfer, .ticket_id = id, .team = team));
    }
    return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_ASSIGN,
                    PARAMS(ticket_assign, .ticket_id = id, .agent_id = chance_pick(chance, 4),
                           .team = chance_pick(chance, 2) ? team : NULL));
}

static int32_t label(struct desk *desk, struct chance *chance)
{
    struct sup_fact fact = {"mood", tags[chance_pick(chance, 3)]};
    struct sup_ticket_tag_params tag = {.size = sizeof tag, .ticket_id = ticket(chance)};
    struct sup_reference_params thing = {.size = sizeof thing, .ticket_id = tag.ticket_id};

    tag.tags = tags + chance_pick(chance, 2);
    tag.tag_count = 1 + chance_pick(chance, 2);
    thing.references = things;
    thing.reference_count = 1 + chance_pick(chance, 2);
    switch (chance_pick(chance, 6)) {
    case 0:
        return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_TAG, &tag);
    case 1:
        return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_UNTAG, &tag);
    case 2:
        return desk_run(desk, somebody(desk, chance), SUP_OP_REFERENCE_ADD, &thing);
    case 3:
        return desk_run(desk, somebody(desk, chance), SUP_OP_REFERENCE_REMOVE, &thing);
    case 4:
        return desk_run(
            desk, somebody(desk, chance), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = tag.ticket_id, .facts = &fact, .fact_count = 1));
    default:
        return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_PRIORITIZE,
                        PARAMS(ticket_prioritize, .ticket_id = tag.ticket_id,
                               .priority = chance_pick(chance, 2) ? "urgent" : "low"));
    }
}

static int32_t remind(struct desk *desk, struct chance *chance)
{
    struct sup_ticket_unremind_params less = {.size = sizeof less, .ticket_id = ticket(chance)};

    if (chance_pick(chance, 4) == 0) { /* one that there is seldom */
        less.reminder_id = 1 + (int64_t)chance_pick(chance, (uint32_t)desk_sequence(desk));
        return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_UNREMIND, &less);
    }
    return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_REMIND,
                    PARAMS(ticket_remind, .ticket_id = less.ticket_id,
                           .within_ms = 1 + (int64_t)chance_pick(chance, 10) * HOUR_MS,
                           .agent_id = chance_pick(chance, 3), .note = "think of it"));
}

static int32_t connect(struct desk *desk, struct chance *chance)
{
    struct sup_ticket_link_params link = {.size = sizeof link,
                                          .ticket_id = ticket(chance),
                                          .to = ticket(chance),
                                          .kind = 1 + (int32_t)chance_pick(chance, 4)};
    struct sup_ticket_watch_params watch = {.size = sizeof watch, .ticket_id = link.to};
    uint32_t kind = link.to == link.ticket_id ? 3 : chance_pick(chance, 5);

    watch.agent_id = chance_pick(chance, 2) ? 1 + (int64_t)chance_pick(chance, 3) : 0;
    watch.customer_id = watch.agent_id ? 0 : 1 + (int64_t)chance_pick(chance, 2);
    if (kind < 2) {
        int32_t code = desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_LINK, &link);

        return code == SUP_INVALID ? SUP_OK : code; /* the two were merged and are one */
    }
    return kind == 2   ? desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_UNLINK, &link)
           : kind == 3 ? desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_WATCH, &watch)
                       : desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_UNWATCH, &watch);
}

static int32_t move(struct desk *desk, struct chance *chance)
{
    /* Solved more often than not, so that there is something to close. */
    const char *status = statuses[chance_pick(chance, 2) ? 4 : chance_pick(chance, 6)];

    return desk_run(desk, somebody(desk, chance), SUP_OP_TICKET_MOVE,
                    PARAMS(ticket_move, .ticket_id = ticket(chance), .status = status));
}

/* Each for themselves, or the desk for them; now and then late. */
static int32_t sign(struct desk *desk, struct chance *chance)
{
    int64_t id = 1 + chance_pick(chance, 4);
    struct sup_caller *caller = chance_pick(chance, 4) ? by_system(desk) : somebody(desk, chance);

    if (chance_pick(chance, 4) == 0) {
        caller->at_ms = desk->now_ms - (int64_t)chance_pick(chance, 3) * HOUR_MS;
    }
    return desk_run(desk, caller, SUP_OP_AGENT_SET_AVAILABILITY,
                    PARAMS(agent_set_availability, .agent_id = id,
                           .availability = 1 + (int32_t)chance_pick(chance, 4)));
}

/* Lee leaves, and comes back: as a lead or without a team. */
static int32_t hire(struct desk *desk, struct chance *chance)
{
    const char *role = "lead";

    return desk_run(desk, by_system(desk), SUP_OP_AGENT_SAVE,
                    PARAMS(agent_save, .agent_id = LEE, .name = "Lee Wong", .roles = &role,
                           .role_count = 1, .skills = tags, .skill_count = chance_pick(chance, 4),
                           .teams = teams, .team_count = chance_pick(chance, 3),
                           .capacity = chance_pick(chance, 3),
                           .is_departed = chance_pick(chance, 2) == 0));
}

static int32_t several(struct desk *desk, struct chance *chance)
{
    struct sup_ticket_move_params first = {
        .size = sizeof first, .ticket_id = ticket(chance), .status = "solved"};
    struct sup_ticket_message_params second = {
        .size = sizeof second, .ticket_id = ticket(chance), .body = "In a batch"};
    struct sup_ticket_receive_params third = {
        .size = sizeof third, .ticket_id = second.ticket_id, .body = "In a batch"};
    struct sup_batch_item items[] = {
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_MOVE, .params = &first},
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_NOTE, .params = &second},
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_RECEIVE, .params = &third},
    };

    return sup_batch(desk->core, by_priya(desk), items, 3);
}

static const char *const floors[] = {"desk", "expert", "risk"};

static struct sup_caller *signer(struct desk *desk, struct chance *chance)
{
    uint32_t who = chance_pick(chance, 4);

    return who == 0 ? by_ada(desk) : who == 1 ? by_lee(desk) : somebody(desk, chance);
}

int32_t random_floor_step(struct desk *desk, struct chance *chance)
{
    int64_t id = ticket(chance);
    const char *floor = floors[chance_pick(chance, 3)];
    int32_t is_other = chance_pick(chance, 2) != 0;
    int32_t code;

    switch (chance_pick(chance, 6)) {
    case 0:
        code = desk_run(desk, somebody(desk, chance), SUP_OP_FLOOR_ESCALATE,
                        PARAMS(floor_escalate, .ticket_id = id, .floor = is_other ? floor : NULL,
                               .is_customer_request = chance_pick(chance, 3) == 0));
        break;
    case 1:
        code =
            desk_run(desk, signer(desk, chance), SUP_OP_FLOOR_LOWER,
                     PARAMS(floor_lower, .ticket_id = id, .floor = floor, .reason = "So be it."));
        break;
    case 2:
        code = desk_run(
            desk, somebody(desk, chance), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = id, .evidence = is_other ? "notes" : "statement"));
        break;
    default:
        code = desk_run(desk, signer(desk, chance), SUP_OP_FLOOR_SIGN,
                        PARAMS(floor_sign, .ticket_id = id,
                               .kind = is_other ? SUP_SIGN_RESOLUTION : SUP_SIGN_MOVE_UP,
                               .is_rejected = chance_pick(chance, 5) == 0));
        break;
    }
    return code == SUP_INVALID ? SUP_OK : code; /* the floor asks for nothing of that kind */
}

void random_step(struct desk *desk, struct chance *chance)
{
    int32_t (*const actions[])(struct desk *, struct chance *) = {
        write, write, write, write, open_ticket, hand_over, label,   label,  connect,
        move,  move,  move,  sign,  sign,        hire,      several, remind, random_floor_step};
    int32_t code = actions[chance_pick(chance, sizeof actions / sizeof actions[0])](desk, chance);

    if (code != SUP_OK && code != SUP_REFUSED && code != SUP_NOT_FOUND && code != SUP_CONFLICT) {
        fail_msg("%s: %s", sup_code_name(code), sup_last_error(desk->core)->text);
    }
}
