<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateInterval;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods ledger.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type LedgerList from Types
 * @phpstan-import-type Reference from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class LedgerMethods extends MethodGroup
{
    /**
     * Read what counts against limits for a ticket, an order or somebody.
     *
     * @param string|int|null $ticket_id Of a ticket, with what was merged into it.
     * @param string|int|null $customer_id Of a customer, with whom they were merged.
     * @param string|int|null $agent_id Of an agent.
     * @param Reference|null $order Of an order.
     * @param string|null $team Of a team. Exactly one of these is named.
     * @param string|null $remedy Of this remedy only.
     * @param DateInterval|int|string|null $within_ms Counted back from now; absent: ever.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id next_after_id of the page before.
     *
     * @return LedgerList
     * @throws SupportcoreException
     */
    public function list(
        string|int|null $ticket_id = null,
        string|int|null $customer_id = null,
        string|int|null $agent_id = null,
        ?array $order = null,
        ?string $team = null,
        ?string $remedy = null,
        DateInterval|int|string|null $within_ms = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('ledger.list', [
            'ticket_id' => $ticket_id,
            'customer_id' => $customer_id,
            'agent_id' => $agent_id,
            'order' => $order,
            'team' => $team,
            'remedy' => $remedy,
            'within_ms' => $within_ms,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }

    /**
     * Record what the shop gave and nobody asked for here.
     *
     * @param string $external_id The shop's id of what was given.
     * @param string $remedy What was given or done.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $amount How much, such as "12.50".
     * @param string|null $currency ISO 4217; absent: the policy's.
     * @param Reference|null $order The order that it was given for.
     * @param string|int|null $ticket_id The ticket that it was given for.
     * @param string|int|null $customer_id Who has it; absent: the ticket's customer, or else whose
     *   the order was said to be.
     * @param string|int|null $agent_id Who gave it; absent: nobody of the desk.
     * @param string|null $note What there is to say about it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function report(
        string $external_id,
        string $remedy,
        ?string $idempotency_key = null,
        ?string $amount = null,
        ?string $currency = null,
        ?array $order = null,
        string|int|null $ticket_id = null,
        string|int|null $customer_id = null,
        string|int|null $agent_id = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('ledger.report', [
            'external_id' => $external_id,
            'remedy' => $remedy,
            'idempotency_key' => $idempotency_key,
            'amount' => $amount,
            'currency' => $currency,
            'order' => $order,
            'ticket_id' => $ticket_id,
            'customer_id' => $customer_id,
            'agent_id' => $agent_id,
            'note' => $note,
        ]);
    }
}
