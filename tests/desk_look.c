/*
 * desk_look.c: looking at a desk: its tickets, its events, and every row of its tables.
 */
#include "desk_fixture.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "store/tables.h"

struct sup_ticket *desk_get(struct desk *desk, int64_t ticket)
{
    struct sup_ticket *found = NULL;

    must(desk, sup_ticket_get(desk->core, by_system(desk), PARAMS(ticket_get, .ticket_id = ticket),
                              &found));
    return found;
}

void desk_expect_status(struct desk *desk, int64_t ticket, const char *status)
{
    struct sup_ticket *found = desk_get(desk, ticket);

    assert_string_equal(found->status, status);
    sup_free(found);
}

int64_t desk_sequence(struct desk *desk)
{
    struct sup_chain_head *head = NULL;
    int64_t sequence;

    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), &head));
    sequence = head->sequence;
    sup_free(head);
    return sequence;
}

static void add_event(struct sup__buffer *text, const struct sup_event *event)
{
    sup__buffer_text(text, event->name);
    if (event->before || event->after) {
        sup__buffer_text(text, " ");
        sup__buffer_text(text, event->before ? event->before : "");
        sup__buffer_text(text, ">");
        sup__buffer_text(text, event->after ? event->after : "");
    }
    sup__buffer_text(text, "\n");
}

/* Events after a sequence, of one ticket or of all (0), as lines. */
static void expect_events(struct desk *desk, int64_t after, int64_t ticket, const char *expected)
{
    struct sup_event_list *list = NULL;
    struct sup__mem mem;
    struct sup__buffer text;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__buffer_init(&text, &mem);
    sup__buffer_text(&text, "");
    do {
        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            if (!ticket || list->items[i].ticket_id == ticket) {
                add_event(&text, &list->items[i]);
            }
        }
        after = list->next_after_id;
        sup_free(list);
    } while (after);
    assert_string_equal(text.data, expected);
    sup__buffer_free(&text);
}

void desk_expect_events(struct desk *desk, int64_t after, const char *expected)
{
    expect_events(desk, after, 0, expected);
}

void desk_expect_history(struct desk *desk, int64_t ticket, const char *expected)
{
    expect_events(desk, 0, ticket, expected);
}

struct dump {
    struct sup__buffer text;
    struct sup__mem mem;
    int64_t rows;
};

static void add_value(struct sup__buffer *text, const struct sup_value *value)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *bytes = value->data;

    if (value->type == SUP_INT) {
        sup__buffer_int(text, value->number);
    } else if (value->type == SUP_NULL) {
        sup__buffer_text(text, "NULL");
    } else if (value->type == SUP_TEXT) {
        sup__buffer_json_text(text, value->data, value->bytes);
    } else {
        for (size_t i = 0; i < value->bytes; i++) {
            const char pair[] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};

            sup__buffer_append(text, pair, sizeof pair);
        }
    }
}

static int32_t add_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct dump *dump = context;

    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_char(&dump->text, '\t');
        add_value(&dump->text, &row[i]);
    }
    sup__buffer_char(&dump->text, '\n');
    dump->rows++;
    return 0;
}

/* All tables, or one. `heading` gets the context before each one's rows. */
static void scan_all(struct sup_store *store, int64_t tenant, const char *table,
                     void (*heading)(void *context, uint32_t table), sup_row_fn fn, void *context)
{
    const struct sup_schema *schema = sup_schema();
    struct sup_value prefix = {.type = SUP_INT, .number = tenant};

    if (store->methods->begin(store, tenant, SUP_READ) != SUP_OK) {
        fail_msg("%s", store->error.text);
    }
    for (uint32_t i = 0; i < schema->table_count; i++) {
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &prefix};

        if (!table || strcmp(table, schema->tables[i].name) == 0) {
            heading(context, i);
            assert_int_equal(store->methods->scan(store, &scan, fn, context), SUP_OK);
        }
    }
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void add_heading(void *context, uint32_t table)
{
    struct dump *dump = context;

    sup__buffer_text(&dump->text, sup_schema()->tables[table].name);
    sup__buffer_char(&dump->text, '\n');
}

static void dump_begin(struct dump *dump)
{
    assert_int_equal(sup__mem_init(&dump->mem, NULL), SUP_OK);
    sup__buffer_init(&dump->text, &dump->mem);
    dump->rows = 0;
}

char *desk_dump(struct sup_store *store, int64_t tenant, const char *table)
{
    struct dump dump;

    dump_begin(&dump);
    scan_all(store, tenant, table, add_heading, add_row, &dump);
    assert_false(dump.text.is_failed);
    return dump.text.data; /* of malloc() */
}

