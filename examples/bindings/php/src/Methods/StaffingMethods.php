<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateInterval;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods staffing.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Staffing from Types
 */
final class StaffingMethods extends MethodGroup
{
    /**
     * Ask how many agents a load needs, or what so many give.
     *
     * @param DateInterval|int|string $handle_ms What one takes an agent, with the work after it.
     * @param int|null $arrivals How many come in the period.
     * @param DateInterval|int|string|null $period_ms The period; absent: an hour.
     * @param int|null $shrinkage_percent Added for the time in which agents are paid and not
     *   there: 30 is 30 % more.
     * @param DateInterval|int|string|null $within_ms Who is answered within this time counts as
     *   served.
     * @param int|null $service_percent How many agents serve that share, 1 to 99; not with agents.
     * @param int|null $agents What so many agents give.
     *
     * @return Staffing
     * @throws SupportcoreException
     */
    public function agents(
        DateInterval|int|string $handle_ms,
        ?int $arrivals = null,
        DateInterval|int|string|null $period_ms = null,
        ?int $shrinkage_percent = null,
        DateInterval|int|string|null $within_ms = null,
        ?int $service_percent = null,
        ?int $agents = null,
    ): array {
        return $this->channel->call('staffing.agents', [
            'handle_ms' => $handle_ms,
            'arrivals' => $arrivals,
            'period_ms' => $period_ms,
            'shrinkage_percent' => $shrinkage_percent,
            'within_ms' => $within_ms,
            'service_percent' => $service_percent,
            'agents' => $agents,
        ]);
    }
}
