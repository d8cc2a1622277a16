<?php

declare(strict_types=1);

namespace Supportcore;

use InvalidArgumentException;

/** Who acts, as the program says it: never part of a request. */
final class Who
{
    public readonly int $id;

    /**
     * @param 'agent'|'bot'|'customer'|'system'|'integration' $kind
     * @param int|null $atMs when it happened, in UTC milliseconds since 1970; null is now
     */
    public function __construct(
        public readonly string $kind,
        string|int $id,
        public readonly ?int $atMs,
        public readonly ?string $traceparent,
        public readonly bool $isImport,
    ) {
        $this->id = Values::id($id);
        if ($atMs === 0) { // the library's word for now
            throw new InvalidArgumentException('1970-01-01T00:00:00Z cannot be said: say a millisecond later');
        }
        if ($traceparent !== null) {
            Values::text($traceparent, 'traceparent');
        }
    }
}
