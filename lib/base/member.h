/*
 * member.h: members of a struct that is known only by the offsets of its shape.
 */
#ifndef SUP__MEMBER_H
#define SUP__MEMBER_H

#include <stdint.h>

int64_t sup__member_i64(const char *at);
int32_t sup__member_i32(const char *at);
uint32_t sup__member_u32(const char *at);
const char *sup__member_pointer(const char *at);

#endif
