/*
 * table_use.h: what the parts of the day at the desk of test_table_use.c share.
 */
#ifndef TESTS_TABLE_USE_H
#define TESTS_TABLE_USE_H

#include <stdint.h>

#define ORDER(id) "{'system':'shop','kind':'order','id':'" id "'}"

/* The next operations are called by this actor. */
void as(int32_t kind, int64_t id);

/* The next operations tell of what happened that long ago, as an import does; 0: of now, as Priya.
 */
void tell_of(int64_t ago_ms);

/* Run one operation, which must succeed, and note the tables that it touches. */
void run(const char *method, const char *params);

/* The same for a ticket; `more` are further members, each with a comma before it. */
void run_on(const char *method, int ticket, const char *more);

/* The id of what the last operation made. */
int made(void);

/* Open a ticket of a customer, given as JSON; its id. */
int opened(const char *customer, const char *more);

/* Run one operation, whatever it answers, and note the tables. */
int32_t touch(const char *method, const char *params);

/* Open a ticket on which everything is due by now: what was asked for on it, reminders, closing. */
int late_ticket(const char *method, const char *params);

/* What was asked for on the last of those tickets, and of the following. */
extern int late_request;

/* A ticket that nobody takes, which is to leave its floor by now; its id. */
int stalled_ticket(void);

/* Somebody was one person with a customer, given as JSON, and is no more. Done as the system. */
void parted(const char *customer);

/* Parts of the day in table_use_requests.c. */
void money_is_given(void);
void requests_come_late(void);

/* The part of the day in table_use_actions.c. */
void actions_are_ruled(void);

/* Parts of the day in table_use_surveys.c. */
void people_are_asked(void);
void answers_come_late(void);
/* What a customer answered about a ticket of theirs, and how it was handled. */
void opinions_of(int ticket);

/* The part of the day in table_use_late.c. */
void ends_are_told_late(void);

/* Parts of the day in table_use_floors.c. */
void risks_are_seen(void);
void signatures_are_void(void);
void a_ticket_rises(void);

#endif
