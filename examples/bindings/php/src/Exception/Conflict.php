<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** Somebody was faster, or a key was used twice: read again, then retry. */
final class Conflict extends SupportcoreException
{
    public const CODE_NAME = 'CONFLICT';
}
