/*
 * table_use_late.c: what ends what was promised, told after something else was promised instead.
 */
#include <stddef.h>

#include "table_use.h"

/* The opening and the tag take a minute each: what is told is from between the two, or from after
 * them. */
enum { BETWEEN_MS = 90000, AFTER_MS = 30000 };

static void tell_late(const char *method, const char *more, int64_t ago_ms)
{
    int ticket = opened("'1'", ",'body':'b','team':'frontline'");

    run_on("ticket.tag", ticket, ",'tags':['x','held']");
    tell_of(ago_ms);
    run_on(method, ticket, more);
    tell_of(0);
}

void ends_are_told_late(void)
{
    static const struct {
        const char *method;
        const char *more;
    } told[] = {
        {"ticket.assign", ",'agent_id':'1'"},
        {"ticket.transfer", ",'team':'risk'"},
        {"ticket.move", ",'status':'solved'"},
        {"ticket.reply", ",'body':'b'"},
        {"ticket.note", ",'body':'b','status':'solved'"},
        {"ticket.receive", ",'body':'b','customer_id':'1'"},
        {"ticket.tag", ",'tags':['grave']"},
        {"ticket.prioritize", ",'priority':'low'"},
        {"ticket.classify", ",'reason':'legal'"},
        {"ticket.fill", ",'fields':[{'name':'order','value':'2'}]"},
        {"reference.add", ",'references':[" ORDER("3") "]"},
        {"ticket.untag", ",'tags':['x']"},
        {"fact.record", ",'facts':[{'name':'message.is_harassing','value':'true'}]"},
    };

    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        tell_late(told[i].method, told[i].more, BETWEEN_MS);
        tell_late(told[i].method, told[i].more, AFTER_MS);
    }
}
