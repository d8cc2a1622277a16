<?php

declare(strict_types=1);

namespace Supportcore;

use Supportcore\Exception\SupportcoreException;

/**
 * The library in a program of its own, `supportcore call`, a line a request: for where FFI is off.
 *
 * The program's options are fewer: what it cannot do is refused with Unsupported.
 */
final class ProgramDriver implements Driver
{
    /** The exit code that says that the program could not be run. */
    private const NOT_THERE = 127;

    /** @var list<string> */
    private readonly array $command;
    private readonly int $pid;
    private readonly string $path;
    /** @var resource|null */
    private $process = null;
    /** @var resource */
    private $input;
    /** @var resource */
    private $output;
    /** @var resource */
    private $errors;

    public function __construct(Settings $settings)
    {
        foreach (['isReadOnly' => $settings->isReadOnly, 'busyTimeout' => $settings->busyTimeoutMs,
                  'zones' => $settings->zones, 'library' => $settings->library] as $name => $value) {
            if ($value !== false && $value !== 0 && $value !== null) {
                throw $this->unsupported($name);
            }
        }
        $this->path = $settings->path;
        $this->pid = (int) getmypid();
        $program = $settings->program ?? (getenv('SUPPORTCORE_PROGRAM') ?: 'supportcore');
        $this->command = [$program, ...($this->path === ':memory:' ? [] : ['--db', $this->path]),
            '--tenant', (string) $settings->tenant, '--json', '--quiet'];
        $keys = '';
        foreach ($settings->chainKeys as $id => $bytes) {
            $keys .= "$id=" . bin2hex($bytes) . "\n";
        }
        if ($this->path !== ':memory:' && !$settings->mustExist && !file_exists($this->path)) {
            $this->make($keys);
        }
        $this->start(['call', '--allow', 'system,integration'], $keys);
        $this->ask('{"caller":{"actor":"system"},"request":{"jsonrpc":"2.0","id":1,"method":"desk.next_due"}}');
    }

    public function __destruct()
    {
        $this->close();
    }

    public function close(): void
    {
        $this->end();
    }

    public function send(Who $who, int $nowMs, string $request): string
    {
        if ($this->process === null) {
            throw SupportcoreException::own(-11, 'the desk is closed', 'open it again');
        }
        if ($this->pid !== getmypid()) {
            throw SupportcoreException::own(-13, 'the desk was opened in another process', 'open it after the fork');
        }
        $caller = ['kind' => $who->kind, 'id' => (string) $who->id, 'now' => Values::instant($nowMs)];
        if ($who->kind === 'system') {
            unset($caller['id']);
        }
        if ($who->atMs !== null) {
            $caller['at'] = Values::instant($who->atMs);
        }
        if ($who->traceparent !== null) {
            $caller['traceparent'] = $who->traceparent;
        }
        if ($who->isImport) {
            $caller['import'] = true;
        }
        // A line is one request: the program refuses what stands behind it, or names a caller again.
        $request = strtr($request, "\r\n", '  ');
        return $this->ask('{"caller":' . json_encode($caller, JSON_THROW_ON_ERROR) . ',"request":' . $request . '}');
    }

    public function backup(string $path): void
    {
        if ($this->path === ':memory:') {
            throw $this->unsupported('a backup of a desk in memory');
        }
        $this->run(['backup', $path]);
    }

    public function maintain(): void
    {
        throw $this->unsupported('maintain()');
    }

    public function purge(): void
    {
        throw $this->unsupported('purge()');
    }

    public function version(): string
    {
        return preg_replace('/^\S+ /', '', strtok($this->run(['--version']), "\n"));
    }

    private function unsupported(string $what): SupportcoreException
    {
        return SupportcoreException::own(-12, "$what needs FFI, which is off here", 'switch FFI on, as README.md says');
    }

    /** Make the file; that somebody else made it meanwhile is fine. */
    private function make(string $keys): void
    {
        try {
            $this->start(['init'], $keys);
            $this->finish();
        } catch (SupportcoreException $exception) {
            if (!file_exists($this->path)) {
                throw $exception;
            }
        }
    }

    /**
     * @param list<string> $arguments
     * @param string $keys go through a pipe: not to the disk, nor where other users see the command
     */
    private function start(array $arguments, string $keys = ''): void
    {
        $this->errors = tmpfile();
        $pipes = [['pipe', 'r'], ['pipe', 'w'], $this->errors];
        $command = [...$this->command, ...$arguments];
        if ($keys !== '') {
            $pipes[] = ['pipe', 'r'];
            array_push($command, '--key-file', '/dev/fd/3');
        }
        // What the environment says of a database is for people at a shell.
        $process = @proc_open($command, $pipes, $ends, null, array_diff_key(getenv(), ['SUPPORTCORE_DB' => '']));
        if ($process === false) {
            throw $this->notStarted(error_get_last()['message'] ?? '');
        }
        [$this->process, $this->input, $this->output] = [$process, $ends[0], $ends[1]];
        if ($keys !== '') {
            fwrite($ends[3], $keys);
            fclose($ends[3]);
        }
    }

    private function notStarted(string $problem): SupportcoreException
    {
        return SupportcoreException::own(
            -12,
            "cannot run {$this->command[0]}: $problem",
            'install supportcore, or say where it is: SUPPORTCORE_PROGRAM',
        );
    }

    /** Wait for the end; what it printed, or the exception that it reported. */
    private function finish(): string
    {
        fclose($this->input);
        $printed = (string) stream_get_contents($this->output);
        $code = $this->end();
        if ($code !== 0) {
            throw $this->reported($printed, $code);
        }
        return $printed;
    }

    /**
     * Run another command of the program, beside the one that answers requests.
     *
     * @param list<string> $arguments
     */
    private function run(array $arguments): string
    {
        $kept = [$this->process, $this->input, $this->output, $this->errors];
        try {
            $this->start($arguments);
            return $this->finish();
        } finally {
            [$this->process, $this->input, $this->output, $this->errors] = $kept;
        }
    }

    private function ask(string $line): string
    {
        $sent = @fwrite($this->input, "$line\n");
        $reply = $sent === strlen($line) + 1 ? fgets($this->output) : false;
        if ($reply !== false && !str_starts_with($reply, '{"error"')) {
            return rtrim($reply, "\n");
        }
        // A program that cannot go on says why, and is gone.
        $reply = $reply === false ? (string) stream_get_contents($this->output) : $reply;
        throw $this->reported($reply, $this->end());
    }

    /** Its exit code. */
    private function end(): int
    {
        if ($this->process === null) {
            return 0;
        }
        array_map(fclose(...), array_filter([$this->input, $this->output], is_resource(...)));
        $code = proc_close($this->process);
        $this->process = null;
        return $code;
    }

    private function reported(string $printed, int $code): SupportcoreException
    {
        $error = json_decode(strtok($printed, "\n") ?: '', true)['error'] ?? null;
        if ($error !== null) {
            return SupportcoreException::of($error);
        }
        rewind($this->errors);
        $said = trim((string) stream_get_contents($this->errors)) ?: "it ended with code $code";
        return $code === self::NOT_THERE ? $this->notStarted($said) : SupportcoreException::own(
            -8,
            "{$this->command[0]} does not answer: $said",
            'open the desk again; repeat the call with its idempotency key',
        );
    }
}
