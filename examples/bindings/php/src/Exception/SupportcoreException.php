<?php

declare(strict_types=1);

namespace Supportcore\Exception;

use RuntimeException;

/**
 * A call that did not succeed; nothing was changed, but that a refusal is recorded.
 *
 * Each code of the library is a class of its own below this one. getMessage() is one line with the
 * values in it, getCode() the number in the reply: -32000 and the library's code, or JSON-RPC's own.
 */
class SupportcoreException extends RuntimeException
{
    /** The library's name for the code. */
    public const CODE_NAME = 'UNKNOWN';

    /** Of the code that -32000 is added to. */
    private const CLASSES = [
        -1 => Invalid::class, -2 => NotFound::class, -3 => Exists::class, -4 => Conflict::class,
        -5 => Refused::class, -6 => LimitPassed::class, -7 => Busy::class, -8 => StoreFailed::class,
        -9 => Corrupt::class, -10 => OutOfMemory::class, -11 => Misuse::class, -12 => Unsupported::class,
        -13 => Forked::class,
    ];

    /**
     * @param string $codeName such as "REFUSED"
     * @param string $field a JSON pointer to what is to blame, such as "/params/ticket_id"; empty when nothing is
     * @param string $hint what to do about it
     * @param bool $retryable the same call may succeed when it is made again
     * @param int $messageId the same in every version; docs/errors.md lists them
     * @param string $messageName its name, such as "TICKET_UNKNOWN"
     */
    final public function __construct(
        string $message,
        int $code = 0,
        public readonly string $codeName = self::CODE_NAME,
        public readonly string $field = '',
        public readonly string $hint = '',
        public readonly bool $retryable = false,
        public readonly int $messageId = 0,
        public readonly string $messageName = '',
    ) {
        parent::__construct($message, $code);
    }

    /**
     * The exception for the error object of a reply.
     *
     * @param array<string, mixed> $error
     */
    public static function of(array $error): self
    {
        $data = $error['data'] ?? [];
        $name = $data['code'] ?? self::CODE_NAME;
        $class = self::class;
        foreach (self::CLASSES as $known) {
            $class = $known::CODE_NAME === $name ? $known : $class;
        }
        return new $class(
            $error['message'] ?? '',
            $error['code'] ?? 0,
            $name,
            $data['field'] ?? '',
            $data['hint'] ?? '',
            $data['retryable'] ?? false,
            $data['message_id'] ?? 0,
            $data['message_name'] ?? '',
        );
    }

    /** What the binding itself has to say, by the library's code: -11 is Misuse. */
    public static function own(int $code, string $message, string $hint = '', string $field = ''): self
    {
        $class = self::CLASSES[$code];
        return new $class($message, $code - 32000, $class::CODE_NAME, $field, $hint);
    }
}
