<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods customer.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Customer from Types
 * @phpstan-import-type CustomerContext from Types
 * @phpstan-import-type CustomerExport from Types
 * @phpstan-import-type Identity from Types
 * @phpstan-import-type IdentityKey from Types
 * @phpstan-import-type ReportFact from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class CustomerMethods extends MethodGroup
{
    /**
     * Read who a customer is, what they bought, what happened and what comes next.
     *
     * @param string|int|null $customer_id The customer; or give an identity, or a ticket.
     * @param IdentityKey|null $identity An identity of the customer.
     * @param string|int|null $ticket_id A ticket of the customer.
     *
     * @return CustomerContext
     * @throws SupportcoreException
     */
    public function context(
        string|int|null $customer_id = null,
        ?array $identity = null,
        string|int|null $ticket_id = null,
    ): array {
        return $this->channel->call('customer.context', [
            'customer_id' => $customer_id,
            'identity' => $identity,
            'ticket_id' => $ticket_id,
        ]);
    }

    /**
     * Erase a person: all text that tells about them, for good.
     *
     * @param string|int $customer_id The person: this customer and all who were merged with them.
     * @param string $reason Why. It stays: name the request, not the person.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function erase(
        string|int $customer_id,
        string $reason,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('customer.erase', [
            'customer_id' => $customer_id,
            'reason' => $reason,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Read everything that is held about a person, as one JSON document.
     *
     * @param string|int $customer_id The person: this customer and all who were merged with them.
     * @param bool|null $without_notes Private notes of the desk are left out.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return CustomerExport
     * @throws SupportcoreException
     */
    public function export(
        string|int $customer_id,
        ?bool $without_notes = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('customer.export', [
            'customer_id' => $customer_id,
            'without_notes' => $without_notes,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Read a customer by id or by an identity.
     *
     * @param string|int|null $customer_id The customer; or give an identity, not both.
     * @param IdentityKey|null $identity An identity of the customer; or give the id.
     *
     * @return Customer
     * @throws SupportcoreException
     */
    public function get(
        string|int|null $customer_id = null,
        ?array $identity = null,
    ): array {
        return $this->channel->call('customer.get', [
            'customer_id' => $customer_id,
            'identity' => $identity,
        ]);
    }

    /**
     * Say that two customers are one person.
     *
     * @param string|int $customer_id Who is merged away.
     * @param string|int $into Who stays.
     * @param string $evidence Why they are one person.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function merge(
        string|int $customer_id,
        string|int $into,
        string $evidence,
        ?string $idempotency_key = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('customer.merge', [
            'customer_id' => $customer_id,
            'into' => $into,
            'evidence' => $evidence,
            'idempotency_key' => $idempotency_key,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Say what is so about a customer, as of a date.
     *
     * @param string|int $customer_id Whom it is about.
     * @param string $source The system that says it: shopify.
     * @param list<ReportFact> $facts What is so, as of the caller's at.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $source_event_id Its own id of what it says: the same again has no second
     *   effect.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function report(
        string|int $customer_id,
        string $source,
        array $facts,
        ?string $idempotency_key = null,
        ?string $source_event_id = null,
    ): array {
        return $this->channel->call('customer.report', [
            'customer_id' => $customer_id,
            'source' => $source,
            'facts' => $facts,
            'idempotency_key' => $idempotency_key,
            'source_event_id' => $source_event_id,
        ]);
    }

    /**
     * Find the customer who has these identities, or make one.
     *
     * @param list<Identity> $identities What is known of who writes; the one that says most comes
     *   first.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $name Taken by a customer who has none.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function resolve(
        array $identities,
        ?string $idempotency_key = null,
        ?string $name = null,
    ): array {
        return $this->channel->call('customer.resolve', [
            'identities' => $identities,
            'idempotency_key' => $idempotency_key,
            'name' => $name,
        ]);
    }

    /**
     * Make or change a customer; a known identity names the one who has it.
     *
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $customer_id The customer to change; absent: the one with an
     *   identity, or a new one.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|null $name The customer's name.
     * @param list<Identity>|null $identities Identities that the customer has, besides those
     *   known.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function save(
        ?string $idempotency_key = null,
        string|int|null $customer_id = null,
        ?int $version = null,
        ?string $name = null,
        ?array $identities = null,
    ): array {
        return $this->channel->call('customer.save', [
            'idempotency_key' => $idempotency_key,
            'customer_id' => $customer_id,
            'version' => $version,
            'name' => $name,
            'identities' => $identities,
        ]);
    }

    /**
     * Take a merge of customers back.
     *
     * @param string|int $customer_id Who was merged away.
     * @param string $evidence Why they are not one person.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function unmerge(
        string|int $customer_id,
        string $evidence,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('customer.unmerge', [
            'customer_id' => $customer_id,
            'evidence' => $evidence,
            'idempotency_key' => $idempotency_key,
        ]);
    }
}
