<?php

declare(strict_types=1);

/*
 * The PHP binding: the conformance script, its README, and what only PHP has, through FFI, through
 * the program, and on a connection of the shop's.
 *
 * usage: php [-d sqlite3.extension_dir=FOLDER] test_php.php SOURCE_ROOT SHARED_LIBRARY PROGRAM
 */

use Supportcore\Conformance;
use Supportcore\Desk;
use Supportcore\Exception;
use Supportcore\Exception\SupportcoreException;
use Supportcore\Values;

error_reporting(E_ALL);
set_error_handler(static function (int $level, string $text, string $file, int $line): bool {
    // What is silenced with @ is looked at by who silenced it.
    return error_reporting() & $level ? throw new ErrorException($text, 0, $level, $file, $line) : true;
});
[$root, $library, $program] = array_map(realpath(...), array_slice($argv, 1));
putenv("SUPPORTCORE_LIBRARY=$library");
putenv("SUPPORTCORE_PROGRAM=$program");
$binding = "$root/examples/bindings/php";
require "$binding/autoload.php";
$folder = sys_get_temp_dir() . '/test-php-' . getmypid();
mkdir($folder);
register_shutdown_function(static function () use ($folder): void {
    array_map(unlink(...), glob("$folder/{,*/}*.*", GLOB_BRACE));
    array_map(rmdir(...), glob("$folder/*"));
    rmdir($folder);
});

function same(mixed $wanted, mixed $got, string $what = ''): void
{
    if ($wanted !== $got) {
        throw new LogicException("$what: " . json_encode($got) . ', not ' . json_encode($wanted));
    }
}

/** What is thrown, which must be one of that class. */
function thrown(string $class, Closure $do): Throwable
{
    try {
        $do();
    } catch (Throwable $exception) {
        return $exception instanceof $class ? $exception : throw $exception;
    }
    throw new LogicException("nothing was thrown, not $class");
}

/** A connection of the shop's, with the extension. */
function shop(string $path): SQLite3
{
    $db = new SQLite3($path);
    $db->loadExtension('mod_supportcore.so');
    return $db;
}

/** A child that has the same pages, for what fork() does; what it prints. */
function in_child(Closure $do): string
{
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $child = pcntl_fork();
    if ($child === 0) {
        fwrite($there, $do());
        posix_kill(posix_getpid(), SIGKILL); // no destructors: they are the parent's
    }
    fclose($there);
    pcntl_waitpid($child, $status);
    return stream_get_contents($here);
}

const NINE = '2026-03-02T09:00:00.000Z';
$now = new DateTimeImmutable(NINE);
$clock = static fn (): DateTimeImmutable => $now;

