<?php

declare(strict_types=1);

/*
 * Make the shop's database with two people and an order to try it with; prints their tokens.
 * usage: SHOP_DATABASE=shop.db php bin/setup.php
 */
require __DIR__ . '/../bootstrap.php';

$shop = new Shop\Shop(Shop\Settings::get('SHOP_DATABASE'));
$shop->db->exec(file_get_contents(__DIR__ . '/../schema.sql'));
if ($shop->rows('SELECT 1 FROM staff') !== []) {
    fwrite(STDERR, "the shop is set up already; its tokens were printed then\n");
    exit(1);
}
$tokens = $shop->together(static function () use ($shop): array {
    $system = $shop->desk->system();
    // The built-in policy with what this shop decides otherwise.
    $ours = json_decode(file_get_contents(__DIR__ . '/../policy.json'), false, 512, JSON_THROW_ON_ERROR);
    $builtin = $system->policy->show(is_builtin: true)['document'];
    $system->policy->activate(document: array_merge($builtin, (array) $ours));
    $tokens = [];
    foreach (['Priya' => 'agent', 'Luis' => 'lead'] as $name => $role) {
        $agent = $system->agent->save(name: $name, roles: [$role]);
        $tokens[$name] = bin2hex(random_bytes(16));
        $shop->change('INSERT INTO staff VALUES (?, ?)', hash('sha256', $tokens[$name]), $agent['id']);
    }
    $shop->change(
        "INSERT INTO orders (id, email, paid_minor, currency) VALUES ('1001', 'ana@example.com', 9000, 'EUR')",
    );
    return $tokens;
});
foreach ($tokens as $name => $token) {
    echo "$name $token\n";
}
