<?php

declare(strict_types=1);

namespace Shop;

/** What the environment says; under php-fpm the pool's file does, with env[SHOP_DATABASE] = ... */
final class Settings
{
    /** @throws NotConfigured */
    public static function get(string $name): string
    {
        return getenv($name) ?: throw new NotConfigured("$name is not set");
    }
}
