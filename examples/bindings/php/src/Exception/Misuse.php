<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** The call is not allowed in this state: a mistake in the program. */
final class Misuse extends SupportcoreException
{
    public const CODE_NAME = 'MISUSE';
}
