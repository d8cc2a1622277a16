<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods outcome.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type ThingReceipt from Types
 */
final class OutcomeMethods extends MethodGroup
{
    /**
     * Record how an agent rates the outcome of a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param int $score 0 to 100.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $agent_id Who rates; absent: the calling agent.
     * @param string|null $note For colleagues; erased with the customer.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function rate(
        string|int $ticket_id,
        int $score,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $agent_id = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('outcome.rate', [
            'ticket_id' => $ticket_id,
            'score' => $score,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'agent_id' => $agent_id,
            'note' => $note,
        ]);
    }
}
