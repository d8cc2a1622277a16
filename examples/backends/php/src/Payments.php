<?php

declare(strict_types=1);

namespace Shop;

/** Who moves the money: a shop's payment provider. */
interface Payments
{
    /**
     * Give money back. The same key again gives it once and answers the same.
     *
     * @return string the provider's id of it
     * @throws Declined when it will never succeed; any other exception means to try again later
     */
    public function refund(string $key, string $orderId, int $amountMinor, string $currency): string;
}
