<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** The desk was opened before pcntl_fork(): open it in the child. */
final class Forked extends SupportcoreException
{
    public const CODE_NAME = 'FORKED';
}
