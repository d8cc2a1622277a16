<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** Another writer holds the database: make the call again. */
final class Busy extends SupportcoreException
{
    public const CODE_NAME = 'BUSY';
}
