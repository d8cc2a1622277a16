/*
 * identities.h: how a customer's identities are written.
 *
 * One identity has one written form, so that equal ones are equal texts: resolving is then a look
 * into an index, and two processes cannot make two customers of one address.
 */
#ifndef SUP__POLICY_IDENTITIES_H
#define SUP__POLICY_IDENTITIES_H

#include "policy/policy.h"
#include "supportcore/people.h"

/**
 * Write a value in the one form that it is kept in.
 *
 * An e-mail address loses spaces around it and is small in ASCII; it has one @, at most 64 bytes
 * before it (RFC 5321, section 4.5.3.1.1) and 254 in all (4.5.3.1.3: a path of 256 has two angle
 * brackets). No rule of a provider is applied: where dots or what follows a + do not matter is
 * theirs to know. A phone number is E.164: + and 8 to 15 digits, without what people write between
 * them. A handle loses its @ and is small in ASCII. A text stays as it is.
 *
 * @param value  one line of UTF-8
 * @param[out] out  the form, 255 bytes at most
 * @return NULL; else what is wrong, for an error's text (static)
 */
const char *sup__identity_normalise(int32_t form, const char *value,
                                    char out[SUP_IDENTITY_BYTES_MAX + 1]);

/** The kind of that name; NULL when the policy does not list it. */
const struct sup__identity_kind *sup__policy_identity(const struct sup__policy *policy,
                                                      const char *name);

#endif
