/*
 * test_csv.c: the CSV reader of the example program, on files made by the tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "csv.h"

/* A reader on a file with these bytes. */
struct fixture {
    FILE *file;
    struct csv *csv;
    struct csv_record record;
};

static void open_bytes(struct fixture *f, const char *text, size_t bytes, char separator) {
    f->file = tmpfile();
    assert_non_null(f->file);
    assert_int_equal(fwrite(text, 1, bytes, f->file), bytes);
    rewind(f->file);
    f->csv = csv_open(f->file, separator);
    assert_non_null(f->csv);
}

static void open_text(struct fixture *f, const char *text) {
    open_bytes(f, text, strlen(text), ',');
}

static void close_fixture(struct fixture *f) {
    csv_close(f->csv);
    fclose(f->file);
}

/* The next record has these fields, joined with '|'. */
static void expect_record(struct fixture *f, uint64_t line, const char *joined) {
    char text[256] = "";

    assert_int_equal(csv_next(f->csv, &f->record), CSV_RECORD);
    for (size_t i = 0; i < f->record.count; i++) {
        assert_int_equal(strlen(f->record.fields[i].text), f->record.fields[i].bytes);
        strcat(text, i == 0 ? "" : "|");
        strcat(text, f->record.fields[i].text);
    }
    assert_string_equal(text, joined);
    assert_int_equal(f->record.line, line);
}

static void expect_broken(struct fixture *f, uint64_t line, uint64_t column, const char *text) {
    assert_int_equal(csv_next(f->csv, &f->record), CSV_BROKEN);
    assert_string_equal(csv_error(f->csv)->text, text);
    assert_int_equal(csv_error(f->csv)->line, line);
    assert_int_equal(csv_error(f->csv)->column, column);
}

static void expect_end(struct fixture *f) {
    assert_int_equal(csv_next(f->csv, &f->record), CSV_END);
    assert_int_equal(csv_next(f->csv, &f->record), CSV_END);
    close_fixture(f);
}

/* Reading the whole file gives these lines: records as "line: fields joined with |", errors. */
static void expect_reading(const char *text, const char *expected) {
    char read[1024] = "";
    struct fixture f;
    int result;

    open_text(&f, text);
    while ((result = csv_next(f.csv, &f.record)) != CSV_END) {
        size_t used = strlen(read);
        if (result == CSV_BROKEN) {
            snprintf(read + used, sizeof read - used, "%s\n", csv_error(f.csv)->text);
            continue;
        }
        assert_int_equal(result, CSV_RECORD);
        snprintf(read + used, sizeof read - used, "%d:", (int)f.record.line);
        for (size_t i = 0; i < f.record.count; i++) {
            strcat(strcat(read, i == 0 ? " " : "|"), f.record.fields[i].text);
        }
        strcat(read, "\n");
    }
    assert_string_equal(read, expected);
    close_fixture(&f);
}

static void fields_are_parted_and_quotes_taken_off(void **state) {
    (void)state;
    expect_reading("a,b,c\n\"1,5\",\"say \"\"hi\"\"\",\n\"\",\"\"\"\",x\n",
                   "1: a|b|c\n2: 1,5|say \"hi\"|\n3: |\"|x\n");
}

static void quoted_fields_keep_line_ends_and_lines_are_still_counted(void **state) {
    (void)state;
    expect_reading("a,b\n\"one\ntwo\r\nthree\",2\n3,4\n",
                   "1: a|b\n2: one\ntwo\r\nthree|2\n5: 3|4\n");
}

static void line_ends_are_lf_or_crlf_or_the_end_of_the_file(void **state) {
    (void)state;
    expect_reading("a,b\n1,2\n", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\r\n1,2", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\n1,2\r", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\n1,\"2\"", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\n1,\"2\"\r\n", "1: a|b\n2: 1|2\n");
    expect_reading("a,b\n1,\"2\"\r", "1: a|b\n2: 1|2\n");
}

static void a_byte_order_mark_is_skipped_once(void **state) {
    (void)state;
    expect_reading("\xEF\xBB\xBF\"a\",b\n\xEF\xBB\xBF,2\n", "1: a|b\n2: \xEF\xBB\xBF|2\n");
}

