<?php

declare(strict_types=1);

namespace Supportcore;

use Closure;
use DateTimeImmutable;
use Generator;
use ReflectionMethod;
use stdClass;
use Supportcore\Exception\SupportcoreException;

/** Runs the conformance script of all bindings. */
final class Conformance
{
    private static DateTimeImmutable $now;

    /**
     * Run a script against a new desk in memory.
     *
     * @param Closure(Closure(): DateTimeImmutable): Desk $open opens it with that clock
     *
     * @return array{passed: int, problems: list<string>}
     */
    public static function run(string $file, Closure $open): array
    {
        $steps = json_decode((string) file_get_contents($file), false, 512, JSON_THROW_ON_ERROR)->steps;
        self::$now = new DateTimeImmutable('now');
        $desk = $open(static fn () => self::$now);
        $passed = 0;
        $problems = [];
        foreach ($steps as $step) {
            self::$now = new DateTimeImmutable($step->caller->now);
            [$kind, $id] = explode(':', $step->caller->actor . ':0');
            $at = isset($step->caller->at) ? new DateTimeImmutable($step->caller->at) : null;
            $reply = self::reply($desk->caller($kind, $id, $at), $step->request);
            $wanted = (object) array_intersect_key((array) $step->reply, ['result' => 1, 'error' => 1]);
            $found = iterator_to_array(self::differences($wanted, $reply, ''), false);
            $passed += $found === [] ? 1 : 0;
            foreach ($found as $difference) {
                $problems[] = "$step->name: $difference";
            }
        }
        $desk->close();
        return ['passed' => $passed, 'problems' => $problems];
    }

    /**
     * What the script lists must be there; null stands for what must not.
     *
     * @return Generator<int, string>
     */
    public static function differences(mixed $wanted, mixed $got, string $path): Generator
    {
        if ($wanted instanceof stdClass && is_array($got)) {
            foreach ((array) $wanted as $name => $value) {
                $is_there = array_key_exists($name, $got);
                if ($value === null && $is_there) {
                    yield "$path/$name is there: " . json_encode($got[$name]);
                } elseif ($value !== null && !$is_there) {
                    yield "$path/$name is missing";
                } elseif ($value !== null) {
                    yield from self::differences($value, $got[$name], "$path/$name");
                }
            }
        } elseif (is_array($wanted) && is_array($got) && array_is_list($got)) {
            if (count($wanted) !== count($got)) {
                yield "$path has " . count($got) . ' items, not ' . count($wanted);
            }
            foreach (array_slice($wanted, 0, count($got)) as $index => $value) {
                yield from self::differences($value, $got[$index], "$path/$index");
            }
        } elseif ($wanted !== $got) {
            yield "$path is " . json_encode($got) . ', not ' . json_encode($wanted);
        }
    }

    /** The answer by way of the method's own function; an exception as its error. */
    private static function reply(Caller $caller, stdClass $request): array
    {
        $params = (array) ($request->params ?? []);
        $path = explode('.', ".$request->method");
        $verb = array_pop($path);
        $group = $path === [''] ? $caller : ($caller->{$path[1]} ?? null);
        try {
            $arguments = $group === null ? null : self::arguments($group, $verb, $params);
            // What PHP would not let a program write is sent by name: the library says what is wrong.
            return ['result' => $arguments === null
                ? $caller->call($request->method, $params)
                : $group->$verb(...$arguments)];
        } catch (SupportcoreException $exception) {
            return ['error' => ['code' => $exception->getCode(), 'message' => $exception->getMessage(), 'data' => [
                'code' => $exception->codeName, 'field' => $exception->field, 'hint' => $exception->hint,
                'retryable' => $exception->retryable, 'message_name' => $exception->messageName]]];
        }
    }

    /** The parameters as the function takes them; null when it does not. */
    private static function arguments(MethodGroup $group, string $verb, array $params): ?array
    {
        if (!method_exists($group, $verb)) {
            return null;
        }
        $arguments = [];
        foreach ((new ReflectionMethod($group, $verb))->getParameters() as $parameter) {
            $name = $parameter->getName();
            if (!array_key_exists($name, $params)) {
                if (!$parameter->isOptional()) {
                    return null;
                }
                continue;
            }
            $value = $params[$name];
            $is_array = in_array((string) $parameter->getType(), ['array', '?array'], true);
            $arguments[$name] = $is_array && $value instanceof stdClass ? (array) $value : $value;
        }
        return count($arguments) === count($params) ? $arguments : null;
    }
}
