<?php

declare(strict_types=1);

require __DIR__ . '/../bootstrap.php';

$shop = new Shop\Shop(getenv('SHOP_DATABASE'));
(new Shop\App($shop, new Shop\Refunds($shop), new Shop\Webhooks($shop, (string) getenv('SHOP_WEBHOOK_SECRET'))))->run();
