<?php

declare(strict_types=1);

/* What a call costs through the PHP binding; see bindings.sh. Prints microseconds of CPU.
 * usage: php bindings.php SOURCE_ROOT SHARED_LIBRARY CALLS ROUNDS */

[, $root, $library, $calls, $rounds] = $argv;
require "$root/examples/bindings/php/autoload.php";

$cpu = static function (): float {
    $used = getrusage();
    return $used['ru_utime.tv_sec'] * 1e6 + $used['ru_utime.tv_usec'] + $used['ru_stime.tv_sec'] * 1e6 + $used['ru_stime.tv_usec'];
};
$shop = Supportcore\Desk::open(library: $library)->system();
$shop->ticket->open(subject: 'Where is my order?');
$taken = [];
for ($round = 0; $round < $rounds; $round++) {
    $begin = $cpu();
    for ($i = 0; $i < $calls; $i++) {
        $shop->ticket->get(ticket_id: 1);
    }
    $taken[] = ($cpu() - $begin) / $calls;
}
sort($taken);
printf("%.2f\n", $taken[intdiv(count($taken), 2)]);
