<?php

declare(strict_types=1);

namespace Supportcore;

use InvalidArgumentException;

/** What Desk::open() was told. */
final class Settings
{
    /**
     * @param array<string, string> $chainKeys
     */
    public function __construct(
        public readonly string $path,
        public readonly int $tenant,
        public readonly bool $isReadOnly,
        public readonly bool $mustExist,
        public readonly string $durability,
        public readonly int $busyTimeoutMs,
        #[\SensitiveParameter] public readonly array $chainKeys,
        public readonly ?string $zones,
        public readonly ?string $library,
        public readonly ?string $program,
    ) {
        Values::text($path, 'path');
        Values::text($zones ?? '', 'zones');
        foreach ($chainKeys as $id => $_) {
            Values::text((string) $id, 'the id of a key');
        }
        if ($busyTimeoutMs < 0 || $busyTimeoutMs >= 2 ** 31) {
            throw new InvalidArgumentException('busyTimeout is neither negative nor 25 days or more');
        }
        if (!in_array($durability, ['full', 'normal'], true)) {
            throw new InvalidArgumentException("durability is 'full' or 'normal', not '$durability'");
        }
    }
}
