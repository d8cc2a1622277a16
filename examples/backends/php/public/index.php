<?php

declare(strict_types=1);

require __DIR__ . '/../bootstrap.php';

use Shop\App;
use Shop\Refunds;
use Shop\Settings;
use Shop\Shop;
use Shop\Webhooks;

App::run(static function (): App {
    $shop = new Shop(Settings::get('SHOP_DATABASE'));
    return new App($shop, new Refunds($shop), new Webhooks($shop, Settings::get('SHOP_WEBHOOK_SECRET')));
});
