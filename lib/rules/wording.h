/*
 * wording.h: conditions and values as people read them.
 */
#ifndef SUP__RULES_WORDING_H
#define SUP__RULES_WORDING_H

#include "rules/tree.h"

/* A text that is cut with "..." where it gets too long. */
enum { SUP__WORDING_SIZE = 320 };
struct sup__wording {
    char text[SUP__WORDING_SIZE];
    size_t bytes;
    int is_cut;
};

/** Line breaks and other control characters become spaces. */
void sup__one_line(char *text);

void sup__word(struct sup__wording *wording, const char *text);
/** A value of a type: 62.00 EUR, "text", 3 items. */
void sup__word_value(struct sup__wording *wording, const struct sup__type *type,
                     const struct sup__slot *value);
/** A whole node on one line: order.total > 50.00 EUR. */
void sup__word_node(struct sup__wording *wording, const struct sup__node *node);
/** What the facts in a condition without conditions inside were; 0 when there are none. */
int sup__word_facts(struct sup__wording *wording, const struct sup__node *node,
                    const struct sup__case *given);

#endif
