<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** A rule forbids it; the desk has recorded that. */
final class Refused extends SupportcoreException
{
    public const CODE_NAME = 'REFUSED';
}
