<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** A limit is passed; the hint names it. */
final class LimitPassed extends SupportcoreException
{
    public const CODE_NAME = 'LIMIT';
}
