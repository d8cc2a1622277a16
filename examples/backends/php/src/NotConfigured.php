<?php

declare(strict_types=1);

namespace Shop;

use RuntimeException;

/** The shop was not told something that it needs. */
final class NotConfigured extends RuntimeException
{
}
