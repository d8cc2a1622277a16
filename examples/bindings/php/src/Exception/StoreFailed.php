<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** The database could not be read or written. */
final class StoreFailed extends SupportcoreException
{
    public const CODE_NAME = 'IO';
}
