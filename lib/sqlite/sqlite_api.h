/*
 * sqlite_api.h: SQLite as it is called here: linked with, or, in the loadable extension, that of
 * the program which loads it.
 *
 * A program may have a SQLite of its own inside (Node's packages do, some shells and PHP builds as
 * well). A connection of that one given to the functions of another SQLite in the same process is
 * undefined, so the extension is linked with none: it is compiled from the same sources, and each
 * sqlite3_...() in them is then a call through the table that the host has handed over.
 */
#ifndef SUP__SQLITE_API_H
#define SUP__SQLITE_API_H

#ifdef SUP__SQLITE_OF_THE_HOST
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif

#endif
