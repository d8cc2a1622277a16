/*
 * table_use.h: what the parts of the day at the desk of test_table_use.c share.
 */
#ifndef TESTS_TABLE_USE_H
#define TESTS_TABLE_USE_H

#include <stdint.h>

#define ORDER(id) "{'system':'shop','kind':'order','id':'" id "'}"

/* The next operations are called by this actor. */
void as(int32_t kind, int64_t id);

/* Run one operation, which must succeed, and note the tables that it touches. */
void run(const char *method, const char *params);

/* The same for a ticket; `more` are further members, each with a comma before it. */
void run_on(const char *method, int ticket, const char *more);

/* The id of what the last operation made. */
int made(void);

/* Open a ticket of a customer, given as JSON; its id. */
int opened(const char *customer, const char *more);

/* Parts of the day in table_use_floors.c. */
void risks_are_seen(void);
void signatures_are_void(void);
void a_ticket_rises(void);

#endif
