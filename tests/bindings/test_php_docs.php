<?php

declare(strict_types=1);

/*
 * What stands in the PHP binding's doc comments is what PHPStan's own parser reads: types and array
 * shapes, each named type there, each parameter of a function told once and in order.
 *
 * usage: php test_php_docs.php SOURCE_ROOT
 */

use PHPStan\PhpDocParser\Ast\PhpDoc\InvalidTagValueNode;
use PHPStan\PhpDocParser\Lexer\Lexer;
use PHPStan\PhpDocParser\Parser\ConstExprParser;
use PHPStan\PhpDocParser\Parser\PhpDocParser;
use PHPStan\PhpDocParser\Parser\TokenIterator;
use PHPStan\PhpDocParser\Parser\TypeParser;

$library = '/usr/share/php/PHPStan/PhpDocParser/autoload.php';
if (!is_file($library)) {
    echo "skipped: no php-phpstan-phpdoc-parser\n";
    exit(77);
}
require $library;
require "$argv[1]/examples/bindings/php/autoload.php";

$constants = new ConstExprParser();
$parser = new PhpDocParser(new TypeParser($constants), $constants);
$lexer = new Lexer();
$problems = [];
$tags = 0;
$made = $imported = $named = [];

$read = static function (string $comment, string $where) use ($parser, $lexer, &$problems, &$tags, &$made, &$imported, &$named): array {
    $names = [];
    foreach ($parser->parse(new TokenIterator($lexer->tokenize($comment)))->getTags() as $tag) {
        $tags++;
        if ($tag->value instanceof InvalidTagValueNode) {
            $problems[] = "$where: $tag->name: {$tag->value->exception->getMessage()}";
        } elseif ($tag->name === '@phpstan-type') {
            $made[$tag->value->alias] = $where;
        } elseif ($tag->name === '@phpstan-import-type') {
            $imported[$tag->value->importedAlias] = $where;
        } elseif ($tag->name === '@param') {
            $names[] = substr($tag->value->parameterName, 1);
        }
        if (in_array($tag->name, ['@param', '@return', '@phpstan-type'], true)) {
            preg_match_all('/(?<![\w\\\\$\'])[A-Z]\w+(?=[\s|,>}\[]|$)/', (string) ($tag->value->type ?? ''), $found);
            $named += array_fill_keys($found[0], $where);
        }
    }
    return $names;
};

$files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$argv[1]/examples/bindings/php/src", FilesystemIterator::SKIP_DOTS));
foreach ($files as $file) {
    $inner = substr($file->getPathname(), strlen("$argv[1]/examples/bindings/php/src/"), -4);
    $class = new ReflectionClass('Supportcore\\' . strtr($inner, '/', '\\'));
    $read($class->getDocComment() ?: '/** */', $inner);
    foreach ($class->getMethods() as $method) {
        if ($method->getDeclaringClass()->getName() !== $class->getName()) {
            continue;
        }
        $told = $read($method->getDocComment() ?: '/** */', "$inner::{$method->getName()}");
        $there = array_map(static fn (ReflectionParameter $one): string => $one->getName(), $method->getParameters());
        if (str_starts_with($inner, 'Methods') && $method->getName() !== '__construct' && $told !== $there) {
            $problems[] = "$inner::{$method->getName()} tells of " . implode(', ', $told) . ', and takes ' . implode(', ', $there);
        }
    }
}
$plain = ['Closure' => 1, 'DateInterval' => 1, 'DateTimeImmutable' => 1, 'DateTimeInterface' => 1, 'Desk' => 1, 'Generator' => 1, 'T' => 1];
foreach (array_diff_key($imported + $named, $made, $plain) as $name => $where) {
    $problems[] = "$where: there is no type $name";
}
if (count($made) < 100 || $tags < 1000) {
    $problems[] = "only $tags tags and " . count($made) . ' types were read';
}
echo implode("\n", $problems), $problems === [] ? "ok: $tags tags, " . count($made) . ' types' : '', "\n";
exit($problems === [] ? 0 : 1);
