<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateInterval;
use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods ticket.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Attachment from Types
 * @phpstan-import-type History from Types
 * @phpstan-import-type IdentityKey from Types
 * @phpstan-import-type MessageList from Types
 * @phpstan-import-type Reference from Types
 * @phpstan-import-type Ticket from Types
 * @phpstan-import-type TicketField from Types
 * @phpstan-import-type TicketHandover from Types
 * @phpstan-import-type TicketList from Types
 * @phpstan-import-type TicketReceipt from Types
 * @phpstan-import-type TimerList from Types
 */
final class TicketMethods extends MethodGroup
{
    /**
     * Give a ticket to an agent, or take it from whoever has it.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $agent_id Who takes it; absent takes it from whoever has it.
     * @param string|null $team A team of the policy; the ticket's stays when absent.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function assign(
        string|int $ticket_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $agent_id = null,
        ?string $team = null,
    ): array {
        return $this->channel->call('ticket.assign', [
            'ticket_id' => $ticket_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'agent_id' => $agent_id,
            'team' => $team,
        ]);
    }

    /**
     * Say why the customer wrote: the contact reason.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $reason A contact reason of the policy.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function classify(
        string|int $ticket_id,
        string $reason,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.classify', [
            'ticket_id' => $ticket_id,
            'reason' => $reason,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Fill custom fields of a ticket, or clear them.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<TicketField> $fields Fields, at least one; those that are not named stay as they
     *   are.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function fill(
        string|int $ticket_id,
        array $fields,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.fill', [
            'ticket_id' => $ticket_id,
            'fields' => $fields,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Read a ticket with its tags, references, facts, fields, links, watchers and reminders.
     *
     * @param string|int $ticket_id The ticket.
     *
     * @return Ticket
     * @throws SupportcoreException
     */
    public function get(
        string|int $ticket_id,
    ): array {
        return $this->channel->call('ticket.get', [
            'ticket_id' => $ticket_id,
        ]);
    }

    /**
     * Read what the next person on a ticket needs to know.
     *
     * @param string|int $ticket_id The ticket.
     *
     * @return TicketHandover
     * @throws SupportcoreException
     */
    public function handover(
        string|int $ticket_id,
    ): array {
        return $this->channel->call('ticket.handover', [
            'ticket_id' => $ticket_id,
        ]);
    }

