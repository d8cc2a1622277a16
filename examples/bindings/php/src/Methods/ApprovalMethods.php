<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods approval.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type ApprovalList from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class ApprovalMethods extends MethodGroup
{
    /**
     * Approve a request, or reject it.
     *
     * @param string|int $request_id The request.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param bool|null $is_rejected The answer is no.
     * @param string|null $note Why; needed with no.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function decide(
        string|int $request_id,
        ?string $idempotency_key = null,
        ?bool $is_rejected = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('approval.decide', [
            'request_id' => $request_id,
            'idempotency_key' => $idempotency_key,
            'is_rejected' => $is_rejected,
            'note' => $note,
        ]);
    }

    /**
     * Read requests by state: those that wait for approval.
     *
     * @param bool|null $is_mine Only those that the caller may approve now.
     * @param string|int|null $ticket_id Of one ticket.
     * @param 'waiting'|'granted'|'executing'|'confirmed'|'failed'|'rejected'|'withdrawn'|'expired'|'void'|'refused'|'reported'|'joined'|null $state
     *   In which state; absent: those that wait.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id next_after_id of the page before.
     *
     * @return ApprovalList
     * @throws SupportcoreException
     */
    public function list(
        ?bool $is_mine = null,
        string|int|null $ticket_id = null,
        ?string $state = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('approval.list', [
            'is_mine' => $is_mine,
            'ticket_id' => $ticket_id,
            'state' => $state,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }
}
