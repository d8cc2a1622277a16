/*
 * fact.c: what the types of facts are called.
 */
#include "rules/fact.h"

const char *sup__fact_type_name(int32_t type)
{
    static const char *const names[] = {
        [SUP__FACT_BOOL] = "bool", [SUP__FACT_NUMBER] = "number",     [SUP__FACT_MONEY] = "money",
        [SUP__FACT_TEXT] = "text", [SUP__FACT_NAME] = "name",         [SUP__FACT_TIME] = "time",
        [SUP__FACT_LIST] = "list", [SUP__FACT_DURATION] = "duration", [SUP__FACT_RECORD] = "record",
    };

    return type < SUP__FACT_BOOL || type > SUP__FACT_RECORD ? "nothing" : names[type];
}
