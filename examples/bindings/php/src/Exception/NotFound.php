<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** There is no such thing in this tenant. */
final class NotFound extends SupportcoreException
{
    public const CODE_NAME = 'NOT_FOUND';
}
