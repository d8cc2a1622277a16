<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** An argument is wrong: mend the call. */
final class Invalid extends SupportcoreException
{
    public const CODE_NAME = 'INVALID';
}
