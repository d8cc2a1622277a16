<?php

declare(strict_types=1);

namespace Shop;

use Closure;
use Supportcore\Exception\Busy;
use Supportcore\Exception\Conflict;
use Supportcore\Exception\Invalid;
use Supportcore\Exception\LimitPassed;
use Supportcore\Exception\NotFound;
use Supportcore\Exception\Refused;
use Supportcore\Exception\SupportcoreException;
use Throwable;

/** The shop over HTTP: JSON in, JSON out. */
final class App
{
    private const STATUS = [
        Invalid::class => 400, Refused::class => 403, NotFound::class => 404, Conflict::class => 409,
        LimitPassed::class => 422, Busy::class => 503,
    ];

    private const JSON = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
        | JSON_INVALID_UTF8_SUBSTITUTE;

    public function __construct(
        private readonly Shop $shop,
        private readonly Refunds $refunds,
        private readonly Webhooks $webhooks,
    ) {
    }

    /**
     * Answer the request that PHP was started for.
     *
     * @param Closure(): self $make opens the shop: what goes wrong then is told like anything else
     */
    public static function run(Closure $make): void
    {
        try {
            [$path] = explode('?', $_SERVER['REQUEST_URI'], 2);
            [$status, $answer] = $make()->answer("{$_SERVER['REQUEST_METHOD']} $path");
        } catch (HttpError $error) {
            [$status, $answer] = [$error->getCode(), ['error' => $error->getMessage()]];
        } catch (SupportcoreException $exception) {
            $status = self::STATUS[$exception::class] ?? 500;
            $answer = ['error' => $exception->getMessage(), 'code' => $exception->codeName, 'hint' => $exception->hint];
        } catch (Throwable $exception) {
            if (str_contains($exception->getMessage(), 'database is locked')) {
                [$status, $answer] = [503, ['error' => 'another process is writing: try again']];
            } else {
                error_log((string) $exception);
                [$status, $answer] = [500, ['error' => 'something went wrong']];
            }
        }
        http_response_code($status);
        header('Content-Type: application/json');
        if ($status === 503) {
            header('Retry-After: 1');
        }
        echo json_encode($answer, self::JSON), "\n";
    }

    /** @return array{int, array<string, mixed>} status and body */
    private function answer(string $request): array
    {
        $body = (string) file_get_contents('php://input');
        if ($request === 'POST /webhooks/messages') {
            return [200, $this->webhooks->receive(
                $body,
                $_SERVER['HTTP_X_SHOP_SIGNATURE'] ?? '',
                $_SERVER['HTTP_X_SHOP_DELIVERY'] ?? '',
            )];
        }
        $agent = $this->agent();
        if (preg_match('#^GET /orders/([^/]+)$#', $request, $part) === 1) {
            return [200, $this->order($agent, self::decoded($part[1]))];
        }
        if (preg_match('#^POST /orders/([^/]+)/refunds$#', $request, $part) === 1) {
            return $this->refund($agent, self::decoded($part[1]), json_decode($body, true));
        }
        if (preg_match('#^POST /refunds/(\d+)/approval$#', $request, $part) === 1) {
            return [200, $this->refunds->approve($agent, $part[1])];
        }
        throw new HttpError(404, 'there is nothing here');
    }

    private static function decoded(string $part): string
    {
        $text = rawurldecode($part);
        if (preg_match('//u', $text) !== 1) {
            throw new HttpError(400, 'the path is not UTF-8');
        }
        return $text;
    }

    private function refund(string $agent, string $orderId, mixed $asked): array
    {
        $key = $_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? '';
        if ($key === '' || !is_string($asked['ticket_id'] ?? null) || !is_string($asked['amount'] ?? null)) {
            throw new HttpError(400, 'a refund has a ticket_id, an amount and the header Idempotency-Key');
        }
        Money::minor($asked['amount']);
        $this->find($orderId);
        $refund = $this->refunds->ask(
            $agent,
            $orderId,
            $asked['ticket_id'],
            $asked['amount'],
            "refund-$key",
            is_string($asked['duplicate_of'] ?? null) ? $asked['duplicate_of'] : null,
        );
        return [$refund['state'] === 'waiting' ? 202 : 201, $refund];
    }

    /** An order with its tickets. */
    private function order(string $agent, string $orderId): array
    {
        $order = $this->find($orderId);
        $tickets = $this->shop->desk->agent($agent)->ticket->list(
            reference: ['system' => 'shop', 'kind' => 'order', 'id' => $orderId],
        );
        return [
            'id' => $orderId,
            'paid' => Money::text($order['paid_minor']),
            'refunded' => Money::text($order['refunded_minor']),
            'currency' => $order['currency'],
            'refunds' => $this->shop->rows(
                'SELECT request_id, state, payment_id FROM refunds WHERE order_id = ?',
                $orderId,
            ),
            'tickets' => array_map(
                static fn (array $one): array => array_intersect_key($one, ['id' => 1, 'subject' => 1, 'status' => 1]),
                $tickets['items'],
            ),
        ];
    }

    private function find(string $orderId): array
    {
        return $this->shop->rows('SELECT * FROM orders WHERE id = ?', $orderId)[0]
            ?? throw new HttpError(404, "there is no order $orderId");
    }

    /** Who is signed in. */
    private function agent(): string
    {
        $token = preg_replace('/^Bearer /', '', $_SERVER['HTTP_AUTHORIZATION'] ?? '');
        $known = $this->shop->rows('SELECT agent_id FROM staff WHERE token_hash = ?', hash('sha256', $token));
        return $known[0]['agent_id'] ?? throw new HttpError(401, 'sign in first');
    }
}
