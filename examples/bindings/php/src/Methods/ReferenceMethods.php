<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods reference.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Receipt from Types
 * @phpstan-import-type Reference from Types
 * @phpstan-import-type ReportFact from Types
 * @phpstan-import-type Thing from Types
 * @phpstan-import-type TicketReceipt from Types
 */
final class ReferenceMethods extends MethodGroup
{
    /**
     * Say which things outside the desk a ticket is about.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<Reference> $references Things outside the desk, at least one.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function add(
        string|int $ticket_id,
        array $references,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('reference.add', [
            'ticket_id' => $ticket_id,
            'references' => $references,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Read what was reported about an order or another thing.
     *
     * @param Reference $reference The thing.
     *
     * @return Thing
     * @throws SupportcoreException
     */
    public function get(
        array $reference,
    ): array {
        return $this->channel->call('reference.get', [
            'reference' => $reference,
        ]);
    }

    /**
     * Take references from a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param list<Reference> $references Things outside the desk, at least one.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function remove(
        string|int $ticket_id,
        array $references,
        ?string $idempotency_key = null,
        ?int $version = null,
    ): array {
        return $this->channel->call('reference.remove', [
            'ticket_id' => $ticket_id,
            'references' => $references,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
        ]);
    }

    /**
     * Say what is so about an order or another thing, as of a date.
     *
     * @param Reference $reference What it is about.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $customer_id Whose it is; absent: not said.
     * @param string|null $label The shop's name for it: Order #1001.
     * @param string|null $source_event_id The system's own id of what it says: the same again has
     *   no second effect.
     * @param list<ReportFact>|null $facts What is so, as of the caller's at.
     *
     * @return Receipt
     * @throws SupportcoreException
     */
    public function report(
        array $reference,
        ?string $idempotency_key = null,
        string|int|null $customer_id = null,
        ?string $label = null,
        ?string $source_event_id = null,
        ?array $facts = null,
    ): array {
        return $this->channel->call('reference.report', [
            'reference' => $reference,
            'idempotency_key' => $idempotency_key,
            'customer_id' => $customer_id,
            'label' => $label,
            'source_event_id' => $source_event_id,
            'facts' => $facts,
        ]);
    }
}
