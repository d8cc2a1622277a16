<?php

declare(strict_types=1);

namespace Shop;

use RuntimeException;

/** The provider will not give this money back. */
final class Declined extends RuntimeException
{
}
