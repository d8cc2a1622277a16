<?php

declare(strict_types=1);

namespace Supportcore;

use Closure;
use DateInterval;
use DateTimeInterface;
use InvalidArgumentException;
use SQLite3;
use Supportcore\Exception\SupportcoreException;

/**
 * A desk over an SQLite file.
 *
 * It is closed by close(), or when neither it nor a caller of it is left.
 */
final class Desk
{
    private function __construct(private readonly Driver $driver, private readonly ?Closure $clock)
    {
    }

    /**
     * Open a file, making it unless it must exist.
     *
     * @param string $path the file; ":memory:" is forgotten at the end
     * @param int $tenant whose desk in it; a shop with one desk leaves 0
     * @param 'full'|'normal' $durability 'full' survives power loss, 'normal' a crash of the process
     * @param DateInterval|null $busyTimeout how long to wait for another writer; 5 seconds if not stated
     * @param array<string, string> $chainKeys id and bytes of the keys of the event chain, the one in use first
     * @param string|null $zones folder of the time zones; /usr/share/zoneinfo if not stated
     * @param (Closure(): DateTimeInterface)|null $clock what time it is; tests pass their own
     * @param 'ffi'|'program'|null $driver how the library is called: in this process, or through the program
     *   `supportcore`; null takes FFI where PHP allows it
     * @param string|null $library where libsupportcore.so is; SUPPORTCORE_LIBRARY says it too
     * @param string|null $program where supportcore is; SUPPORTCORE_PROGRAM says it too
     *
     * @throws SupportcoreException
     */
    public static function open(
        string $path = ':memory:',
        int $tenant = 0,
        bool $isReadOnly = false,
        bool $mustExist = false,
        string $durability = 'full',
        ?DateInterval $busyTimeout = null,
        #[\SensitiveParameter] array $chainKeys = [],
        ?string $zones = null,
        ?Closure $clock = null,
        ?string $driver = null,
        ?string $library = null,
        ?string $program = null,
    ): self {
        $settings = new Settings(
            $path,
            $tenant,
            $isReadOnly,
            $mustExist,
            $durability,
            $busyTimeout === null ? 0 : Values::duration($busyTimeout),
            $chainKeys,
            $zones,
            $library,
            $program,
        );
        $driver ??= FfiDriver::isAllowed() ? 'ffi' : 'program';
        return new self(match ($driver) {
            'ffi' => new FfiDriver($settings),
            'program' => new ProgramDriver($settings),
            default => throw new InvalidArgumentException("driver is 'ffi' or 'program', not '$driver'"),
        }, $clock);
    }

    /**
     * A desk on a connection of the program's that the SQLite extension was loaded into.
     *
     * Calls join the connection's transaction, so the shop's tables and the desk change together. When a call
     * throws Refused, commit: the record of the refusal is in the transaction. backup(), maintain() and purge()
     * throw Unsupported.
     *
     * @param (Closure(): DateTimeInterface)|null $clock
     */
    public static function on(SQLite3 $connection, int $tenant = 0, ?Closure $clock = null): self
    {
        return new self(new ConnectionDriver($connection, $tenant), $clock);
    }

    /** Close the desk; a second time does nothing. Callers of it throw Misuse from then on. */
    public function close(): void
    {
        $this->driver->close();
    }

    /** Acts as an agent; further options as in caller(). */
    public function agent(
        string|int $id,
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        return $this->caller('agent', $id, $at, $traceparent, $isImport);
    }

    /** Acts as a bot. */
    public function bot(
        string|int $id,
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        return $this->caller('bot', $id, $at, $traceparent, $isImport);
    }

    /** Acts as a customer, who sees only what is theirs. */
    public function customer(
        string|int $id,
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        return $this->caller('customer', $id, $at, $traceparent, $isImport);
    }

    /** Acts as the program itself, which may do everything. */
    public function system(
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        return $this->caller('system', 0, $at, $traceparent, $isImport);
    }

    /** Acts as a connector of the program's. */
    public function integration(
        string|int $id = 0,
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        return $this->caller('integration', $id, $at, $traceparent, $isImport);
    }

    /**
     * Acts as one of five kinds.
     *
     * @param 'agent'|'bot'|'customer'|'system'|'integration' $kind
     * @param DateTimeInterface|null $at when it happened, for late mail and imports; now if not stated
     * @param string|null $traceparent a W3C trace context, copied into the events
     * @param bool $isImport history that another system decided; system and integration only
     */
    public function caller(
        string $kind,
        string|int $id = 0,
        ?DateTimeInterface $at = null,
        ?string $traceparent = null,
        bool $isImport = false,
    ): Caller {
        if (!in_array($kind, ['agent', 'bot', 'customer', 'system', 'integration'], true)) {
            throw new InvalidArgumentException("nobody acts as '$kind'");
        }
        $atMs = $at === null ? null : Values::milliseconds($at);
        $who = new Who($kind, $id, $atMs, $traceparent, $isImport);
        return new Caller(new Channel($this->driver, $who, $this->clock));
    }

    /** Copy the whole file, all tenants, to a new one while others go on working. */
    public function backup(string $path): void
    {
        $this->driver->backup(Values::text($path, 'path'));
    }

    /** Housekeeping; call it when the shop is quiet. */
    public function maintain(): void
    {
        $this->driver->maintain();
    }

    /** Rewrite the file so that nothing that was erased is left in it. */
    public function purge(): void
    {
        $this->driver->purge();
    }

    /** The version of the library. */
    public function version(): string
    {
        return $this->driver->version();
    }
}
