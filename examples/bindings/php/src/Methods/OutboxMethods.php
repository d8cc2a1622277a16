<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods outbox.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type OutboxPage from Types
 * @phpstan-import-type Receipt from Types
 */
final class OutboxMethods extends MethodGroup
{
    /**
     * Acknowledge a consumer's events up to a sequence.
     *
     * @param string $consumer Who pulled: mailer.
     * @param int $sequence What `through` of the page said; never less than before.
     *
     * @return Receipt
     * @throws SupportcoreException
     */
    public function ack(
        string $consumer,
        int $sequence,
    ): array {
        return $this->channel->call('outbox.ack', [
            'consumer' => $consumer,
            'sequence' => $sequence,
        ]);
    }

    /**
     * Read a consumer's next events as CloudEvents.
     *
     * @param string $consumer Who pulls: mailer.
     * @param int|null $limit Events to look at, at most; 0 means 100.
     *
     * @return OutboxPage
     * @throws SupportcoreException
     */
    public function pull(
        string $consumer,
        ?int $limit = null,
    ): array {
        return $this->channel->call('outbox.pull', [
            'consumer' => $consumer,
            'limit' => $limit,
        ]);
    }
}
