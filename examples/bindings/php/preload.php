<?php

declare(strict_types=1);

/*
 * For opcache.preload: php-fpm lets only classes that are loaded here use FFI.
 * An application that preloads already requires this file from its own.
 */
require_once __DIR__ . '/autoload.php';

(static function (): void {
    $tree = new RecursiveDirectoryIterator(__DIR__ . '/src', FilesystemIterator::SKIP_DOTS);
    foreach (new RecursiveIteratorIterator($tree) as $file) {
        $name = substr($file->getPathname(), strlen(__DIR__ . '/src/'), -strlen('.php'));
        // Loads it with all that it builds on.
        class_exists('Supportcore\\' . strtr($name, '/', '\\'));
    }
})();
