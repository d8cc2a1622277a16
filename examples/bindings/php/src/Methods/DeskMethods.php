<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods desk.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type CheckReport from Types
 * @phpstan-import-type NextDue from Types
 * @phpstan-import-type Summary from Types
 * @phpstan-import-type TickResult from Types
 */
final class DeskMethods extends MethodGroup
{
    /**
     * Fold all events again and compare with the tables; nothing is changed.
     *
     * @return CheckReport
     * @throws SupportcoreException
     */
    public function check(): array
    {
        return $this->channel->call('desk.check', []);
    }

    /**
     * Ask when the next thing is due.
     *
     * @return NextDue
     * @throws SupportcoreException
     */
    public function next_due(): array
    {
        return $this->channel->call('desk.next_due', []);
    }

    /**
     * Fold all events again and mend what differs in the tables.
     *
     * @return CheckReport
     * @throws SupportcoreException
     */
    public function rebuild(): array
    {
        return $this->channel->call('desk.rebuild', []);
    }

    /**
     * Ask how the desk stands.
     *
     * @return Summary
     * @throws SupportcoreException
     */
    public function summary(): array
    {
        return $this->channel->call('desk.summary', []);
    }

    /**
     * Fire what is due by now.
     *
     * @param int|null $limit Things to fire at most; 0 means 1000.
     *
     * @return TickResult
     * @throws SupportcoreException
     */
    public function tick(
        ?int $limit = null,
    ): array {
        return $this->channel->call('desk.tick', [
            'limit' => $limit,
        ]);
    }
}
