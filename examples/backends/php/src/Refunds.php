<?php

declare(strict_types=1);

namespace Shop;

/**
 * Refunds of orders. The desk decides, the shop books; both in one transaction.
 *
 * The money itself moves afterwards: the worker reads in the desk's outbox that a refund was begun.
 */
class Refunds
{
    public function __construct(private readonly Shop $shop)
    {
    }

    /**
     * Ask for a refund, and begin it if nobody else has to agree.
     *
     * @param string $key the same key is the same refund, however often it is asked for
     * @param string|null $duplicateOf the earlier request for the same, when both are meant
     *
     * @return array{request_id: string, state: string, why: string}
     */
    public function ask(
        string $agentId,
        string $orderId,
        string $ticketId,
        string $amount,
        string $key,
        ?string $duplicateOf = null,
    ): array {
        $ask = fn (): array => $this->shop->desk->agent($agentId)->authority->request(
            ticket_id: $ticketId,
            remedy: 'refund.partial',
            amount: $amount,
            order: ['system' => 'shop', 'kind' => 'order', 'id' => $orderId],
            idempotency_key: $key,
        );
        return $this->shop->together(fn (): array => $this->begin($agentId, $ask()['id'], $duplicateOf));
    }

    /** @return array{request_id: string, state: string, why: string} */
    public function approve(string $agentId, string $requestId): array
    {
        return $this->shop->together(function () use ($agentId, $requestId): array {
            $this->shop->desk->agent($agentId)->approval->decide(request_id: $requestId);
            return $this->begin($agentId, $requestId);
        });
    }

    /** The worker has paid it. */
    public function paid(string $requestId, string $paymentId): void
    {
        $this->shop->desk->system()->authority->confirm(request_id: $requestId, external_id: $paymentId);
        $this->shop->change(
            "UPDATE refunds SET state = 'paid', payment_id = ? WHERE request_id = ? AND state = 'begun'",
            $paymentId,
            $requestId,
        );
    }

    /** It could not be paid: the order has its money again, and so has the limit of the policy. */
    public function failed(string $requestId, string $why): void
    {
        $note = preg_replace('/\p{C}+/u', ' ', $why) ?? '';
        preg_match('/^.{0,300}/u', $note, $part);
        $this->shop->desk->system()->authority->fail(request_id: $requestId, note: $part[0] ?: 'declined');
        $this->shop->change(
            'UPDATE orders SET refunded_minor = refunded_minor - r.amount_minor FROM refunds AS r '
            . "WHERE r.request_id = ? AND r.state = 'begun' AND orders.id = r.order_id",
            $requestId,
        );
        $this->shop->change("UPDATE refunds SET state = 'failed' WHERE request_id = ?", $requestId);
    }

    /**
     * Refunds that the provider did not answer, and whose time to try again has come.
     *
     * @return list<string>
     */
    public function unanswered(): array
    {
        $due = $this->shop->rows(
            "SELECT request_id FROM refunds WHERE state = 'begun' AND tries > 0 AND next_try <= ? "
            . 'ORDER BY next_try LIMIT 100',
            time(),
        );
        return array_column($due, 'request_id');
    }

    /** The provider said neither yes nor no: it is asked again, after a second, two, four ... an hour. */
    public function postpone(string $requestId): void
    {
        $this->shop->change(
            'UPDATE refunds SET tries = tries + 1, next_try = ? + min(1 << min(tries, 12), 3600) '
            . "WHERE request_id = ? AND state = 'begun'",
            time(),
            $requestId,
        );
    }

    /** Book what is granted; what waits for approval or was begun already stays as it is. */
    private function begin(string $agentId, string $requestId, ?string $duplicateOf = null): array
    {
        $agent = $this->shop->desk->agent($agentId);
        $request = $agent->authority->explain(request_id: $requestId);
        if ($request['state'] === 'granted') {
            $agent->authority->execute(request_id: $requestId, duplicate_of: $duplicateOf);
            $this->book($requestId, $request['order']['id'], Money::minor($request['amount']));
            $request = $agent->authority->explain(request_id: $requestId);
        }
        return ['request_id' => $requestId, 'state' => $request['state'], 'why' => $request['why']];
    }

    protected function book(string $requestId, string $orderId, int $amountMinor): void
    {
        $booked = $this->shop->change(
            'UPDATE orders SET refunded_minor = refunded_minor + ?1 '
            . 'WHERE id = ?2 AND refunded_minor + ?1 <= paid_minor',
            $amountMinor,
            $orderId,
        );
        if ($booked !== 1) {
            throw new HttpError(409, 'the order has not so much left to refund');
        }
        $this->shop->change(
            'INSERT INTO refunds (request_id, order_id, amount_minor) VALUES (?, ?, ?)',
            $requestId,
            $orderId,
            $amountMinor,
        );
    }
}
