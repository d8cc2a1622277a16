<?php

declare(strict_types=1);

namespace Supportcore;

/** Methods that share the beginning of their names. */
abstract class MethodGroup
{
    public function __construct(protected readonly Channel $channel)
    {
    }
}
