<?php

declare(strict_types=1);

/*
 * Fire what is due, and do what the outbox asks for: once, or until it is told to stop.
 * usage: SHOP_DATABASE=shop.db SHOP_PAYMENTS=payments.jsonl php bin/worker.php [--once]
 */
require __DIR__ . '/../bootstrap.php';

$shop = new Shop\Shop(Shop\Settings::get('SHOP_DATABASE'));
$payments = new Shop\FilePayments(Shop\Settings::get('SHOP_PAYMENTS'));
$worker = new Shop\Worker($shop, new Shop\Refunds($shop), $payments);
if (in_array('--once', $argv, true)) {
    echo $worker->turn(), " events\n";
    exit;
}
$is_stopped = false;
pcntl_async_signals(true);
pcntl_signal(SIGTERM, static function () use (&$is_stopped): void {
    $is_stopped = true; // after this turn
});
while (!$is_stopped) {
    try {
        $worker->turn();
    } catch (Throwable $exception) {
        error_log((string) $exception); // and again in a second
    }
    sleep(1);
}
