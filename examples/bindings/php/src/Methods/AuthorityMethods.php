<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods authority.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type AuthorityAnswer from Types
 * @phpstan-import-type Offer from Types
 * @phpstan-import-type PrecedentList from Types
 * @phpstan-import-type Reference from Types
 * @phpstan-import-type RemedyRequest from Types
 * @phpstan-import-type Review from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class AuthorityMethods extends MethodGroup
{
    /**
     * Ask what would be said to a request for a remedy, and how far limits are used.
     *
     * @param string $remedy What is to be given or done.
     * @param string|int|null $ticket_id The ticket; absent: the action is about none.
     * @param string|null $amount How much, such as "12.50".
     * @param string|null $currency ISO 4217; absent: the policy's.
     * @param Reference|null $order The order that it is about; absent: the ticket's only one.
     * @param string|int|null $customer_id Of an action that is about a customer and no ticket.
     * @param string|null $subject Of an action of the library: the other ticket or customer, the
     *   floor, without_notes, or the policy's digest.
     *
     * @return AuthorityAnswer
     * @throws SupportcoreException
     */
    public function check(
        string $remedy,
        string|int|null $ticket_id = null,
        ?string $amount = null,
        ?string $currency = null,
        ?array $order = null,
        string|int|null $customer_id = null,
        ?string $subject = null,
    ): array {
        return $this->channel->call('authority.check', [
            'remedy' => $remedy,
            'ticket_id' => $ticket_id,
            'amount' => $amount,
            'currency' => $currency,
            'order' => $order,
            'customer_id' => $customer_id,
            'subject' => $subject,
        ]);
    }

    /**
     * Say that the shop gave it, and how much.
     *
     * @param string|int $request_id The request.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $amount That was given; absent: the one that was asked for, or confirmed
     *   before.
     * @param string|null $external_id The shop's id of it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function confirm(
        string|int $request_id,
        ?string $idempotency_key = null,
        ?string $amount = null,
        ?string $external_id = null,
    ): array {
        return $this->channel->call('authority.confirm', [
            'request_id' => $request_id,
            'idempotency_key' => $idempotency_key,
            'amount' => $amount,
            'external_id' => $external_id,
        ]);
    }

    /**
     * Begin what was granted, once everything was looked at again.
     *
     * @param string|int $request_id The request.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $duplicate_of The earlier request for the same, if both are meant.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function execute(
        string|int $request_id,
        ?string $idempotency_key = null,
        string|int|null $duplicate_of = null,
    ): array {
        return $this->channel->call('authority.execute', [
            'request_id' => $request_id,
            'idempotency_key' => $idempotency_key,
            'duplicate_of' => $duplicate_of,
        ]);
    }

    /**
     * Tell what became of a request, who decided and why.
     *
     * @param string|int $request_id The request.
     *
     * @return RemedyRequest
     * @throws SupportcoreException
     */
    public function explain(
        string|int $request_id,
    ): array {
        return $this->channel->call('authority.explain', [
            'request_id' => $request_id,
        ]);
    }

    /**
     * Say that the shop could not give it.
     *
     * @param string|int $request_id The request.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $note Why.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function fail(
        string|int $request_id,
        ?string $idempotency_key = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('authority.fail', [
            'request_id' => $request_id,
            'idempotency_key' => $idempotency_key,
            'note' => $note,
        ]);
    }

    /**
     * Tell which remedies may be given now, up to how much, and what others would need.
     *
     * @param string|int $ticket_id The ticket.
     * @param string|int|null $agent_id For whom, which takes the right to authority.review;
     *   absent: the caller.
     * @param string|null $currency ISO 4217; absent: the order's as it was reported, or the
     *   policy's.
     * @param Reference|null $order The order that it is about; absent: the ticket's only one.
     *
     * @return Offer
     * @throws SupportcoreException
     */
    public function offer(
        string|int $ticket_id,
        string|int|null $agent_id = null,
        ?string $currency = null,
        ?array $order = null,
    ): array {
        return $this->channel->call('authority.offer', [
            'ticket_id' => $ticket_id,
            'agent_id' => $agent_id,
            'currency' => $currency,
            'order' => $order,
        ]);
    }

    /**
     * Read what was decided about a remedy before, for the same contact reason if any.
     *
     * @param string $remedy The remedy.
     * @param string|int|null $ticket_id Whose contact reason; of one that has none: of whatever
     *   reason.
     * @param string|null $reason A contact reason; absent: the ticket's, or whatever reason.
     * @param string|null $amount Comparable ones: from half of it to twice as much; absent: any,
     *   or none.
     * @param string|null $currency ISO 4217; absent: the policy's.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id next_after_id of the page before.
     *
     * @return PrecedentList
     * @throws SupportcoreException
     */
    public function precedents(
        string $remedy,
        string|int|null $ticket_id = null,
        ?string $reason = null,
        ?string $amount = null,
        ?string $currency = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('authority.precedents', [
            'remedy' => $remedy,
            'ticket_id' => $ticket_id,
            'reason' => $reason,
            'amount' => $amount,
            'currency' => $currency,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }

    /**
     * Ask for a remedy: it is granted, waits for approval, or is refused.
     *
     * @param string $remedy What is to be given or done.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $ticket_id The ticket; absent: the action is about none.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $amount How much, such as "12.50".
     * @param string|null $currency ISO 4217; absent: the policy's.
     * @param Reference|null $order The order that it is about; absent: the ticket's only one.
     * @param string|null $rationale Why; needed where the answer says so.
     * @param string|int|null $customer_id Of an action that is about a customer and no ticket.
     * @param string|null $subject Of an action of the library: the other ticket or customer, the
     *   floor, without_notes, or the policy's digest.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function request(
        string $remedy,
        ?string $idempotency_key = null,
        string|int|null $ticket_id = null,
        ?int $version = null,
        ?string $amount = null,
        ?string $currency = null,
        ?array $order = null,
        ?string $rationale = null,
        string|int|null $customer_id = null,
        ?string $subject = null,
    ): array {
        return $this->channel->call('authority.request', [
            'remedy' => $remedy,
            'idempotency_key' => $idempotency_key,
            'ticket_id' => $ticket_id,
            'version' => $version,
            'amount' => $amount,
            'currency' => $currency,
            'order' => $order,
            'rationale' => $rationale,
            'customer_id' => $customer_id,
            'subject' => $subject,
        ]);
    }

    /**
     * Count what was asked for in a time: outcomes, exceptions, what came near to limits, money.
     *
     * @param 'agent'|'remedy'|'reason'|'effect'|'row'|null $group By what; absent: by agent.
     * @param DateTimeInterface|string|null $from Asked for then or later; absent: a week before
     *   `to`.
     * @param DateTimeInterface|string|null $to Asked for before that; absent: now.
     * @param int|null $near_percent How much of a limit is near it; absent: 90.
     * @param string|null $after next_after of the call before.
     *
     * @return Review
     * @throws SupportcoreException
     */
    public function review(
        ?string $group = null,
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        ?int $near_percent = null,
        ?string $after = null,
    ): array {
        return $this->channel->call('authority.review', [
            'group' => $group,
            'from' => $from,
            'to' => $to,
            'near_percent' => $near_percent,
            'after' => $after,
        ]);
    }

    /**
     * Take back a request that is not being executed.
     *
     * @param string|int $request_id The request.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $note Why.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function withdraw(
        string|int $request_id,
        ?string $idempotency_key = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('authority.withdraw', [
            'request_id' => $request_id,
            'idempotency_key' => $idempotency_key,
            'note' => $note,
        ]);
    }
}
