<?php

declare(strict_types=1);

namespace Supportcore;

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
        if ($traceparent !== null) {
            Values::text($traceparent, 'traceparent');
        }
    }
}
