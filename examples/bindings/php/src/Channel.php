<?php

declare(strict_types=1);

namespace Supportcore;

use Closure;
use JsonException;
use Supportcore\Exception\SupportcoreException;

/** The way of one caller's requests into the desk. */
final class Channel
{
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR;

    public function __construct(
        private readonly Driver $driver,
        private readonly Who $who,
        private readonly ?Closure $clock,
    ) {
    }

    /**
     * @param array<string, mixed> $params what is null is left out
     *
     * @return array<string, mixed> the result
     * @throws SupportcoreException
     */
    public function call(string $method, array $params): array
    {
        $given = [];
        foreach ($params as $name => $value) {
            if ($value !== null) {
                $given[$name] = is_scalar($value) ? $value : Values::asJson($value);
            }
        }
        $request = ['jsonrpc' => '2.0', 'id' => 1, 'method' => $method, 'params' => (object) $given];
        try {
            $text = json_encode($request, self::FLAGS);
        } catch (JsonException $exception) {
            throw $this->unwritable($given, $exception);
        }
        $reply = json_decode($this->driver->send($this->who, $this->now(), $text), true, 512, JSON_THROW_ON_ERROR);
        if (isset($reply['error'])) {
            throw SupportcoreException::of($reply['error']);
        }
        return $reply['result'];
    }

    public function send(string $request): string
    {
        return $this->driver->send($this->who, $this->now(), $request);
    }

    private function now(): int
    {
        return $this->clock === null
            ? (int) (microtime(true) * 1000)
            : Values::milliseconds(($this->clock)());
    }

    /** Which parameter cannot be written as JSON: text in another encoding, most often. */
    private function unwritable(array $given, JsonException $exception): SupportcoreException
    {
        foreach ($given as $name => $value) {
            if (json_encode($value, self::FLAGS & ~JSON_THROW_ON_ERROR) === false) {
                return SupportcoreException::own(
                    -1,
                    "$name cannot be written as JSON: {$exception->getMessage()}",
                    'texts are UTF-8, numbers are finite',
                    "/params/$name",
                );
            }
        }
        return SupportcoreException::own(-1, $exception->getMessage());
    }
}
