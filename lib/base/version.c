/*
 * version.c: which library is this? Linked code answers, so that a host can compare it with the
 * headers it was compiled against.
 */
#include "supportcore/base.h"

#define TEXT_OF(number)                   #number
#define VERSION_TEXT(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

_Static_assert(SUP_VERSION_MAJOR == 0 && SUP_VERSION_MINOR == 1 && SUP_VERSION_PATCH == 0,
               "sup_version() must say the same as the header");

const char *sup_version(void)
{
    return VERSION_TEXT(0, 1, 0);
}

int32_t sup_version_number(void)
{
    return SUP_VERSION_MAJOR * 1000000 + SUP_VERSION_MINOR * 1000 + SUP_VERSION_PATCH;
}
