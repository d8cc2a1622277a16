<?php

declare(strict_types=1);

/* Loads the classes where there is no Composer. */
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Supportcore\\')) {
        $file = __DIR__ . '/src/' . strtr(substr($class, strlen('Supportcore\\')), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
