<?php

declare(strict_types=1);

namespace Shop;

/** Messages of customers, as the shop's contact form or its platform sends them: each becomes part of a ticket. */
final class Webhooks
{
    public function __construct(private readonly Shop $shop, private readonly string $secret)
    {
    }

    /**
     * Take in a message. The same delivery twice has one effect and one answer.
     *
     * @param string $body as it came, byte for byte: the signature is of that
     * @param string $signature base64 of the HMAC-SHA256 of the body, as Shopify and WooCommerce send it
     * @param string $delivery the sender's id of this event
     *
     * @return array{ticket_id: string, is_replay: bool}
     */
    public function receive(string $body, string $signature, string $delivery): array
    {
        $wanted = hash_hmac('sha256', $body, $this->secret, true);
        $given = base64_decode($signature, true);
        if ($this->secret === '' || $given === false || !hash_equals($wanted, $given)) {
            throw new HttpError(401, 'the signature is not of this body');
        }
        $message = json_decode($body, true);
        foreach (['id', 'email', 'subject', 'text'] as $member) {
            if (!is_string($message[$member] ?? null)) {
                throw new HttpError(400, "the message has no $member");
            }
        }
        if ($delivery === '') {
            throw new HttpError(400, 'the delivery has no id');
        }
        return $this->shop->together(fn (): array => $this->take($message, $delivery));
    }

    /** @param array<string, mixed> $message */
    private function take(array $message, string $delivery): array
    {
        $desk = $this->shop->desk->integration();
        $customer = $desk->customer->resolve(
            identities: [['kind' => 'email', 'value' => $message['email']]],
            name: is_string($message['name'] ?? null) ? $message['name'] : null,
        );
        $order = $message['order_id'] ?? null;
        $received = $desk->ticket->receive(
            body: $message['text'],
            idempotency_key: "webhook-$delivery",
            channel: 'email',
            external_id: $message['id'],
            customer_id: $customer['id'],
            subject: $message['subject'],
            references: is_string($order) ? [['system' => 'shop', 'kind' => 'order', 'id' => $order]] : null,
        );
        return ['ticket_id' => $received['ticket_id'], 'is_replay' => $received['is_replay']];
    }
}