static void empty_files_have_no_records(void **state) {
    (void)state;
    expect_reading("", "");
    expect_reading("\n", "");
    expect_reading("\r\n\n", "");
    expect_reading("\xEF\xBB\xBF", "");
    expect_reading("\xEF\xBB\xBF\n", "");
}

static void empty_lines_are_passed_over_but_not_in_a_single_column(void **state) {
    (void)state;
    expect_reading("\n\r\na,b\n\n\r\n1,2\n\n", "3: a|b\n6: 1|2\n");
    expect_reading("a\n\n\r\nb\n", "1: a\n2: \n3: \n4: b\n");
}

static void the_separator_is_the_callers(void **state) {
    struct fixture f;
    (void)state;

    open_bytes(&f, "a;b\n1,5;\";\"\n", 12, ';');
    expect_record(&f, 1, "a|b");
    expect_record(&f, 2, "1,5|;");
    expect_end(&f);
    assert_null(csv_open(stdin, '"'));
    assert_null(csv_open(stdin, '\n'));
    assert_null(csv_open(stdin, '\r'));
    assert_null(csv_open(stdin, '\0'));
    assert_null(csv_open(stdin, (char)0xA7));
}

static void a_quote_inside_an_unquoted_field_is_a_character(void **state) {
    (void)state;
    expect_reading("a,b\n5\" nail,x\"y\"\n", "1: a|b\n2: 5\" nail|x\"y\"\n");
}

static void an_unclosed_quote_costs_only_its_own_line(void **state) {
    (void)state;
    expect_reading("a,b\n1,\"2\n3,4\n5,6\n",
                   "1: a|b\nline 2: the quote is never closed at column 3\n3: 3|4\n4: 5|6\n");
}

static void stray_text_and_carriage_returns_are_named_with_their_place(void **state) {
    (void)state;
    expect_reading("a,b\n\"1\"x,2\n3,4\n",
                   "1: a|b\nline 2: text after the closing quote at column 4\n3: 3|4\n");
    /* A record that is broken on its second line is left there; that line is read again. */
    expect_reading("a,b\n3,\"4\n5\" ,6\n7,8\n",
                   "1: a|b\nline 3: text after the closing quote at column 3\n3: 5\" |6\n"
                   "4: 7|8\n");
    expect_reading("a,b\n1\r2,3\n4,5\n",
                   "1: a|b\nline 2: a carriage return that no line feed follows at column 2\n"
                   "3: 4|5\n");
}

static void records_have_as_many_fields_as_the_first(void **state) {
    (void)state;
    expect_reading("a,b\n1\n1,2,3\n\"1\n\",2,3\n4,5\n",
                   "1: a|b\nline 2: 1 fields where the first record has 2\n"
                   "line 3: 3 fields where the first record has 2\n"
                   "line 4: 3 fields where the first record has 2\n6: 4|5\n");
}

static void a_latin_1_file_is_told_how_to_convert(void **state) {
    (void)state;
    expect_reading("a,b\n1,caf\xE9\n\"x\ny\xE9\",2\n3,4\n",
                   "1: a|b\n"
                   "line 2: not UTF-8 (byte 0xE9 at column 6); convert with iconv -f ISO-8859-1 "
                   "-t UTF-8\n"
                   "line 4: not UTF-8 (byte 0xE9 at column 2); convert with iconv -f ISO-8859-1 "
                   "-t UTF-8\n5: 3|4\n");
}

static void a_utf_16_file_is_told_how_to_convert(void **state) {
    struct fixture f;
    (void)state;

    open_bytes(&f,
               "\xFF\xFE"
               "a\0,\0b\0\n\0",
               10, ',');
    expect_broken(&f, 1, 1,
                  "line 1: not UTF-8 (byte 0xFF at column 1); convert with iconv -f UTF-16 -t "
                  "UTF-8");
    close_fixture(&f);
    open_bytes(&f, "a\0,\0b\0", 6, ',');
    expect_broken(&f, 1, 2,
                  "line 1: not UTF-8 (byte 0x00 at column 2); convert with iconv -f UTF-16 -t "
                  "UTF-8");
    expect_end(&f);
}

