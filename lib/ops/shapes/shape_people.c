/*
 * shape_people.c: the structs of people.h as lists of fields, and that of the receipt.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/report.h"

const char *const sup__actor_kind_names[] = {"agent",  "bot",         "customer",
                                             "system", "integration", NULL};
const char *const sup__agent_kind_names[] = {"person", "bot", NULL};
const char *const sup__availability_names[] = {"available", "busy", "away", "offline", NULL};

static const struct sup_field receipt_fields[] = {
    SUP__ID(sup_receipt, id, 0,
            "The thing made or changed: a ticket, message, agent, customer or policy."),
    SUP__ID(sup_receipt, ticket_id, 0,
            "The ticket concerned; that of the follow-up when one was made."),
    SUP__INT(sup_receipt, version, 0, "The version of that ticket, agent, customer or policy now."),
    SUP__INT(sup_receipt, sequence, 0, "The last event of the operation; 0 when nothing changed."),
    SUP__ID(sup_receipt, duplicate_of, 0,
            "Of authority.request: the same was asked for before, by this one."),
    SUP__BOOL(
        sup_receipt, is_replay, 0,
        "The answer to an earlier request with the same key, or to a report that was made before."),
};
SUP__SHAPE(receipt, "What a write did.");

static const struct sup_field reference_fields[] = {
    SUP__CODE(sup_reference, system, SUP_FIELD_REQUIRED, "Where the thing is kept: shopify."),
    SUP__CODE(sup_reference, kind, SUP_FIELD_REQUIRED, "What it is: order."),
    SUP__TEXT(sup_reference, id, SUP_REFERENCE_ID_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Its id there, as text."),
};
SUP__SHAPE(reference, "A thing outside the desk: an order, a shop's customer, a mail.");

static const struct sup_field agent_save_params_fields[] = {
    SUP__ROW_KEY(sup_agent_save_params),
    SUP__ID(sup_agent_save_params, agent_id, 0, "The agent to change; absent makes a new one."),
    SUP__ROW_VERSION(sup_agent_save_params),
    SUP__ENUM(sup_agent_save_params, kind, sup__agent_kind_names, 0,
              "A person when absent; fixed once made."),
    SUP__TEXT(sup_agent_save_params, name, SUP_NAME_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The name that customers and colleagues see."),
    SUP__CODES(sup_agent_save_params, roles, role_count, SUP_AGENT_CODES_MAX, 0,
               "Roles of the policy: together they say what the agent may do."),
    SUP__CODES(sup_agent_save_params, teams, team_count, SUP_AGENT_CODES_MAX, 0,
               "Teams of the policy."),
    SUP__CODES(sup_agent_save_params, skills, skill_count, SUP_AGENT_CODES_MAX, 0,
               "What they are good at; skills of the policy, when it lists any."),
    SUP__TEXTS(sup_agent_save_params, languages, language_count, SUP_LANGUAGE_BYTES_MAX,
               SUP_AGENT_CODES_MAX, 0,
               "Languages they write, as tags: pt-BR; of the policy, when it lists any."),
    SUP__COUNT(sup_agent_save_params, capacity, SUP_AGENT_CAPACITY_MAX, 0,
               "How many open tickets at once; 0 is not stated."),
    SUP__BOOL(sup_agent_save_params, is_departed, 0,
              "May no longer act, and is signed out; what they did stays theirs."),
};
SUP__SHAPE(agent_save_params, "An agent or bot as it shall be.");

static const struct sup_field agent_get_params_fields[] = {
    SUP__ID(sup_agent_get_params, agent_id, SUP_FIELD_REQUIRED, "The agent."),
};
SUP__PARAMS(agent_get_params, "Which agent to read.");

static const struct sup_field agent_fields[] = {
    SUP__ID(sup_agent, id, SUP_FIELD_REQUIRED, "The agent's id."),
    SUP__INT(sup_agent, version, 0, "Grows with each change."),
    SUP__ENUM(sup_agent, kind, sup__agent_kind_names, SUP_FIELD_REQUIRED, "A person or a bot."),
    SUP__TEXT(sup_agent, name, SUP_NAME_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The name that customers and colleagues see."),
    SUP__CODES(sup_agent, roles, role_count, SUP_AGENT_CODES_MAX, SUP_FIELD_REQUIRED,
               "Roles of the policy."),
    SUP__CODES(sup_agent, teams, team_count, SUP_AGENT_CODES_MAX, SUP_FIELD_REQUIRED,
               "Teams of the policy."),
    SUP__CODES(sup_agent, skills, skill_count, SUP_AGENT_CODES_MAX, SUP_FIELD_REQUIRED,
               "What they are good at."),
    SUP__TEXTS(sup_agent, languages, language_count, SUP_LANGUAGE_BYTES_MAX, SUP_AGENT_CODES_MAX,
               SUP_FIELD_REQUIRED, "Languages they write, as tags."),
    SUP__COUNT(sup_agent, capacity, SUP_AGENT_CAPACITY_MAX, 0,
               "How many open tickets at once; 0 is not stated."),
    SUP__BOOL(sup_agent, is_departed, 0, "May no longer act."),
    SUP__ENUM(sup_agent, availability, sup__availability_names, SUP_FIELD_REQUIRED,
              "Whether they take work now."),
    SUP__TIME(sup_agent, availability_since_ms, "availability_since", 0,
              "Since when it is so; absent when it was never set."),
};
SUP__SHAPE(agent, "A person or program that works at the desk.");

static const struct sup_field agent_list_params_fields[] = {
    SUP__ID(sup_agent_list_params, after_id, 0,
            "The page after that agent; absent begins at the first."),
    SUP__ROW_LIMIT(sup_agent_list_params),
};
SUP__SHAPE(agent_list_params, "Which page of agents to read.");

static const struct sup_field agent_list_fields[] = {
    SUP__OBJECTS(sup_agent_list, items, count, sup_agent, &sup__shape_agent, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "Agents in the order of their ids."),
    SUP__ROW_NEXT(sup_agent_list),
};
SUP__SHAPE(agent_list, "A page of agents.");

static const struct sup_field agent_set_availability_params_fields[] = {
    SUP__ROW_KEY(sup_agent_set_availability_params),
    SUP__ID(sup_agent_set_availability_params, agent_id, SUP_FIELD_REQUIRED,
            "The agent or bot: oneself, unless the actor may also save agents."),
    SUP__ENUM(sup_agent_set_availability_params, availability, sup__availability_names,
              SUP_FIELD_REQUIRED, "Whether they take work from now on."),
};
SUP__SHAPE(agent_set_availability_params, "Who is available, or is not.");

static const struct sup_field agent_sessions_params_fields[] = {
    SUP__ID(sup_agent_sessions_params, agent_id, SUP_FIELD_REQUIRED, "The agent or bot."),
    SUP__TIME(sup_agent_sessions_params, from_ms, "from", 0,
              "Sessions that lasted past this time; absent: since ever."),
    SUP__TIME(sup_agent_sessions_params, to_ms, "to", 0,
              "Sessions that began before this time; absent: until now."),
    SUP__ID(sup_agent_sessions_params, after_id, 0,
            "The page after that session; absent begins at the newest."),
    SUP__ROW_LIMIT(sup_agent_sessions_params),
};
SUP__SHAPE(agent_sessions_params, "Which sessions to read.");

static const struct sup_field agent_session_fields[] = {
    SUP__ID(sup_agent_session, id, SUP_FIELD_REQUIRED, "The sequence of the event that began it."),
    SUP__ENUM(sup_agent_session, availability, sup__availability_names, SUP_FIELD_REQUIRED,
              "available, busy or away."),
    SUP__TIME(sup_agent_session, begun_ms, "begun_at", SUP_FIELD_REQUIRED, "When it began."),
    SUP__TIME(sup_agent_session, ended_ms, "ended_at", 0, "Absent while it lasts."),
};
SUP__SHAPE(agent_session, "One stretch of one availability other than offline.");

static const struct sup_field agent_session_list_fields[] = {
    SUP__OBJECTS(sup_agent_session_list, items, count, sup_agent_session, &sup__shape_agent_session,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "Sessions, newest first."),
    SUP__ROW_NEXT(sup_agent_session_list),
};
SUP__SHAPE(agent_session_list, "A page of an agent's sessions.");

static const struct sup_field identity_fields[] = {
    SUP__CODE(sup_identity, kind, SUP_FIELD_REQUIRED, "What it is: email."),
    SUP__CODE(sup_identity, system, 0,
              "Where it is from: shopify; absent for a kind that is the same in every system."),
    SUP__TEXT(sup_identity, value, SUP_IDENTITY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The address, number or id."),
    SUP__BOOL(sup_identity, is_verified, 0,
              "The host has proof that it is theirs; else it is claimed."),
};
SUP__PARAMS(identity, "One way to know a customer; docs/policy.md says how values are written.");

static const struct sup_field identity_key_fields[] = {
    SUP__CODE(sup_identity, kind, SUP_FIELD_REQUIRED, "What it is: email."),
    SUP__CODE(sup_identity, system, 0,
              "Where it is from: shopify; absent for a kind that is the same in every system."),
    SUP__TEXT(sup_identity, value, SUP_IDENTITY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The address, number or id."),
};
SUP__PARAMS_OF(identity_key, sup_identity, "An identity that is looked for.");

static const struct sup_field customer_save_params_fields[] = {
    SUP__ROW_KEY(sup_customer_save_params),
    SUP__ID(sup_customer_save_params, customer_id, 0,
            "The customer to change; absent: the one with an identity, or a new one."),
    SUP__ROW_VERSION(sup_customer_save_params),
    SUP__TEXT(sup_customer_save_params, name, SUP_NAME_BYTES_MAX, 0, "The customer's name."),
    SUP__OBJECTS(sup_customer_save_params, identities, identity_count, sup_identity,
                 &sup__shape_identity, SUP_IDENTITIES_MAX, 0,
                 "Identities that the customer has, besides those known."),
};
SUP__SHAPE(customer_save_params, "A customer as they shall be.");

static const struct sup_field customer_resolve_params_fields[] = {
    SUP__ROW_KEY(sup_customer_resolve_params),
    SUP__OBJECTS(sup_customer_resolve_params, identities, identity_count, sup_identity,
                 &sup__shape_identity, SUP_IDENTITIES_MAX, SUP_FIELD_REQUIRED,
                 "What is known of who writes; the one that says most comes first."),
    SUP__TEXT(sup_customer_resolve_params, name, SUP_NAME_BYTES_MAX, 0,
              "Taken by a customer who has none."),
};
SUP__SHAPE(customer_resolve_params, "Who writes.");

static const struct sup_field customer_get_params_fields[] = {
    SUP__ID(sup_customer_get_params, customer_id, 0,
            "The customer; or give an identity, not both."),
    SUP__OBJECT(sup_customer_get_params, identity, sup_identity, &sup__shape_identity_key, 0,
                "An identity of the customer; or give the id."),
};
SUP__PARAMS(customer_get_params, "Which customer to read.");

static const struct sup_field customer_identity_fields[] = {
    SUP__CODE(sup_customer_identity, kind, SUP_FIELD_REQUIRED, "What it is: email."),
    SUP__CODE(sup_customer_identity, system, 0, "Where it is from; absent: of no system."),
    SUP__TEXT(sup_customer_identity, value, SUP_IDENTITY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "In the one form of its kind."),
    SUP__BOOL(sup_customer_identity, is_verified, 0, "The host has proof; else it is claimed."),
    SUP__ID(sup_customer_identity, customer_id, SUP_FIELD_REQUIRED, "Whose it is."),
};
SUP__SHAPE(customer_identity, "An identity as it is kept.");

static const struct sup_field customer_member_fields[] = {
    SUP__ID(sup_customer_member, customer_id, SUP_FIELD_REQUIRED, "Their own id, still valid."),
    SUP__ID(sup_customer_member, merged_into, SUP_FIELD_REQUIRED,
            "The customer they were merged into, who may have been merged as well."),
    SUP__INT(sup_customer_member, version, 0, "Grows with each change."),
    SUP__TEXT(sup_customer_member, name, SUP_NAME_BYTES_MAX, 0, "Absent when not known."),
};
SUP__SHAPE(customer_member, "A customer that was merged into another.");

static const struct sup_field customer_fields[] = {
    SUP__ID(sup_customer, id, SUP_FIELD_REQUIRED, "Who they are now."),
    SUP__ID(sup_customer, asked_id, SUP_FIELD_REQUIRED,
            "Who was asked for: the same, or one who was merged."),
    SUP__INT(sup_customer, version, 0, "Grows with each change."),
    SUP__TEXT(sup_customer, name, SUP_NAME_BYTES_MAX, 0,
              "Absent when not known; of a member when only they have one."),
    SUP__OBJECTS(sup_customer, identities, identity_count, sup_customer_identity,
                 &sup__shape_customer_identity, 0, SUP_FIELD_REQUIRED,
                 "By what they are known: by customer, system, kind and value."),
    SUP__OBJECTS(sup_customer, members, member_count, sup_customer_member,
                 &sup__shape_customer_member, SUP_CUSTOMER_MEMBERS_MAX, SUP_FIELD_REQUIRED,
                 "Customers that were merged into them, by id."),
    SUP__TIME(sup_customer, created_ms, "created_at", SUP_FIELD_REQUIRED,
              "When the desk first knew them."),
    SUP__OBJECTS(sup_customer, facts, fact_count, sup_reported_fact, &sup__shape_reported_fact,
                 SUP_THING_FACTS_MAX, SUP_FIELD_REQUIRED,
                 "What is so about them, of all of them the latest by date, by name."),
    SUP__TIME(sup_customer, erased_ms, "erased_at", 0,
              "When a privacy request erased them; absent when none did."),
};
SUP__SHAPE(customer, "A person who writes to the desk.");

static const struct sup_field customer_merge_params_fields[] = {
    SUP__ROW_KEY(sup_customer_merge_params),
    SUP__ID(sup_customer_merge_params, customer_id, SUP_FIELD_REQUIRED, "Who is merged away."),
    SUP__ID(sup_customer_merge_params, into, SUP_FIELD_REQUIRED, "Who stays."),
    SUP__TEXT(sup_customer_merge_params, evidence, SUP_EVIDENCE_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Why they are one person."),
    SUP__ROWS_USE(sup_customer_merge_params),
};
SUP__PARAMS(customer_merge_params, "Two customers who are one person.");

static const struct sup_field customer_unmerge_params_fields[] = {
    SUP__ROW_KEY(sup_customer_unmerge_params),
    SUP__ID(sup_customer_unmerge_params, customer_id, SUP_FIELD_REQUIRED, "Who was merged away."),
    SUP__TEXT(sup_customer_unmerge_params, evidence, SUP_EVIDENCE_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Why they are not one person."),
};
SUP__PARAMS(customer_unmerge_params, "A merge that was wrong.");

static const struct sup_field customer_erase_params_fields[] = {
    SUP__ROW_KEY(sup_customer_erase_params),
    SUP__ID(sup_customer_erase_params, customer_id, SUP_FIELD_REQUIRED,
            "The person: this customer and all who were merged with them."),
    SUP__TEXT(sup_customer_erase_params, reason, SUP_EVIDENCE_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Why. It stays: name the request, not the person."),
    SUP__ROW_VERSION(sup_customer_erase_params),
    SUP__ROWS_USE(sup_customer_erase_params),
};
SUP__PARAMS(customer_erase_params, "A person to be erased.");

static const struct sup_field customer_export_params_fields[] = {
    SUP__ID(sup_customer_export_params, customer_id, SUP_FIELD_REQUIRED,
            "The person: this customer and all who were merged with them."),
    SUP__BOOL(sup_customer_export_params, without_notes, 0,
              "Private notes of the desk are left out."),
    SUP__ROWS_USE(sup_customer_export_params),
};
SUP__SHAPE(customer_export_params, "A person whose data are exported.");

static const struct sup_field customer_export_fields[] = {
    SUP__ID(sup_customer_export, customer_id, SUP_FIELD_REQUIRED, "Who they are now."),
    SUP__JSON(sup_customer_export, document, SUP_EXPORT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "An object of lists: rows of the tables by their names, and texts."),
};
SUP__SHAPE(customer_export, "Everything that is held about a person.");
