<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods fact.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Fact from Types
 * @phpstan-import-type TicketReceipt from Types
 */
final class FactMethods extends MethodGroup
{
    /**
     * Keep what another system says about a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<Fact> $facts Facts, at least one; a name that is there gets the new value.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function record(
        string|int $ticket_id,
        array $facts,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('fact.record', [
            'ticket_id' => $ticket_id,
            'facts' => $facts,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }
}
