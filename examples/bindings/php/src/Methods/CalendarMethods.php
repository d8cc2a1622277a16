<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateInterval;
use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods calendar.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type CalendarIntervals from Types
 * @phpstan-import-type CalendarLength from Types
 * @phpstan-import-type CalendarState from Types
 * @phpstan-import-type CalendarTime from Types
 * @phpstan-import-type Span from Types
 */
final class CalendarMethods extends MethodGroup
{
    /**
     * Ask when so much open time has passed since an instant.
     *
     * @param DateTimeInterface|string $from Counted from there.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     * @param DateInterval|int|string|null $duration_ms How much open time.
     *
     * @return CalendarTime
     * @throws SupportcoreException
     */
    public function add(
        DateTimeInterface|string $from,
        ?string $calendar = null,
        array|object|null $definition = null,
        DateInterval|int|string|null $duration_ms = null,
    ): array {
        return $this->channel->call('calendar.add', [
            'from' => $from,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
            'duration_ms' => $duration_ms,
        ]);
    }

    /**
     * Ask how long a calendar was open, without pauses.
     *
     * @param DateTimeInterface|string $from From there.
     * @param DateTimeInterface|string $to To there; earlier than from, the answer is negative.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     * @param list<Span>|null $pauses What does not count; in any order, and they may overlap.
     *
     * @return CalendarLength
     * @throws SupportcoreException
     */
    public function between(
        DateTimeInterface|string $from,
        DateTimeInterface|string $to,
        ?string $calendar = null,
        array|object|null $definition = null,
        ?array $pauses = null,
    ): array {
        return $this->channel->call('calendar.between', [
            'from' => $from,
            'to' => $to,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
            'pauses' => $pauses,
        ]);
    }

    /**
     * List when a calendar is open.
     *
     * @param DateTimeInterface|string $from From there.
     * @param DateTimeInterface|string $to To there.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     * @param int|null $limit Intervals at most; 0 means 1000.
     *
     * @return CalendarIntervals
     * @throws SupportcoreException
     */
    public function intervals(
        DateTimeInterface|string $from,
        DateTimeInterface|string $to,
        ?string $calendar = null,
        array|object|null $definition = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('calendar.intervals', [
            'from' => $from,
            'to' => $to,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
            'limit' => $limit,
        ]);
    }

    /**
     * Ask whether a calendar is open.
     *
     * @param DateTimeInterface|string $time The instant.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     *
     * @return CalendarState
     * @throws SupportcoreException
     */
    public function is_open(
        DateTimeInterface|string $time,
        ?string $calendar = null,
        array|object|null $definition = null,
    ): array {
        return $this->channel->call('calendar.is_open', [
            'time' => $time,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
        ]);
    }

    /**
     * Ask when a calendar closes next.
     *
     * @param DateTimeInterface|string $time The instant.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     *
     * @return CalendarTime
     * @throws SupportcoreException
     */
    public function next_close(
        DateTimeInterface|string $time,
        ?string $calendar = null,
        array|object|null $definition = null,
    ): array {
        return $this->channel->call('calendar.next_close', [
            'time' => $time,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
        ]);
    }

    /**
     * Ask when a calendar is open next; now counts.
     *
     * @param DateTimeInterface|string $time The instant.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     *
     * @return CalendarTime
     * @throws SupportcoreException
     */
    public function next_open(
        DateTimeInterface|string $time,
        ?string $calendar = null,
        array|object|null $definition = null,
    ): array {
        return $this->channel->call('calendar.next_open', [
            'time' => $time,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
        ]);
    }

    /**
     * Ask from when on so much open time passes until an instant.
     *
     * @param DateTimeInterface|string $from Counted from there.
     * @param string|null $calendar A calendar of the policy; or give a definition.
     * @param array<string, mixed>|object|null $definition A calendar, written as one of a policy:
     *   zone, week, holidays, special.
     * @param DateInterval|int|string|null $duration_ms How much open time.
     *
     * @return CalendarTime
     * @throws SupportcoreException
     */
    public function subtract(
        DateTimeInterface|string $from,
        ?string $calendar = null,
        array|object|null $definition = null,
        DateInterval|int|string|null $duration_ms = null,
    ): array {
        return $this->channel->call('calendar.subtract', [
            'from' => $from,
            'calendar' => $calendar,
            'definition' => $definition === null ? null : (object) $definition,
            'duration_ms' => $duration_ms,
        ]);
    }
}