/* Whether a field of these bytes is taken, at the start of a word of eight and at its end. */
static int is_taken(const char *bytes) {
    int taken = 0;

    for (int shift = 0; shift < 9; shift++) {
        struct fixture f;
        char text[64];
        snprintf(text, sizeof text, "%.*s%s,12345678\n", shift, "abcdefghi", bytes);
        open_text(&f, text);
        int is_record = csv_next(f.csv, &f.record) == CSV_RECORD;
        assert_true(shift == 0 || is_record == taken);
        taken = is_record;
        close_fixture(&f);
    }
    return taken;
}

static void utf_8_is_strict_on_both_sides_of_each_limit(void **state) {
    (void)state;

    assert_true(is_taken("\x7F"));
    assert_false(is_taken("\x80"));
    assert_false(is_taken("\xC1\xBF")); /* overlong */
    assert_true(is_taken("\xC2\x80"));
    assert_true(is_taken("\xDF\xBF"));
    assert_false(is_taken("\xE0\x9F\xBF")); /* overlong */
    assert_true(is_taken("\xE0\xA0\x80"));
    assert_true(is_taken("\xED\x9F\xBF"));
    assert_false(is_taken("\xED\xA0\x80")); /* a surrogate */
    assert_true(is_taken("\xEE\x80\x80"));
    assert_false(is_taken("\xF0\x8F\xBF\xBF")); /* overlong */
    assert_true(is_taken("\xF0\x90\x80\x80"));
    assert_true(is_taken("\xF4\x8F\xBF\xBF"));
    assert_false(is_taken("\xF4\x90\x80\x80")); /* over U+10FFFF */
    assert_false(is_taken("\xF5\x80\x80\x80"));
    assert_false(is_taken("\xC3"));
    assert_false(is_taken("\xE2\x82"));
}

static const char too_large[] =
    "line 2: the record is larger than 1 MiB (is a quote not closed?) at column 1";

/* A file "a,b", then one record of `bytes` bytes, then "3,4". */
static void open_large(struct fixture *f, size_t bytes, int is_quoted, const char *line_end) {
    char *text = malloc(bytes + 32);
    size_t at = 4;

    assert_non_null(text);
    memcpy(text, "a,b\n", 4);
    memset(text + at, 'x', bytes);
    memcpy(text + at, "1,", 2);
    if (is_quoted) {
        text[at + 2] = '"';
        text[at + bytes - 1] = '"';
    }
    at += bytes;
    at += (size_t)sprintf(text + at, "%s3,4\n", line_end);
    open_bytes(f, text, at, ',');
    free(text);
    expect_record(f, 1, "a|b");
}

static void a_record_of_1_mib_is_read_and_one_byte_more_is_not(void **state) {
    static const char *const line_ends[] = {"\n", "\r\n"};
    (void)state;

    for (int i = 0; i < 4; i++) {
        struct fixture f;
        open_large(&f, 1048576, i / 2, line_ends[i % 2]);
        assert_int_equal(csv_next(f.csv, &f.record), CSV_RECORD);
        assert_int_equal(f.record.fields[1].bytes, i / 2 ? 1048572 : 1048574);
        expect_record(&f, 3, "3|4");
        expect_end(&f);
        open_large(&f, 1048577, i / 2, line_ends[i % 2]);
        expect_broken(&f, 2, 1, too_large);
        expect_record(&f, 3, "3|4");
        expect_end(&f);
    }
}

static void a_line_larger_than_the_buffer_is_skipped_whole(void **state) {
    struct fixture f;
    (void)state;

    open_large(&f, 9 * 1024 * 1024, 0, "\n");
    expect_broken(&f, 2, 1, too_large);
    expect_record(&f, 3, "3|4");
    expect_end(&f);
}

static void a_record_has_1024_fields_and_not_one_more(void **state) {
    char text[1100];
    struct fixture f;
    (void)state;

    memset(text, ',', sizeof text);
    open_bytes(&f, text, 1023, ',');
    assert_int_equal(csv_next(f.csv, &f.record), CSV_RECORD);
    assert_int_equal(f.record.count, 1024);
    expect_end(&f);

    open_bytes(&f, text, 1024, ',');
    expect_broken(&f, 1, 1025, "line 1: more than 1024 fields at column 1025");
    expect_end(&f);
}

