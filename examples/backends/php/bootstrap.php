<?php

declare(strict_types=1);

/* Loads the classes; with Composer this is vendor/autoload.php. */
require_once __DIR__ . '/../../bindings/php/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Shop\\')) {
        require __DIR__ . '/src/' . substr($class, strlen('Shop\\')) . '.php';
    }
});
