<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** This version, or the way the library is called here, cannot do that. */
final class Unsupported extends SupportcoreException
{
    public const CODE_NAME = 'UNSUPPORTED';
}