static void records_survive_every_refill_of_the_buffer(void **state) {
    enum { ROWS = 300000 };
    struct fixture f;
    uint64_t offset = 0;
    (void)state;

    f.file = tmpfile();
    assert_non_null(f.file);
    for (int i = 0; i < ROWS; i++) {
        fprintf(f.file, "%d,\"a\"\"%d\n\",x\r\n", i, i);
    }
    rewind(f.file);
    f.csv = csv_open(f.file, ',');
    for (int i = 0; i < ROWS; i++) {
        char expected[32];
        assert_int_equal(csv_next(f.csv, &f.record), CSV_RECORD);
        assert_int_equal(f.record.line, 1 + 2 * i);
        assert_int_equal(f.record.offset, offset);
        offset = f.record.next_offset;
        snprintf(expected, sizeof expected, "a\"%d\n", i);
        assert_string_equal(f.record.fields[1].text, expected);
        assert_string_equal(f.record.fields[2].text, "x");
    }
    expect_end(&f);
}

static void reading_goes_on_at_a_stored_byte_with_the_right_line(void **state) {
    static const char text[] = "a,b\n\"1\n1\",2\n\n3,4\n5,6\n";
    struct fixture f;
    (void)state;

    open_text(&f, text);
    expect_record(&f, 1, "a|b");
    expect_record(&f, 2, "1\n1|2");
    uint64_t stored = f.record.next_offset;
    close_fixture(&f);

    open_text(&f, text);
    expect_record(&f, 1, "a|b");
    assert_int_equal(csv_seek(f.csv, stored), CSV_RECORD);
    expect_record(&f, 5, "3|4");
    assert_int_equal(csv_seek(f.csv, 12), CSV_FAILED);
    assert_string_equal(csv_error(f.csv)->text, "line 6: cannot go back to byte 12");
    assert_int_equal(csv_seek(f.csv, sizeof text - 1), CSV_RECORD);
    assert_int_equal(csv_seek(f.csv, sizeof text), CSV_FAILED);
    assert_string_equal(csv_error(f.csv)->text, "line 7: the file ends before byte 22");
    expect_end(&f);
}

static void a_file_that_cannot_be_read_is_an_error_and_not_its_end(void **state) {
    struct fixture f;
    (void)state;

    f.file = fopen("/", "r"); /* a directory opens for reading and then refuses it */
    assert_non_null(f.file);
    f.csv = csv_open(f.file, ',');
    assert_int_equal(csv_next(f.csv, &f.record), CSV_FAILED);
    assert_string_equal(csv_error(f.csv)->text, "line 1: cannot read on: Is a directory");
    close_fixture(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_parted_and_quotes_taken_off),
        cmocka_unit_test(quoted_fields_keep_line_ends_and_lines_are_still_counted),
        cmocka_unit_test(line_ends_are_lf_or_crlf_or_the_end_of_the_file),
        cmocka_unit_test(a_byte_order_mark_is_skipped_once),
        cmocka_unit_test(empty_files_have_no_records),
        cmocka_unit_test(empty_lines_are_passed_over_but_not_in_a_single_column),
        cmocka_unit_test(the_separator_is_the_callers),
        cmocka_unit_test(a_quote_inside_an_unquoted_field_is_a_character),
        cmocka_unit_test(an_unclosed_quote_costs_only_its_own_line),
        cmocka_unit_test(stray_text_and_carriage_returns_are_named_with_their_place),
        cmocka_unit_test(records_have_as_many_fields_as_the_first),
        cmocka_unit_test(a_latin_1_file_is_told_how_to_convert),
        cmocka_unit_test(a_utf_16_file_is_told_how_to_convert),
        cmocka_unit_test(utf_8_is_strict_on_both_sides_of_each_limit),
        cmocka_unit_test(a_record_of_1_mib_is_read_and_one_byte_more_is_not),
        cmocka_unit_test(a_line_larger_than_the_buffer_is_skipped_whole),
        cmocka_unit_test(a_record_has_1024_fields_and_not_one_more),
        cmocka_unit_test(records_survive_every_refill_of_the_buffer),
        cmocka_unit_test(reading_goes_on_at_a_stored_byte_with_the_right_line),
        cmocka_unit_test(a_file_that_cannot_be_read_is_an_error_and_not_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
