<?php

declare(strict_types=1);

namespace Supportcore;

use DateInterval;
use DateTimeInterface;
use InvalidArgumentException;
use stdClass;

/** Values on their way into a request. */
final class Values
{
    private const DAY_MS = 86_400_000;

    /** Milliseconds since 1970 in UTC; what is finer is cut off. */
    public static function milliseconds(DateTimeInterface $moment): int
    {
        return $moment->getTimestamp() * 1000 + (int) $moment->format('v');
    }

    /** RFC 3339 in UTC. */
    public static function instant(int $milliseconds): string
    {
        $rest = $milliseconds % 1000;
        $rest += $rest < 0 ? 1000 : 0;
        return gmdate('Y-m-d\TH:i:s', intdiv($milliseconds - $rest, 1000)) . sprintf('.%03dZ', $rest);
    }

    /** An interval that has a fixed length: days of 24 hours to milliseconds, no months. */
    public static function duration(DateInterval $interval): int
    {
        if ($interval->days === false && ($interval->y !== 0 || $interval->m !== 0)) {
            throw new InvalidArgumentException('months and years have no fixed length: give days or hours');
        }
        $days = $interval->days === false ? $interval->d : $interval->days;
        $seconds = ($interval->h * 60 + $interval->i) * 60 + $interval->s;
        $length = $days * self::DAY_MS + $seconds * 1000 + (int) floor($interval->f * 1000 + 1e-6);
        return $interval->invert === 1 ? -$length : $length;
    }

    /** The value as JSON has it: dates as RFC 3339, durations in milliseconds, at any depth. */
    public static function asJson(mixed $value): mixed
    {
        if ($value instanceof DateTimeInterface) {
            return self::instant(self::milliseconds($value));
        }
        if ($value instanceof DateInterval) {
            return self::duration($value);
        }
        if (is_array($value)) {
            return array_map(self::asJson(...), $value);
        }
        if ($value instanceof stdClass) {
            return (object) array_map(self::asJson(...), (array) $value);
        }
        return $value; // scalars, enumerations and what is JsonSerializable
    }

    /** An id of the desk; they are text, since other languages lose large numbers. */
    public static function id(string|int $id): int
    {
        if ((string) (int) $id !== (string) $id) {
            throw new InvalidArgumentException("'$id' is not an id: it is a whole number below 2^63, or its digits");
        }
        return (int) $id;
    }

    /** A text that C can take: without NUL. */
    public static function text(string $text, string $name): string
    {
        if (str_contains($text, "\0")) {
            throw new InvalidArgumentException("$name has a NUL character in it");
        }
        return $text;
    }
}