/* Tests of both ways to the library; each gets a function that opens a desk. */
$both = [
    'conformance' => static function (Closure $open) use ($root): void {
        $result = Conformance::run("$root/examples/bindings/conformance.json", static fn ($clock) => $open(clock: $clock));
        same([], $result['problems']);
        same(true, $result['passed'] > 40, 'steps');
    },
    'every method has its function' => static function (Closure $open): void {
        $caller = $open()->system();
        $methods = $caller->rpc->discover()['methods'];
        same(true, count($methods) > 100);
        foreach ($methods as ['name' => $name]) {
            [$verb, $group] = [...array_reverse(explode('.', $name)), null];
            same(true, method_exists($group === null ? $caller : $caller->$group, $verb), $name);
        }
    },
    'dates and durations' => static function (Closure $open) use ($clock): void {
        $desk = $open(clock: $clock);
        $rome = new DateTime('2026-03-01T23:30:00.999999+01:00');
        $ticket = $desk->system(at: $rome)->ticket->open(subject: 'Late');
        $shop = $desk->system();
        same('2026-03-01T22:30:00.999Z', $shop->ticket->get(ticket_id: $ticket['ticket_id'])['opened_at']);
        $week = ['zone' => 'Europe/Rome', 'week' => '24x7'];
        $at = $shop->calendar->add(from: new DateTimeImmutable(NINE), definition: $week, duration_ms: new DateInterval('PT1H30M'));
        same(['at' => '2026-03-02T10:30:00.000Z'], $at);
        same($at, $shop->calendar->add(from: NINE, definition: (object) $week, duration_ms: 5_400_000));
        same($at, $shop->calendar->add(from: NINE, definition: $week, duration_ms: 'PT90M'));
        $pauses = [['begin' => new DateTimeImmutable(NINE), 'end' => new DateTimeImmutable('2026-03-02T09:20:00Z')]];
        same(['open_ms' => 2_400_000], $shop->calendar->between(
            from: NINE,
            to: new DateTimeImmutable('2026-03-02T10:00:00Z'),
            definition: $week,
            pauses: $pauses,
        ), 'dates within a list');
    },
    'an error has its class' => static function (Closure $open): void {
        $shop = $open()->system();
        $error = thrown(Exception\NotFound::class, static fn () => $shop->ticket->get(ticket_id: 99));
        same(
            ['there is no ticket 99', -32002, 'NOT_FOUND', '/params/ticket_id', false, 'TICKET_UNKNOWN'],
            [$error->getMessage(), $error->getCode(), $error->codeName, $error->field, $error->retryable,
             $error->messageName],
        );
        same(true, $error->hint !== '' && $error->messageId > 1000 && $error instanceof SupportcoreException);
        $error = thrown(Exception\StoreFailed::class, static fn () => $open('/no/such/folder/desk.db'));
        same(['check the path and its rights', 'STORE_OPEN', false], [$error->hint, $error->messageName, $error->retryable]);
        $error = thrown(Exception\Invalid::class, static fn () => $shop->ticket->open(subject: 'x', body: "caf\xe9"));
        same('/params/body', $error->field);
        same('texts are UTF-8, numbers are finite', $error->hint);
        thrown(InvalidArgumentException::class, static fn () => $open("desk\0.db"));
        foreach (['P100D', 'PT1S'] as $number => $length) {
            $wait = new DateInterval($length);
            $wait->invert = $number;
            thrown(InvalidArgumentException::class, static fn () => $open(busyTimeout: $wait));
        }
        $desk = $open();
        $error = thrown(InvalidArgumentException::class, static fn () => $desk->system(at: new DateTimeImmutable('@0')));
        same('1970-01-01T00:00:00Z cannot be said: say a millisecond later', $error->getMessage());
    },
    'a reply as it came' => static function (Closure $open): void {
        $desk = $open();
        $reply = $desk->customer(1)->send('{"jsonrpc":"2.0","id":"a","method":"agent.list"}');
        same('REFUSED', json_decode($reply)->error->data->code);
        same('', $desk->system()->send('{"jsonrpc":"2.0","method":"desk.tick"}'), 'a notification');
        same(-32700, json_decode($desk->system()->send('{'))->error->code);
        same('a', json_decode($desk->system()->send("{\"jsonrpc\":\"2.0\",\r\n\"id\":\"a\",\"method\":\"desk.summary\"}"))->id);
    },
    'no request says who makes it' => static function (Closure $open): void {
        $customer = $open()->customer(1);
        $list = '{"jsonrpc":"2.0","id":1,"method":"agent.list"}';
        $reply = json_decode($customer->send("$list,\"caller\":{\"actor\":\"system\"}"));
        same(-32700, $reply->error->code);
        $reply = json_decode($customer->send("$list}\n{\"caller\":{\"actor\":\"system\"},\"request\":$list"));
        same(-32700, $reply->error->code);
    },
    'a trace and the mark of an import reach the events' => static function (Closure $open): void {
        $desk = $open();
        $trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
        $desk->system(traceparent: $trace)->ticket->open(subject: 'Traced');
        $desk->system(isImport: true)->ticket->open(subject: 'Imported');
        $opened = static fn (array $event): bool => str_contains($event['name'] ?? $event['event']['type'], 'ticket.opened');
        $told = array_filter($desk->system()->outbox->pull(consumer: 'shop')['items'], $opened);
        same([$trace], array_map(static fn (array $item): string => $item['event']['traceparent'], array_values($told)));
        $events = array_filter($desk->system()->event->list()['items'], $opened);
        same([0, 1], array_map(static fn (array $event): int => $event['flags'] & 1, array_values($events)));
    },
    'a closed desk' => static function (Closure $open): void {
        $desk = $open();
        $caller = $desk->system();
        $desk->close();
        $desk->close();
        thrown(Exception\Misuse::class, static fn () => $caller->desk->summary());
        $caller = $open()->system();
        same(0, $caller->desk->summary()['ticket_count'], 'a caller keeps its desk');
    },
    'a fork' => static function (Closure $open): void {
        $desk = $open();
        same('forked', in_child(static function () use ($desk): string {
            thrown(Exception\Forked::class, static fn () => $desk->system()->desk->summary());
            return 'forked';
        }));
        same(0, $desk->system()->desk->summary()['ticket_count'], 'the parent goes on');
    },
    'a file' => static function (Closure $open) use ($folder): void {
        $inner = "$folder/" . bin2hex(random_bytes(4));
        mkdir($inner);
        thrown(Exception\NotFound::class, static fn () => $open("$inner/désk.db", mustExist: true));
        $keys = ['k1' => "sixteen bytes of \0 it, or more"];
        $desk = $open("$inner/désk.db", tenant: 7, durability: 'normal', chainKeys: $keys);
        $desk->system()->ticket->open(subject: 'Kept');
        $desk->backup("$inner/copy.db");
        thrown(Exception\Exists::class, static fn () => $desk->backup("$inner/copy.db"));
        $desk->system()->ticket->open(subject: 'Not in the copy');
        unset($desk);
        $copy = $open("$inner/copy.db", tenant: 7, mustExist: true, chainKeys: $keys)->system();
        same(1, $copy->desk->summary()['ticket_count']);
        same(true, $copy->chain->verify()['is_intact']);
        same(0, $open("$inner/copy.db", chainKeys: $keys)->system()->desk->summary()['ticket_count'], 'another tenant');
    },
    'version' => static fn (Closure $open) => same(1, preg_match('/^\d+\.\d+\.\d+/', $open()->version())),
];

