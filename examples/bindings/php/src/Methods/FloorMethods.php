<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods floor.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type FloorExplanation from Types
 * @phpstan-import-type FloorList from Types
 * @phpstan-import-type FloorSummary from Types
 * @phpstan-import-type TicketReceipt from Types
 */
final class FloorMethods extends MethodGroup
{
    /**
     * Move a ticket up, or ask for the sign-off that its floor demands.
     *
     * @param string|int $ticket_id The ticket.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $floor Where to; absent: the next one up.
     * @param string|null $justification Why; needed where the floor's sign-off asks for one.
     * @param bool|null $is_customer_request The customer asked for it.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function escalate(
        string|int $ticket_id,
        ?int $version = null,
        ?string $floor = null,
        ?string $justification = null,
        ?bool $is_customer_request = null,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('floor.escalate', [
            'ticket_id' => $ticket_id,
            'version' => $version,
            'floor' => $floor,
            'justification' => $justification,
            'is_customer_request' => $is_customer_request,
            'idempotency_key' => $idempotency_key,
        ]);
    }

    /**
     * Record evidence that the floors of the policy ask for.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $evidence As the policy's floors name it.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $note What it is, where it is kept.
     * @param string|int|null $message_id The message of the ticket that has it.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function evidence(
        string|int $ticket_id,
        string $evidence,
        ?int $version = null,
        ?string $note = null,
        string|int|null $message_id = null,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('floor.evidence', [
            'ticket_id' => $ticket_id,
            'evidence' => $evidence,
            'version' => $version,
            'note' => $note,
            'message_id' => $message_id,
            'idempotency_key' => $idempotency_key,
        ]);
    }

    /**
     * Tell why a ticket is on its floor, and what it waits for.
     *
     * @param string|int $ticket_id The ticket.
     *
     * @return FloorExplanation
     * @throws SupportcoreException
     */
    public function explain(
        string|int $ticket_id,
    ): array {
        return $this->channel->call('floor.explain', [
            'ticket_id' => $ticket_id,
        ]);
    }

    /**
     * Read tickets in work by floor and age, or those that wait for a signature.
     *
     * @param string|null $floor On this one only.
     * @param string|null $team Of this team only.
     * @param string|int|null $assignee_id Of this agent only.
     * @param bool|null $is_waiting Only those that wait for a signature.
     * @param string|int|null $signer_id Only those that wait for a signature which this agent may
     *   give.
     * @param bool|null $is_left Only those that wait for one and have left the floor that holds
     *   remedies until then.
     * @param string|null $after The page after this position: next_after of the page before.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return FloorList
     * @throws SupportcoreException
     */
    public function list(
        ?string $floor = null,
        ?string $team = null,
        string|int|null $assignee_id = null,
        ?bool $is_waiting = null,
        string|int|null $signer_id = null,
        ?bool $is_left = null,
        ?string $after = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('floor.list', [
            'floor' => $floor,
            'team' => $team,
            'assignee_id' => $assignee_id,
            'is_waiting' => $is_waiting,
            'signer_id' => $signer_id,
            'is_left' => $is_left,
            'after' => $after,
            'limit' => $limit,
        ]);
    }

    /**
     * Let a ticket return to a lower floor.
     *
     * @param string|int $ticket_id The ticket.
     * @param string $floor Where to: below the current one.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $reason Why; needed below the minimum floor.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function lower(
        string|int $ticket_id,
        string $floor,
        ?int $version = null,
        ?string $reason = null,
        ?string $idempotency_key = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('floor.lower', [
            'ticket_id' => $ticket_id,
            'floor' => $floor,
            'version' => $version,
            'reason' => $reason,
            'idempotency_key' => $idempotency_key,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Sign that a ticket moves up, that what is held may be done, that it is solved.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'move_up'|'clearance'|'resolution' $kind What is signed.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $signature Of a resolution: which; absent: the first that is missing and
     *   that the caller may give.
     * @param bool|null $is_rejected The answer is no.
     * @param string|null $note What there is to say about it.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function sign(
        string|int $ticket_id,
        string $kind,
        ?int $version = null,
        ?string $signature = null,
        ?bool $is_rejected = null,
        ?string $note = null,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('floor.sign', [
            'ticket_id' => $ticket_id,
            'kind' => $kind,
            'version' => $version,
            'signature' => $signature,
            'is_rejected' => $is_rejected,
            'note' => $note,
            'idempotency_key' => $idempotency_key,
        ]);
    }

    /**
     * Count what went on on the floors in a time.
     *
     * @param DateTimeInterface|string|null $from From here on; absent: 1970.
     * @param DateTimeInterface|string|null $to And before here; absent: now.
     *
     * @return FloorSummary
     * @throws SupportcoreException
     */
    public function summary(
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
    ): array {
        return $this->channel->call('floor.summary', [
            'from' => $from,
            'to' => $to,
        ]);
    }
}
