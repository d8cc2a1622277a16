<?php

declare(strict_types=1);

namespace Supportcore;

use FFI;
use FFI\CData;
use Supportcore\Exception\SupportcoreException;

/**
 * The library in this process, through FFI.
 *
 * PHP's default, ffi.enable=preload, lets only the command line and preloaded classes use FFI:
 * under php-fpm this class comes from preload.php, and its declarations from ffi.preload.
 */
final class FfiDriver implements Driver
{
    private const SCOPE = 'SUPPORTCORE';
    private const LIBRARY = 'libsupportcore.so.0.1';

    /** @var array<string, FFI> */
    private static array $loaded = [];

    private readonly FFI $ffi;
    private ?CData $core = null;
    /** Used by each call again: making them costs more than the call. */
    private readonly CData $caller;
    private readonly CData $callerAddress;
    private readonly CData $reply;
    private readonly CData $replyAddress;
    private readonly CData $length;
    private readonly CData $lengthAddress;

    /** Whether PHP lets this program use FFI, here. */
    public static function isAllowed(): bool
    {
        if (!extension_loaded('ffi')) {
            return false;
        }
        $enable = strtolower((string) ini_get('ffi.enable'));
        return in_array($enable, ['1', 'on', 'true', 'yes'], true)
            || ($enable === 'preload' && (PHP_SAPI === 'cli' || self::scope() !== null));
    }

    public function __construct(Settings $settings)
    {
        $this->ffi = self::library($settings->library);
        $this->caller = $this->sized('sup_caller');
        $this->callerAddress = FFI::addr($this->caller);
        $this->reply = $this->ffi->new('char *');
        $this->replyAddress = FFI::addr($this->reply);
        $this->length = $this->ffi->new('size_t');
        $this->lengthAddress = FFI::addr($this->length);
        $store = $this->openStore($settings);
        try {
            $this->core = $this->openCore($settings, $store);
        } finally {
            $this->ffi->sup_store_close($store); // the core keeps it until it is closed
        }
    }

    public function __destruct()
    {
        $this->close();
    }

    public function close(): void
    {
        if ($this->core !== null) {
            $this->ffi->sup_close($this->core);
            $this->core = null;
        }
    }

    public function send(Who $who, int $nowMs, string $request): string
    {
        $core = $this->opened();
        $caller = $this->caller;
        $caller->actor_kind = $this->ffi->{'SUP_ACTOR_' . strtoupper($who->kind)};
        $caller->actor_id = $who->id;
        $caller->now_ms = $nowMs;
        $caller->at_ms = $who->atMs ?? 0;
        $caller->flags = $who->isImport ? $this->ffi->SUP_CALLER_IMPORT : 0;
        $traceparent = $who->traceparent === null ? null : $this->text($who->traceparent);
        $caller->traceparent = $traceparent === null ? null : $this->pointer($traceparent);
        $this->ffi->sup_call(
            $core,
            $this->callerAddress,
            $request,
            strlen($request),
            $this->replyAddress,
            $this->lengthAddress,
        );
        if (FFI::isNull($this->reply)) {
            throw $this->lastError($core);
        }
        try {
            return FFI::string($this->reply, $this->length->cdata);
        } finally {
            $this->ffi->sup_free($this->reply);
        }
    }

    public function backup(string $path): void
    {
        $core = $this->opened();
        $this->expect($core, $this->ffi->sup_backup($core, $path, null, null));
    }

    public function maintain(): void
    {
        $core = $this->opened();
        $this->expect($core, $this->ffi->sup_maintain($core));
    }

    public function purge(): void
    {
        $core = $this->opened();
        $this->expect($core, $this->ffi->sup_purge($core));
    }

    public function version(): string
    {
        return $this->ffi->sup_version();
    }

    /** The declarations with the library that they are of. */
    private static function library(?string $path): FFI
    {
        $path ??= getenv('SUPPORTCORE_LIBRARY') ?: null;
        $scope = $path === null ? self::scope() : null;
        if ($scope !== null) {
            return $scope;
        }
        $path ??= self::LIBRARY;
        return self::$loaded[$path] ??= self::load($path);
    }

