/*
 * test_attachments.c: files that come with messages, by reference.
 */
#include "desk_fixture.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define REPLY(...)   SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)
#define NOTE(...)    SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

#define SHA256 "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void messages_bring_files_by_reference(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list = NULL;
    static const struct sup_attachment full = {"photo.jpg", "image/jpeg", SHA256, "s3://b/1",
                                               70000};
    struct sup_attachment many[SUP_MESSAGE_ATTACHMENTS_MAX];

    for (int i = 0; i < SUP_MESSAGE_ATTACHMENTS_MAX; i++) {
        many[i] = (struct sup_attachment){.location = "x", .bytes = i};
    }
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .body = "x", .attachments = &full, .attachment_count = 1));
    for (int i = 0; i < 4; i++) { /* more than one call of the store reads */
        desk_ok(desk, by_ann(desk),
                RECEIVE(.ticket_id = 1, .body = "x", .attachments = many,
                        .attachment_count = SUP_MESSAGE_ATTACHMENTS_MAX));
    }
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_priya(desk),
            NOTE(.ticket_id = 1, .body = "x", .attachments = &full, .attachment_count = 1));
    desk_ok(desk, by_priya(desk),
            REPLY(.ticket_id = 1, .body = "x", .attachments = &full, .attachment_count = 1));
    must(desk,
         sup_ticket_messages(desk->core, by_ann(desk), PARAMS(ticket_page, .ticket_id = 1), &list));
    assert_int_equal(list->count, 7);
    assert_int_equal(list->items[0].attachment_count, 1);
    assert_string_equal(list->items[0].attachments[0].name, "photo.jpg");
    assert_string_equal(list->items[0].attachments[0].media_type, "image/jpeg");
    assert_string_equal(list->items[0].attachments[0].digest, SHA256);
    assert_string_equal(list->items[0].attachments[0].location, "s3://b/1");
    assert_int_equal(list->items[0].attachments[0].bytes, 70000);
    for (int i = 1; i < 5; i++) {
        assert_int_equal(list->items[i].attachment_count, SUP_MESSAGE_ATTACHMENTS_MAX);
        for (int j = 0; j < SUP_MESSAGE_ATTACHMENTS_MAX; j++) {
            assert_null(list->items[i].attachments[j].name);
            assert_int_equal(list->items[i].attachments[j].bytes, j);
        }
    }
    assert_int_equal(list->items[5].attachment_count, 0);
    assert_int_equal(list->items[6].attachment_count, 1);
    sup_free(list);
    assert_int_equal(desk_rows(desk, "sup_attachment"), 4 * SUP_MESSAGE_ATTACHMENTS_MAX + 3);
    desk_expect_sound(desk);
}

static void an_attachment_that_is_none_is_told(void **state)
{
    struct desk *desk = *state;
    static const char *const wrong[] = {"",
                                        "sha256",
                                        "sha256:",
                                        ":00",
                                        "sha256:00",
                                        ("sha1:"
                                         "0123456789012345678901234567890123456"),
                                        "x:0",
                                        "x:0G",
                                        "x:AB",
                                        "X:ab",
                                        "blake2b:ab ",
                                        "md5:0123456789abcdef0123456789abcdeg"};
    static const char *const right[] = {"x:00", "md5:0123456789abcdef0123456789abcdef", NULL};
    struct sup_attachment files[2] = {{.location = "x"}, {.location = "y"}};

    desk_ticket(desk);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        files[1].digest = wrong[i];
        desk_fails(
            desk, SUP_MSG_ATTACHMENT_DIGEST, "attachments/1/digest", by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "x", .attachments = files, .attachment_count = 2));
    }
    desk_fails(desk, SUP_MSG_ATTACHMENT_DIGEST, "attachments/1/digest", by_ann(desk),
               SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .body = "x", .attachments = files, .attachment_count = 2));
    desk_fails(desk, SUP_MSG_ATTACHMENT_DIGEST, "attachments/1/digest", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .attachments = files, .attachment_count = 2));
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        files[1].digest = right[i];
        desk_ok(desk, by_ann(desk),
                RECEIVE(.ticket_id = 1, .body = "x", .attachments = files, .attachment_count = 2));
    }
    files[1].location = NULL;
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "attachments/1/location", by_ann(desk),
               RECEIVE(.ticket_id = 1, .body = "x", .attachments = files, .attachment_count = 2));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "body", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "x", .attachments = files, .attachment_count = 1));
    struct sup_attachment many[SUP_MESSAGE_ATTACHMENTS_MAX + 1];
    for (int i = 0; i <= SUP_MESSAGE_ATTACHMENTS_MAX; i++) {
        many[i] = (struct sup_attachment){.location = "x"};
    }
    desk_fails(desk, SUP_MSG_LIST_LONG, "attachments", by_ann(desk),
               RECEIVE(.ticket_id = 1, .body = "x", .attachments = many,
                       .attachment_count = SUP_MESSAGE_ATTACHMENTS_MAX + 1));
}

static const struct CMUnitTest tests[] = {
    desk_test(messages_bring_files_by_reference),
    desk_test(an_attachment_that_is_none_is_told),
};

DESK_MAIN(tests)
