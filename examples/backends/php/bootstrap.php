<?php

declare(strict_types=1);

/* Loads the classes; with Composer this is vendor/autoload.php. */
require_once __DIR__ . '/../../bindings/php/autoload.php';

// At a shell a mistake is a line and an exit code; App answers those of requests.
if (PHP_SAPI === 'cli') {
    set_exception_handler(static function (Throwable $exception): void {
        error_log($exception instanceof Shop\NotConfigured ? $exception->getMessage() : (string) $exception);
        exit(1);
    });
}

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Shop\\')) {
        require __DIR__ . '/src/' . substr($class, strlen('Shop\\')) . '.php';
    }
});
