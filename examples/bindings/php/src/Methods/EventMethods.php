<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods event.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type EventList from Types
 */
final class EventMethods extends MethodGroup
{
    /**
     * Read the event log as it is hashed.
     *
     * @param string|int|null $after_id Events after that sequence; absent begins.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return EventList
     * @throws SupportcoreException
     */
    public function list(
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('event.list', [
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }
}