int64_t desk_rows(struct desk *desk, const char *table)
{
    struct dump dump;

    dump_begin(&dump);
    scan_all(desk->store, desk->tenant, table, add_heading, add_row, &dump);
    sup__buffer_free(&dump.text);
    return dump.rows;
}

static void image_add(struct desk_image *image, const void *data, size_t bytes)
{
    if (image->room - image->count < bytes) {
        image->room = 2 * (image->room + bytes);
        image->bytes = realloc(image->bytes, image->room);
        assert_non_null(image->bytes);
    }
    if (bytes) {
        memcpy(image->bytes + image->count, data, bytes);
        image->count += bytes;
    }
}

static void image_heading(void *context, uint32_t table)
{
    image_add(context, &table, sizeof table);
}

static int32_t image_row(void *context, const struct sup_value *row, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        int is_bytes = row[i].type == SUP_TEXT || row[i].type == SUP_BLOB;
        int64_t head[2] = {row[i].type, is_bytes                 ? (int64_t)row[i].bytes
                                        : row[i].type == SUP_INT ? row[i].number
                                                                 : 0};

        image_add(context, head, sizeof head);
        if (is_bytes) {
            image_add(context, row[i].data, row[i].bytes);
        }
    }
    return 0;
}

void desk_image_take(struct desk_image *image, struct sup_store *store, int64_t tenant)
{
    image->count = 0;
    scan_all(store, tenant, NULL, image_heading, image_row, image);
}

int desk_image_is(const struct desk_image *image, const struct desk_image *other)
{
    return image->count == other->count && memcmp(image->bytes, other->bytes, image->count) == 0;
}

static int has_line(const char *text, const char *line, size_t bytes)
{
    for (; text && *text; text = strchr(text, '\n') + 1) {
        if (strncmp(text, line, bytes) == 0 && text[bytes] == '\n') {
            return 1;
        }
        if (!strchr(text, '\n')) {
            break;
        }
    }
    return 0;
}

static void print_missing(const char *sign, const char *text, const char *other)
{
    while (text && *text) {
        size_t bytes = strcspn(text, "\n");

        if (!has_line(other, text, bytes)) {
            print_error("%s%.*s\n", sign, (int)bytes, text);
        }
        text += bytes + (text[bytes] == '\n');
    }
}

void desk_print_difference(const char *wanted, const char *got)
{
    print_missing("wanted ", wanted, got);
    print_missing("got    ", got, wanted);
}

void desk_expect_unchanged(struct desk *desk, char *before)
{
    char *after = desk_dump(desk->store, desk->tenant, NULL);

    if (strcmp(after, before) != 0) {
        desk_print_difference(before, after);
        fail_msg("something was changed");
    }
    free(after);
    free(before);
}

/* The part of a dump between a table's name and the next one's. */
static char *part_of(const char *dump, const char *table, const char *next, char **rest)
{
    const char *begin = strstr(dump, table);
    const char *end = strstr(dump, next);
    size_t bytes = (size_t)(end - begin);
    char *part = malloc(bytes + 1);

    assert_non_null(part);
    memcpy(part, begin, bytes);
    part[bytes] = '\0';
    *rest = strdup(end);
    return part;
}

static int64_t lines_of(const char *text)
{
    int64_t count = 0;

    for (; *text; text++) {
        count += *text == '\n';
    }
    return count;
}

static void expect_refusal_at(struct desk *desk, int64_t sequence)
{
    struct sup_event_list *list = NULL;

    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = sequence - 1), &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].name, "request.refused");
    sup_free(list);
}

void desk_expect_only_refusal(struct desk *desk, char *before)
{
    char *after = desk_dump(desk->store, desk->tenant, NULL);
    char *rest_before;
    char *rest_after;
    char *events_before = part_of(before, "sup_event\n", "sup_event_private\n", &rest_before);
    char *events_after = part_of(after, "sup_event\n", "sup_event_private\n", &rest_after);

    assert_string_equal(rest_after, rest_before);
    assert_memory_equal(events_after, events_before, strlen(events_before));
    assert_int_equal(lines_of(events_after), lines_of(events_before) + 1);
    expect_refusal_at(desk, desk_sequence(desk));
    free(events_before);
    free(events_after);
    free(rest_before);
    free(rest_after);
    free(after);
    free(before);
}

void desk_expect_sound(struct desk *desk)
{
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *check = NULL;

    must(desk, sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                &chain));
    if (!chain->is_intact) {
        fail_msg("%s", chain->text);
    }
    sup_free(chain);
    must(desk, sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &check));
    for (uint32_t i = 0; i < check->count; i++) {
        print_error("%s %s: %s\n", check->items[i].table, check->items[i].key,
                    check->items[i].text);
    }
    assert_true(check->is_clean);
    sup_free(check);
}
