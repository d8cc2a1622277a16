<?php

declare(strict_types=1);

namespace Shop;

use Closure;
use Throwable;

/** What has to be done besides answering requests: firing what is due, and what the outbox asks for. */
final class Worker
{
    private const CONSUMER = 'shop';

    public function __construct(
        private readonly Shop $shop,
        private readonly Refunds $refunds,
        private readonly Payments $payments,
    ) {
    }

    /** One turn; how many events were handled. */
    public function turn(): int
    {
        $system = $this->shop->desk->system();
        do {
            $tick = $system->desk->tick();
        } while ($tick['is_more']);
        $handled = 0;
        do {
            $page = $system->outbox->pull(consumer: self::CONSUMER);
            foreach ($page['items'] as $item) {
                $this->handle($item['event'], $item['sequence']);
                $handled++;
            }
            if ($page['items'] === [] && $page['through'] > 0) {
                $system->outbox->ack(consumer: self::CONSUMER, sequence: $page['through']);
            }
        } while ($page['is_more']);
        foreach ($this->refunds->unanswered() as $requestId) {
            $this->settle($requestId, static fn () => null);
            $handled++;
        }
        return $handled;
    }

    /**
     * What follows from an event and its acknowledgement are one transaction: an event is handled once, or
     * comes again. What the world outside is told it may be told twice, and so with a key.
     */
    private function handle(array $event, int $sequence): void
    {
        $ack = fn (): array =>
            $this->shop->desk->system()->outbox->ack(consumer: self::CONSUMER, sequence: $sequence);
        if ($event['type'] === 'supportcore.remedy.executed.v1') {
            $this->settle($event['data']['subject_id'], $ack);
        } else {
            $this->shop->together($ack);
        }
    }

    /**
     * Pay a refund, and then do the rest. Where the provider says neither yes nor no the refund waits in the
     * shop's table, so that it keeps no other from being paid.
     */
    private function settle(string $requestId, Closure $rest): void
    {
        try {
            $result = $this->pay($requestId);
            $this->shop->together(static fn (): array => [$result(), $rest()]);
        } catch (Throwable $exception) {
            error_log("refund $requestId is tried again: {$exception->getMessage()}");
            $this->shop->together(fn (): array => [$this->refunds->postpone($requestId), $rest()]);
        }
    }

    /** Give the money back; what is to be written of it. */
    private function pay(string $requestId): Closure
    {
        $refund = $this->shop->rows(
            'SELECT r.*, o.currency FROM refunds AS r JOIN orders AS o ON o.id = r.order_id '
            . "WHERE r.request_id = ? AND r.state = 'begun'",
            $requestId,
        )[0] ?? null;
        if ($refund === null) {
            return static fn () => null; // somebody else's remedy
        }
        try {
            $payment = $this->payments->refund(
                "refund-$requestId",
                $refund['order_id'],
                $refund['amount_minor'],
                $refund['currency'],
            );
        } catch (Declined $declined) {
            return fn () => $this->refunds->failed($requestId, $declined->getMessage());
        }
        return fn () => $this->refunds->paid($requestId, $payment);
    }
}