$ffi = [
    'what only FFI can' => static function (Closure $open) use ($folder, $clock): void {
        $desk = $open("$folder/ffi.db", busyTimeout: new DateInterval('PT1S'), zones: '/usr/share/zoneinfo', clock: $clock);
        $desk->system()->ticket->open(subject: 'Kept');
        $desk->maintain();
        $desk->purge();
        $reader = $open("$folder/ffi.db", isReadOnly: true)->system();
        same('Kept', $reader->ticket->get(ticket_id: 1)['subject']);
        thrown(SupportcoreException::class, static fn () => $reader->ticket->open(subject: 'No'));
        $error = thrown(Exception\Unsupported::class, static fn () => $open(library: '/no/such/library.so'));
        same(true, str_contains($error->getMessage(), '/no/such/library.so'));
    },
    'replies are released' => static function (Closure $open): void {
        $caller = $open()->system();
        $caller->ticket->open(subject: 'Large', body: str_repeat('x', 60_000));
        $resident = static fn (): int => (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4096;
        $read = static fn () => $caller->ticket->messages(ticket_id: 1);
        array_map($read, range(1, 50));
        $before = $resident();
        array_map(static fn () => strlen($read()['items'][0]['body']), range(1, 500)); // 30 MB of replies
        same(true, $resident() - $before < 10_000_000, 'memory kept: ' . ($resident() - $before));
    },
];

$line_program = [
    'what needs FFI is refused' => static function (Closure $open): void {
        $desk = $open();
        foreach ([$desk->purge(...), $desk->maintain(...), static fn () => $desk->backup('/tmp/no.db'),
                  static fn () => $open(isReadOnly: true), static fn () => $open(zones: '/usr/share/zoneinfo'),
                  static fn () => $open(busyTimeout: new DateInterval('PT1S'))] as $do) {
            thrown(Exception\Unsupported::class, $do);
        }
    },
    'a program that is not there, ends or says nonsense' => static function (Closure $open) use ($folder): void {
        $error = thrown(Exception\Unsupported::class, static fn () => $open(program: '/no/such/program'));
        same('install supportcore, or say where it is: SUPPORTCORE_PROGRAM', $error->hint);
        $error = thrown(Exception\StoreFailed::class, static fn () => $open(program: '/bin/false'));
        same('/bin/false does not answer: it ended with code 1', $error->getMessage());
        // It answers once, to the question at the beginning, and is gone at the next.
        file_put_contents("$folder/once.sh", "#!/bin/sh\nread line; echo '{\"jsonrpc\":\"2.0\"}'; read line; echo gone >&2; exit 9\n");
        chmod("$folder/once.sh", 0755);
        $desk = $open(program: "$folder/once.sh");
        $error = thrown(Exception\StoreFailed::class, static fn () => $desk->system()->desk->summary());
        same("$folder/once.sh does not answer: gone", $error->getMessage());
        thrown(Exception\Misuse::class, static fn () => $desk->system()->desk->summary());
    },
    'a database of the shell is not the desk in memory' => static function (Closure $open) use ($folder): void {
        putenv("SUPPORTCORE_DB=$folder/shell.db");
        $open()->system()->ticket->open(subject: 'Forgotten');
        putenv('SUPPORTCORE_DB');
        same(false, file_exists("$folder/shell.db"));
    },
    'keys are nowhere in the command' => static function (Closure $open) use ($folder): void {
        $desk = $open("$folder/keys.db", chainKeys: ['k1' => 'sixteen bytes of it, or more']);
        $commands = implode(array_map(
            static fn (string $file): string => (string) @file_get_contents($file),
            glob('/proc/[0-9]*/cmdline'),
        ));
        same(true, str_contains($commands, "$folder/keys.db"), 'the command is seen');
        same(false, str_contains($commands, bin2hex('sixteen bytes of it, or more')));
        $desk->close();
    },
    'it is taken where FFI is off' => static function () use ($root, $binding): void {
        exec('php -d ffi.enable=0 ' . escapeshellarg("$binding/conformance.php") . ' '
            . escapeshellarg("$root/examples/bindings/conformance.json") . ' 2>&1', $lines, $code);
        same(['48 passed, 0 differences'], $lines);
        same(0, $code);
    },
];

$connection = [
    'calls are part of the transaction' => static function (Closure $on) use ($folder): void {
        $db = shop("$folder/shop.db");
        $db->exec('CREATE TABLE orders (id INTEGER)');
        $desk = $on($db);
        $desk->system()->agent->save(name: 'Mara', roles: ['agent']);
        foreach (['ROLLBACK' => [0, 0], 'COMMIT' => [1, 1]] as $end => $wanted) {
            $db->exec('BEGIN IMMEDIATE');
            $db->exec('INSERT INTO orders VALUES (1001)');
            $ticket = $desk->agent('1')->ticket->open(subject: "It's lost \u{1f98a}");
            $db->exec($end);
            same($wanted, [$db->querySingle('SELECT count(*) FROM orders'), $db->querySingle('SELECT count(*) FROM sup_ticket')], $end);
        }
        same("It's lost \u{1f98a}", $desk->system()->ticket->get(ticket_id: $ticket['ticket_id'])['subject']);
        same(1, $db->querySingle('SELECT count(*) FROM sup_event WHERE kind = 30'), 'opened once');
    },
    'who asks and when' => static function (Closure $on) use ($clock): void {
        $desk = $on(shop(':memory:'), clock: $clock);
        $ticket = $desk->system()->ticket->open(subject: 'Now')['ticket_id'];
        same(NINE, $desk->system()->ticket->get(ticket_id: $ticket)['opened_at']);
        $error = thrown(Exception\Refused::class, static fn () => $desk->agent(7)->ticket->get(ticket_id: $ticket));
        same('ACTOR_UNKNOWN', $error->messageName);
        thrown(Exception\Refused::class, static fn () => $desk->customer(1)->agent->list());
        same('', $desk->system()->send('{"jsonrpc":"2.0","method":"desk.tick"}'), 'a notification');
        same(1, preg_match('/^\d+\.\d+\.\d+/', $desk->version()));
    },
    'what happened earlier, its trace and imports' => static function (Closure $on) use ($clock): void {
        $db = shop(':memory:');
        $desk = $on($db, clock: $clock);
        $desk->system()->desk->tick(); // the desk is made
        $trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
        $late = new DateTimeImmutable('2026-03-01T23:30:00+01:00');
        $desk->system(at: $late, traceparent: $trace)->ticket->open(subject: 'Late');
        $desk->integration(isImport: true)->ticket->open(subject: 'Imported');
        same('2026-03-01T22:30:00.000Z', $desk->system()->ticket->get(ticket_id: 1)['opened_at']);
        $told = array_filter(
            $desk->system()->outbox->pull(consumer: 'mailer')['items'],
            static fn (array $item): bool => str_contains($item['event']['type'], 'ticket.opened'),
        );
        same([$trace], array_map(static fn (array $item): string => $item['event']['traceparent'], array_values($told)));
        thrown(Exception\Invalid::class, static fn () => $desk->system(traceparent: "it's")->desk->summary());
        thrown(Exception\Refused::class, static fn () => $desk->agent(1, isImport: true)->desk->summary());
    },
    'each tenant has its own' => static function (Closure $on): void {
        $db = shop(':memory:');
        $on($db, tenant: 7)->system()->ticket->open(subject: 'Of seven');
        same(0, $on($db)->system()->desk->summary()['ticket_count']);
        same(1, $on($db, tenant: 7)->system()->desk->summary()['ticket_count']);
    },
    'what is not there is refused' => static function (Closure $on): void {
        $desk = $on(shop(':memory:'));
        foreach ([$desk->purge(...), $desk->maintain(...), static fn () => $desk->backup('/tmp/no.db')] as $do) {
            thrown(Exception\Unsupported::class, $do);
        }
        $desk->close();
        thrown(Exception\Misuse::class, static fn () => $desk->system()->desk->summary());
    },
    'what SQLite says becomes an exception' => static function (Closure $on) use ($folder): void {
        foreach ([false, true] as $throws) {
            $db = new SQLite3(':memory:');
            $db->enableExceptions($throws);
            $error = thrown(Exception\Misuse::class, static fn () => $on($db)->system()->desk->summary());
            same(true, str_contains($error->getMessage(), 'no such function: sup_call'), $error->getMessage());
        }
        $writer = shop("$folder/busy.db");
        $on($writer)->system()->ticket->open(subject: 'Made');
        $other = shop("$folder/busy.db");
        $writer->exec('BEGIN IMMEDIATE');
        $error = thrown(Exception\Busy::class, static fn () => $on($other)->system()->ticket->open(subject: 'Waits'));
        same(true, $error->retryable);
        $writer->exec('ROLLBACK');
    },
];

$once = [
    'README' => static function () use ($binding, $folder): void {
        $text = file_get_contents("$binding/README.md");
        same(1, preg_match('/```php\n(.*?)```.*?prints\n\n```\n(.*?)```/s', $text, $found));
        mkdir("$folder/vendor");
        file_put_contents("$folder/vendor/autoload.php", "<?php require '$binding/autoload.php';");
        file_put_contents("$folder/readme.php", "<?php\n$found[1]");
        exec('cd ' . escapeshellarg($folder) . ' && php -d error_reporting=-1 readme.php 2>&1', $lines);
        same(rtrim($found[2]), implode("\n", $lines));
    },
    'the package says where its classes are' => static function () use ($binding): void {
        $package = json_decode(file_get_contents("$binding/composer.json"), true, 512, JSON_THROW_ON_ERROR);
        same(['Supportcore\\' => 'src/'], $package['autoload']['psr-4']);
        $count = 0;
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$binding/src", FilesystemIterator::SKIP_DOTS)) as $file) {
            $name = 'Supportcore\\' . strtr(substr($file->getPathname(), strlen("$binding/src/"), -4), '/', '\\');
            same(true, class_exists($name) || interface_exists($name), $name);
            $count++;
        }
        same(true, $count > 40);
    },
    'values' => static function (): void {
        same('1969-12-31T23:59:59.999Z', Values::asJson(new DateTimeImmutable('1969-12-31T23:59:59.999999Z')));
        same('2026-03-02T09:00:00.000Z', Values::asJson(new DateTime('2026-03-02T10:00:00+01:00')));
        same(-1, Values::milliseconds(new DateTimeImmutable('1969-12-31T23:59:59.999999Z')));
        same(90_061_500, Values::asJson((new DateTimeImmutable('2026-03-01T00:00:00Z'))->diff(new DateTimeImmutable('2026-03-02T01:01:01.5Z'))));
        same(31 * 86_400_000, Values::asJson((new DateTimeImmutable('2026-03-01Z'))->diff(new DateTimeImmutable('2026-04-01Z'))), 'a known month');
        same(-60_000, Values::asJson((new DateTimeImmutable('2026-03-01T00:01Z'))->diff(new DateTimeImmutable('2026-03-01T00:00Z'))));
        thrown(InvalidArgumentException::class, static fn () => Values::asJson(new DateInterval('P1M')));
        same('{"a":[{"b":60000}],"c":{}}', json_encode(Values::asJson(['a' => [(object) ['b' => new DateInterval('PT1M')]], 'c' => new stdClass()])));
        same(9223372036854775807, Values::id('9223372036854775807'));
        foreach (['9223372036854775808', '1x', '', '01', ' 1', '1.0'] as $bad) {
            thrown(InvalidArgumentException::class, static fn () => Values::id($bad));
        }
    },
    'differences are noticed' => static function (): void {
        $wanted = json_decode('{"a":1,"b":null,"c":[1],"d":true,"e":{"f":"g"}}');
        same(
            ['/a is 2, not 1', '/b is there: 1', '/c has 0 items, not 1', '/d is 1, not true', '/e/f is missing'],
            iterator_to_array(Conformance::differences($wanted, ['a' => 2, 'b' => 1, 'c' => [], 'd' => 1, 'e' => []], ''), false),
        );
    },
];

$failed = 0;
$run = static function (string $where, array $tests, Closure $open) use (&$failed): void {
    foreach ($tests as $name => $test) {
        try {
            $test($open);
        } catch (Throwable $exception) {
            $failed++;
            echo "failed: $where: $name: ", get_class($exception), ': ', $exception->getMessage(), "\n",
                $exception->getTraceAsString(), "\n";
        }
    }
    echo count($tests), " tests: $where\n";
};
$run('FFI', $both + $ffi, static fn (...$options): Desk => Desk::open(...$options, driver: 'ffi'));
$run('program', $both + $line_program, static fn (...$options): Desk => Desk::open(...$options, driver: 'program'));
if (ini_get('sqlite3.extension_dir') !== '') { // else the library was built without the extension
    $run('connection', $connection, Desk::on(...));
}
$run('any', $once, Desk::open(...));
exit($failed === 0 ? 0 : 1);
