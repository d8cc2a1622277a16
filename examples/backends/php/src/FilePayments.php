<?php

declare(strict_types=1);

namespace Shop;

/** A provider to try the shop with: a file of what it was asked for, a line a refund. */
final class FilePayments implements Payments
{
    public function __construct(private readonly string $path)
    {
    }

    public function refund(string $key, string $orderId, int $amountMinor, string $currency): string
    {
        foreach (is_file($this->path) ? file($this->path) : [] as $line) {
            if (json_decode($line, true)['key'] === $key) {
                return "payment-$key";
            }
        }
        $amount = Money::text($amountMinor);
        $line = json_encode(['key' => $key, 'order' => $orderId, 'amount' => $amount, 'currency' => $currency]);
        file_put_contents($this->path, "$line\n", FILE_APPEND | LOCK_EX);
        return "payment-$key";
    }
}
