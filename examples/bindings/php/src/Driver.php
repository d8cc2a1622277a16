<?php

declare(strict_types=1);

namespace Supportcore;

/** How requests reach the library. Its methods throw SupportcoreException. */
interface Driver
{
    /** The reply to a JSON-RPC request; empty for a notification. */
    public function send(Who $who, int $nowMs, string $request): string;

    public function backup(string $path): void;

    public function maintain(): void;

    public function purge(): void;

    public function version(): string;

    public function close(): void;
}