    /**
     * Read what happened to a ticket, in sentences.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int|null $after_id The page after that item of the ticket; absent begins with
     *   the oldest.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return History
     * @throws SupportcoreException
     */
    public function history(
        string|int $ticket_id,
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('ticket.history', [
            'ticket_id' => $ticket_id,
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Say what a ticket is to another.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'duplicate_of'|'blocked_by'|'caused_by'|'child_of' $kind What the ticket is to the
     *   other.
     * @param string|int $to The other ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function link(
        string|int $ticket_id,
        string $kind,
        string|int $to,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.link', [
            'ticket_id' => $ticket_id,
            'kind' => $kind,
            'to' => $to,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Read tickets, newest first unless asked otherwise.
     *
     * @param string|null $after The page after that position; absent begins.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param 'id'|'opened'|'updated'|'priority'|null $sort What they are sorted by, the id when
     *   absent; equal ones by id.
     * @param bool|null $is_ascending Oldest or lowest first; newest or highest first when absent.
     * @param 'new'|'open'|'pending'|'on_hold'|'solved'|'closed'|null $category Only tickets whose
     *   status is of that category.
     * @param string|null $status Only that status, of the policy or an earlier one.
     * @param string|null $priority Only that priority, of the policy or an earlier one.
     * @param string|null $reason Only that contact reason, of the policy or an earlier one.
     * @param string|null $channel Only that channel, of the policy or an earlier one.
     * @param string|null $team Only that team's, of the policy or an earlier one.
     * @param string|int|null $assignee_id Only that agent's.
     * @param bool|null $is_unassigned Only those that nobody has.
     * @param string|int|null $customer_id Only that person's, whatever customers they were merged
     *   of.
     * @param IdentityKey|null $identity Only of the person who is known by it.
     * @param string|null $tag Only with that tag; one of tag, reference and field.
     * @param Reference|null $reference Only about that thing outside the desk.
     * @param TicketField|null $field Only with that value in that custom field, of the policy or
     *   an earlier one.
     * @param DateTimeInterface|string|null $opened_from Only those opened then or later.
     * @param DateTimeInterface|string|null $opened_to Only those opened before.
     * @param DateTimeInterface|string|null $updated_from Only those that were updated last then or
     *   later.
     * @param DateTimeInterface|string|null $updated_to Only those that were updated last before.
     *
     * @return TicketList
     * @throws SupportcoreException
     */
    public function list(
        ?string $after = null,
        ?int $limit = null,
        ?string $sort = null,
        ?bool $is_ascending = null,
        ?string $category = null,
        ?string $status = null,
        ?string $priority = null,
        ?string $reason = null,
        ?string $channel = null,
        ?string $team = null,
        string|int|null $assignee_id = null,
        ?bool $is_unassigned = null,
        string|int|null $customer_id = null,
        ?array $identity = null,
        ?string $tag = null,
        ?array $reference = null,
        ?array $field = null,
        DateTimeInterface|string|null $opened_from = null,
        DateTimeInterface|string|null $opened_to = null,
        DateTimeInterface|string|null $updated_from = null,
        DateTimeInterface|string|null $updated_to = null,
    ): array {
        return $this->channel->call('ticket.list', [
            'after' => $after,
            'limit' => $limit,
            'sort' => $sort,
            'is_ascending' => $is_ascending,
            'category' => $category,
            'status' => $status,
            'priority' => $priority,
            'reason' => $reason,
            'channel' => $channel,
            'team' => $team,
            'assignee_id' => $assignee_id,
            'is_unassigned' => $is_unassigned,
            'customer_id' => $customer_id,
            'identity' => $identity,
            'tag' => $tag,
            'reference' => $reference,
            'field' => $field,
            'opened_from' => $opened_from,
            'opened_to' => $opened_to,
            'updated_from' => $updated_from,
            'updated_to' => $updated_to,
        ]);
    }

    /**
     * Say that two tickets are about one thing.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int $into The ticket that stays.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $evidence Why they are about one thing.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function merge(
        string|int $ticket_id,
        string|int $into,
        ?string $idempotency_key = null,
        ?int $version = null,
        ?string $evidence = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('ticket.merge', [
            'ticket_id' => $ticket_id,
            'into' => $into,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'evidence' => $evidence,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Read a ticket's messages by time; a customer sees no notes.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int|null $after_id The page after that item of the ticket; absent begins with
     *   the oldest.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return MessageList
     * @throws SupportcoreException
     */
    public function messages(
        string|int $ticket_id,
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('ticket.messages', [
            'ticket_id' => $ticket_id,
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Move a ticket to another status, as the policy's transitions allow.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $status A status of the policy.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function move(
        string|int $ticket_id,
        string $status,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('ticket.move', [
            'ticket_id' => $ticket_id,
            'status' => $status,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Record a private note, which customers never see.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $body The message.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $external_id Its id where it came from; an id that is known there is not
     *   added twice.
     * @param bool|null $is_automated No person wrote it. What a system or an integration passes on
     *   without it counts as a person's.
     * @param string|null $status Move the ticket there in the same step; it stays when absent.
     * @param DateInterval|int|string|null $handle_ms How long the agent worked on it.
     * @param list<Attachment>|null $attachments Files that came with it, by reference.
     * @param string|int|null $author_id The agent or bot who wrote it: only for an import.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     * @param string|null $channel A channel of the policy; the ticket's when absent.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function note(
        string|int $ticket_id,
        string $body,
        ?string $idempotency_key = null,
        ?int $version = null,
        ?string $external_id = null,
        ?bool $is_automated = null,
        ?string $status = null,
        DateInterval|int|string|null $handle_ms = null,
        ?array $attachments = null,
        string|int|null $author_id = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
        ?string $channel = null,
    ): array {
        return $this->channel->call('ticket.note', [
            'ticket_id' => $ticket_id,
            'body' => $body,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'external_id' => $external_id,
            'is_automated' => $is_automated,
            'status' => $status,
            'handle_ms' => $handle_ms,
            'attachments' => $attachments,
            'author_id' => $author_id,
            'request_id' => $request_id,
            'rationale' => $rationale,
            'channel' => $channel,
        ]);
    }

    /**
     * Open a ticket, with the customer's first message when a body is given.
     *
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $subject What it is about, in a line.
     * @param string|null $body The customer's first message, whoever records it; none when empty.
     * @param string|null $channel A channel of the policy; its first when absent.
     * @param string|int|null $customer_id Who asks; a customer's own ticket is always theirs.
     * @param string|null $priority A priority of the policy; when absent its rules, matrix or
     *   default decide.
     * @param string|null $reason A contact reason of the policy.
     * @param string|null $team A team of the policy; when absent its routing, reason or channel
     *   decide.
     * @param string|int|null $assignee_id The agent who takes it.
     * @param string|int|null $follow_up_of The earlier ticket that this one goes on from.
     * @param string|null $external_id The first message's id where it came from.
     * @param list<string>|null $tags Tags.
     * @param list<Reference>|null $references Orders, payments and other things that it is about.
     * @param string|null $impact How much is affected; with the urgency it decides the priority.
     * @param string|null $urgency How soon it is needed.
     * @param list<TicketField>|null $fields Custom fields of the policy, which its rules see.
     * @param list<Attachment>|null $attachments Files that came with it, by reference.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function open(
        ?string $idempotency_key = null,
        ?string $subject = null,
        ?string $body = null,
        ?string $channel = null,
        string|int|null $customer_id = null,
        ?string $priority = null,
        ?string $reason = null,
        ?string $team = null,
        string|int|null $assignee_id = null,
        string|int|null $follow_up_of = null,
        ?string $external_id = null,
        ?array $tags = null,
        ?array $references = null,
        ?string $impact = null,
        ?string $urgency = null,
        ?array $fields = null,
        ?array $attachments = null,
    ): array {
        return $this->channel->call('ticket.open', [
            'idempotency_key' => $idempotency_key,
            'subject' => $subject,
            'body' => $body,
            'channel' => $channel,
            'customer_id' => $customer_id,
            'priority' => $priority,
            'reason' => $reason,
            'team' => $team,
            'assignee_id' => $assignee_id,
            'follow_up_of' => $follow_up_of,
            'external_id' => $external_id,
            'tags' => $tags,
            'references' => $references,
            'impact' => $impact,
            'urgency' => $urgency,
            'fields' => $fields,
            'attachments' => $attachments,
        ]);
    }

    /**
     * Give a ticket another priority.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $priority A priority of the policy.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function prioritize(
        string|int $ticket_id,
        string $priority,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.prioritize', [
            'ticket_id' => $ticket_id,
            'priority' => $priority,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Take in a message from a customer: it finds its ticket, or opens one.
     *
     * @param string $body The message.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $ticket_id The ticket, when it is known; else the message finds it.
     * @param int|null $version The version of ticket_id that this was based on; 0 for any.
     * @param string|null $channel A channel of the policy; that of ticket_id, or the policy's
     *   first, when absent.
     * @param string|null $external_id Its id where it came from; a message whose id is known there
     *   is not added twice.
     * @param string|int|null $customer_id Who wrote; absent when not known.
     * @param string|null $subject Of a ticket that is opened; it never finds one.
     * @param string|null $reason Contact reason of a ticket that is opened.
     * @param string|null $in_reply_to External id of the message that this one answers.
     * @param list<string>|null $thread_ids External ids of the messages before it, oldest first;
     *   the last 100 are looked at.
     * @param list<Reference>|null $references What it is about: orders find a ticket; all are
     *   joined to it.
     * @param list<Attachment>|null $attachments Files that came with it, by reference.
     * @param bool|null $is_automated No person wrote it: an absence note, a delivery report. It
     *   moves no ticket and opens no follow-up.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function receive(
        string $body,
        ?string $idempotency_key = null,
        string|int|null $ticket_id = null,
        ?int $version = null,
        ?string $channel = null,
        ?string $external_id = null,
        string|int|null $customer_id = null,
        ?string $subject = null,
        ?string $reason = null,
        ?string $in_reply_to = null,
        ?array $thread_ids = null,
        ?array $references = null,
        ?array $attachments = null,
        ?bool $is_automated = null,
    ): array {
        return $this->channel->call('ticket.receive', [
            'body' => $body,
            'idempotency_key' => $idempotency_key,
            'ticket_id' => $ticket_id,
            'version' => $version,
            'channel' => $channel,
            'external_id' => $external_id,
            'customer_id' => $customer_id,
            'subject' => $subject,
            'reason' => $reason,
            'in_reply_to' => $in_reply_to,
            'thread_ids' => $thread_ids,
            'references' => $references,
            'attachments' => $attachments,
            'is_automated' => $is_automated,
        ]);
    }

    /**
     * Set a reminder on a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param DateTimeInterface|string|null $due_at When, after now; or within_ms.
     * @param DateInterval|int|string|null $within_ms After so many business hours; or due_at.
     * @param string|null $calendar Whose hours those are; absent: those that the policy's timers
     *   go by.
     * @param string|int|null $agent_id Who is reminded; absent: who sets it, where that is an
     *   agent.
     * @param bool|null $is_assignee Whoever has the ticket then; not with agent_id.
     * @param string|null $note What to think of; colleagues see it.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function remind(
        string|int $ticket_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        DateTimeInterface|string|null $due_at = null,
        DateInterval|int|string|null $within_ms = null,
        ?string $calendar = null,
        string|int|null $agent_id = null,
        ?bool $is_assignee = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('ticket.remind', [
            'ticket_id' => $ticket_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'due_at' => $due_at,
            'within_ms' => $within_ms,
            'calendar' => $calendar,
            'agent_id' => $agent_id,
            'is_assignee' => $is_assignee,
            'note' => $note,
        ]);
    }

    /**
     * Record a reply to the customer.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $body The message.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $external_id Its id where it came from; an id that is known there is not
     *   added twice.
     * @param bool|null $is_automated No person wrote it. What a system or an integration passes on
     *   without it counts as a person's.
     * @param string|null $status Move the ticket there in the same step; it stays when absent.
     * @param DateInterval|int|string|null $handle_ms How long the agent worked on it.
     * @param list<Attachment>|null $attachments Files that came with it, by reference.
     * @param string|int|null $author_id The agent or bot who wrote it: only for an import.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     * @param string|null $channel A channel of the policy; when absent, that of the customer's
     *   last message.
     * @param bool|null $is_acknowledgement It only says that the message arrived: not an answer.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function reply(
        string|int $ticket_id,
        string $body,
        ?string $idempotency_key = null,
        ?int $version = null,
        ?string $external_id = null,
        ?bool $is_automated = null,
        ?string $status = null,
        DateInterval|int|string|null $handle_ms = null,
        ?array $attachments = null,
        string|int|null $author_id = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
        ?string $channel = null,
        ?bool $is_acknowledgement = null,
    ): array {
        return $this->channel->call('ticket.reply', [
            'ticket_id' => $ticket_id,
            'body' => $body,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'external_id' => $external_id,
            'is_automated' => $is_automated,
            'status' => $status,
            'handle_ms' => $handle_ms,
            'attachments' => $attachments,
            'author_id' => $author_id,
            'request_id' => $request_id,
            'rationale' => $rationale,
            'channel' => $channel,
            'is_acknowledgement' => $is_acknowledgement,
        ]);
    }

    /**
     * Make a new ticket of a part of a thread.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int $message_id A message of the ticket's thread.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param bool|null $is_rest That message and all that come after it, by time; that one alone
     *   when absent.
     * @param bool|null $is_writers All messages by the customer who wrote that one; not with
     *   is_rest.
     * @param string|null $subject Of the new ticket; that of the old one when absent.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function split(
        string|int $ticket_id,
        string|int $message_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        ?bool $is_rest = null,
        ?bool $is_writers = null,
        ?string $subject = null,
    ): array {
        return $this->channel->call('ticket.split', [
            'ticket_id' => $ticket_id,
            'message_id' => $message_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'is_rest' => $is_rest,
            'is_writers' => $is_writers,
            'subject' => $subject,
        ]);
    }

    /**
     * Add tags to a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<string> $tags Tags, at least one.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function tag(
        string|int $ticket_id,
        array $tags,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.tag', [
            'ticket_id' => $ticket_id,
            'tags' => $tags,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Read how long things take and took on a ticket, and what is promised on them.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision'|null $metric
     *   Of this only; absent: of all.
     * @param string|null $after The page after this position: next_after of the page before.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return TimerList
     * @throws SupportcoreException
     */
    public function timers(
        string|int $ticket_id,
        ?string $metric = null,
        ?string $after = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('ticket.timers', [
            'ticket_id' => $ticket_id,
            'metric' => $metric,
            'after' => $after,
            'limit' => $limit,
        ]);
    }

    /**
     * Hand a ticket to another team, where nobody has it yet.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $team A team of the policy; the ticket waits there for somebody to take it.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function transfer(
        string|int $ticket_id,
        string $team,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.transfer', [
            'ticket_id' => $ticket_id,
            'team' => $team,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Take a link between tickets back.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'duplicate_of'|'blocked_by'|'caused_by'|'child_of' $kind What the ticket is to the
     *   other.
     * @param string|int $to The other ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function unlink(
        string|int $ticket_id,
        string $kind,
        string|int $to,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.unlink', [
            'ticket_id' => $ticket_id,
            'kind' => $kind,
            'to' => $to,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Take a merge of tickets back.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $evidence Why they are not about one thing.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function unmerge(
        string|int $ticket_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        ?string $evidence = null,
    ): array {
        return $this->channel->call('ticket.unmerge', [
            'ticket_id' => $ticket_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'evidence' => $evidence,
        ]);
    }

    /**
     * Take a reminder away before it is due.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int $reminder_id The reminder.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function unremind(
        string|int $ticket_id,
        string|int $reminder_id,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.unremind', [
            'ticket_id' => $ticket_id,
            'reminder_id' => $reminder_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Take tags from a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<string> $tags Tags, at least one.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function untag(
        string|int $ticket_id,
        array $tags,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('ticket.untag', [
            'ticket_id' => $ticket_id,
            'tags' => $tags,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Let somebody watch a ticket no longer.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $agent_id The agent who watches; or customer_id.
     * @param string|int|null $customer_id The customer who watches; or agent_id.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function unwatch(
        string|int $ticket_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $agent_id = null,
        string|int|null $customer_id = null,
    ): array {
        return $this->channel->call('ticket.unwatch', [
            'ticket_id' => $ticket_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'agent_id' => $agent_id,
            'customer_id' => $customer_id,
        ]);
    }

    /**
     * Let an agent or a customer watch a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $agent_id The agent who watches; or customer_id.
     * @param string|int|null $customer_id The customer who watches; or agent_id.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function watch(
        string|int $ticket_id,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $agent_id = null,
        string|int|null $customer_id = null,
    ): array {
        return $this->channel->call('ticket.watch', [
            'ticket_id' => $ticket_id,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'agent_id' => $agent_id,
            'customer_id' => $customer_id,
        ]);
    }
}
