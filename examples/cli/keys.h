/*
 * keys.h: the keys of the event chain, from a file: never from the command line, where every user
 * of the machine could read them.
 */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

#include "program.h"

struct keys {
    struct sup_chain_key items[SUP_CHAIN_KEYS_MAX];
    uint32_t count;
    char ids[SUP_CHAIN_KEYS_MAX][65];
    unsigned char bytes[SUP_CHAIN_KEYS_MAX][SUP_CHAIN_KEY_BYTES_MAX];
};

/** Read program->key_file, if there is one: a line `id=hexadecimal` each, the key in use first;
 *  empty lines and lines that begin with # are passed over. @return EXIT_OK or an exit code */
int keys_read(const struct program *program, struct keys *keys);

/** Overwrite the keys. */
void keys_wipe(struct keys *keys);

#endif
