<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** There was no memory for it. */
final class OutOfMemory extends SupportcoreException
{
    public const CODE_NAME = 'NOMEM';
}
