<?php

declare(strict_types=1);

namespace Shop;

/** Amounts of a currency with two decimals: "12.50" outside, 1250 in the tables. */
final class Money
{
    public static function minor(string $amount): int
    {
        if (preg_match('/^(\d{1,12})\.(\d{2})$/', $amount, $parts) !== 1) {
            throw new HttpError(400, 'an amount is written as "12.50"');
        }
        return (int) ($parts[1] . $parts[2]);
    }

    public static function text(int $minor): string
    {
        return sprintf('%d.%02d', intdiv($minor, 100), $minor % 100);
    }
}
