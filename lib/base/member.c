/*
 * member.c: members read as bytes, so that no struct has to be known.
 */
#include "base/member.h"

#include <string.h>

int64_t sup__member_i64(const char *at)
{
    int64_t number;

    memcpy(&number, at, sizeof number);
    return number;
}

int32_t sup__member_i32(const char *at)
{
    int32_t number;

    memcpy(&number, at, sizeof number);
    return number;
}

uint32_t sup__member_u32(const char *at)
{
    uint32_t number;

    memcpy(&number, at, sizeof number);
    return number;
}

const char *sup__member_pointer(const char *at)
{
    const char *pointer;

    memcpy(&pointer, at, sizeof pointer);
    return pointer;
}
