<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** The stored data contradicts itself. */
final class Corrupt extends SupportcoreException
{
    public const CODE_NAME = 'CORRUPT';
}