    private static function load(string $path): FFI
    {
        $declarations = preg_replace('/^#.*$/m', '', (string) file_get_contents(__DIR__ . '/../supportcore.h'));
        try {
            return FFI::cdef($declarations, $path);
        } catch (FFI\Exception $exception) {
            throw SupportcoreException::own(
                -12,
                $exception->getMessage(),
                'install libsupportcore, or say where it is: SUPPORTCORE_LIBRARY',
            );
        }
    }

    /** What ffi.preload made; null where it did not. */
    private static function scope(): ?FFI
    {
        try {
            return FFI::scope(self::SCOPE);
        } catch (FFI\Exception) {
            return null;
        }
    }

    private function openStore(Settings $settings): CData
    {
        $path = $this->text($settings->path);
        $options = $this->sized('sup_sqlite_options');
        $options->path = $this->pointer($path);
        $options->durability = $this->ffi->{'SUP_DURABILITY_' . strtoupper($settings->durability)};
        $options->busy_timeout_ms = $settings->busyTimeoutMs;
        $options->is_read_only = (int) $settings->isReadOnly;
        $options->must_exist = (int) $settings->mustExist;
        $store = $this->ffi->new('sup_store *');
        $error = $this->sized('sup_error');
        $code = $this->ffi->sup_sqlite_open(FFI::addr($options), FFI::addr($store), FFI::addr($error));
        if ($code !== $this->ffi->SUP_OK) {
            throw $this->exception($error);
        }
        return $store;
    }

    private function openCore(Settings $settings, CData $store): CData
    {
        $options = $this->sized('sup_options');
        $options->store = $store;
        $options->tenant = $settings->tenant;
        $kept = []; // pointers in a struct keep nothing alive
        $count = count($settings->chainKeys);
        if ($count > 0) {
            $keys = $kept[] = $this->ffi->new("sup_chain_key[$count]");
            $number = 0;
            foreach ($settings->chainKeys as $id => $bytes) {
                $keys[$number]->id = $this->pointer($kept[] = $this->text((string) $id));
                $keys[$number]->bytes = $this->pointer($kept[] = $this->text($bytes));
                $keys[$number++]->size_bytes = strlen($bytes);
            }
            $options->chain_keys = $this->ffi->cast('sup_chain_key *', FFI::addr($keys));
            $options->chain_key_count = $count;
        }
        if ($settings->zones !== null) {
            $zones = $kept[] = $this->sized('sup_zones');
            $zones->directory = $this->pointer($kept[] = $this->text($settings->zones));
            $options->zones = FFI::addr($zones);
        }
        $core = $this->ffi->new('sup_core *');
        $error = $this->sized('sup_error');
        $code = $this->ffi->sup_open(FFI::addr($options), FFI::addr($core), FFI::addr($error));
        if ($code !== $this->ffi->SUP_OK) {
            throw $this->exception($error);
        }
        return $core;
    }

    /** A struct that says how long it is, as the library wants it. */
    private function sized(string $type): CData
    {
        $struct = $this->ffi->new($type);
        $struct->size = FFI::sizeof($struct);
        return $struct;
    }

    /** A copy with a NUL behind it, alive as long as what is answered. */
    private function text(string $text): CData
    {
        $bytes = $this->ffi->new('char[' . strlen($text) + 1 . ']');
        FFI::memcpy($bytes, $text, strlen($text));
        return $bytes;
    }

    private function pointer(CData $bytes): CData
    {
        return $this->ffi->cast('char *', FFI::addr($bytes));
    }

    private function opened(): CData
    {
        return $this->core ?? throw SupportcoreException::own(-11, 'the desk is closed', 'open it again');
    }

    private function expect(CData $core, int $code): void
    {
        if ($code !== $this->ffi->SUP_OK) {
            throw $this->lastError($core);
        }
    }

    private function lastError(CData $core): SupportcoreException
    {
        return $this->exception($this->ffi->sup_last_error($core)[0]);
    }

    /** The exception for what the library wrote into an error. */
    private function exception(CData $error): SupportcoreException
    {
        return SupportcoreException::of([
            'code' => $error->code - 32000,
            'message' => FFI::string($error->text),
            'data' => [
                'code' => $this->ffi->sup_code_name($error->code),
                'field' => FFI::string($error->field),
                'hint' => FFI::string($error->hint),
                'message_id' => $error->message_id,
                'message_name' => $this->ffi->sup_message_name($error->message_id),
                'retryable' => $this->ffi->sup_error_is_retryable(FFI::addr($error)) === 1,
            ],
        ]);
    }
}
