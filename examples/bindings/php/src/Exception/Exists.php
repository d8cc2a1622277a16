<?php

declare(strict_types=1);

namespace Supportcore\Exception;

/** A thing with that key is already there. */
final class Exists extends SupportcoreException
{
    public const CODE_NAME = 'EXISTS';
}
