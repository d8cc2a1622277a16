<?php

declare(strict_types=1);

namespace Shop;

use RuntimeException;

/** An answer that is none of success; its code is that of HTTP. */
final class HttpError extends RuntimeException
{
    public function __construct(int $status, string $message)
    {
        parent::__construct($message, $status);
    }
}
