<?php

declare(strict_types=1);

/*
 * Run the conformance script of all bindings.
 * usage: php conformance.php ../conformance.json [ffi|program]
 */

namespace Supportcore;

require_once __DIR__ . '/autoload.php';

$driver = $argv[2] ?? null;
$result = Conformance::run($argv[1], static fn ($clock) => Desk::open(clock: $clock, driver: $driver));
foreach ($result['problems'] as $problem) {
    echo "$problem\n";
}
echo "{$result['passed']} passed, ", count($result['problems']), " differences\n";
exit($result['problems'] === [] ? 0 : 1);
