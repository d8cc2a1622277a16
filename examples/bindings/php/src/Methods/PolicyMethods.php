<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods policy.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Policy from Types
 * @phpstan-import-type PolicyDiff from Types
 * @phpstan-import-type PolicyList from Types
 * @phpstan-import-type PolicyReport from Types
 * @phpstan-import-type PolicyTest from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class PolicyMethods extends MethodGroup
{
    /**
     * Make a document the desk's policy, as the next version.
     *
     * @param array<string, mixed>|object $document The policy; kept byte for byte as it is written
     *   here.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param bool|null $is_strict A warning refuses like an error.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function activate(
        array|object $document,
        ?string $idempotency_key = null,
        ?bool $is_strict = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('policy.activate', [
            'document' => (object) $document,
            'idempotency_key' => $idempotency_key,
            'is_strict' => $is_strict,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Check a policy document and report every problem; nothing is changed.
     *
     * @param array<string, mixed>|object $document The policy to check.
     * @param bool|null $is_strict With a warning it is not valid.
     * @param bool|null $with_readiness Tell also what a desk that opens should have, as findings.
     *
     * @return PolicyReport
     * @throws SupportcoreException
     */
    public function check(
        array|object $document,
        ?bool $is_strict = null,
        ?bool $with_readiness = null,
    ): array {
        return $this->channel->call('policy.check', [
            'document' => (object) $document,
            'is_strict' => $is_strict,
            'with_readiness' => $with_readiness,
        ]);
    }

    /**
     * Tell in words what differs between two policies.
     *
     * @param int|null $from_version The older one; 0 for the active one.
     * @param bool|null $from_is_builtin The older one is the built-in policy.
     * @param int|null $to_version The newer one; 0 for the active one.
     * @param bool|null $to_is_builtin The newer one is the built-in policy.
     * @param array<string, mixed>|object|null $document The newer one is this document.
     *
     * @return PolicyDiff
     * @throws SupportcoreException
     */
    public function diff(
        ?int $from_version = null,
        ?bool $from_is_builtin = null,
        ?int $to_version = null,
        ?bool $to_is_builtin = null,
        array|object|null $document = null,
    ): array {
        return $this->channel->call('policy.diff', [
            'from_version' => $from_version,
            'from_is_builtin' => $from_is_builtin,
            'to_version' => $to_version,
            'to_is_builtin' => $to_is_builtin,
            'document' => $document === null ? null : (object) $document,
        ]);
    }

    /**
     * Read the versions of the policy, newest first.
     *
     * @param string|int|null $after_id Versions before that one; absent begins at the newest.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return PolicyList
     * @throws SupportcoreException
     */
    public function list(
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('policy.list', [
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Activate the document of an earlier version again, as a new version.
     *
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $to_version Whose document is activated again.
     * @param bool|null $is_builtin Go back to the built-in policy.
     * @param bool|null $is_strict A warning refuses like an error.
     * @param string|int|null $request_id A granted request for this, where the authority matrix
     *   asks for approval: it is used up.
     * @param string|null $rationale Why, where the authority matrix asks for it.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function rollback(
        ?string $idempotency_key = null,
        ?int $to_version = null,
        ?bool $is_builtin = null,
        ?bool $is_strict = null,
        string|int|null $request_id = null,
        ?string $rationale = null,
    ): array {
        return $this->channel->call('policy.rollback', [
            'idempotency_key' => $idempotency_key,
            'to_version' => $to_version,
            'is_builtin' => $is_builtin,
            'is_strict' => $is_strict,
            'request_id' => $request_id,
            'rationale' => $rationale,
        ]);
    }

    /**
     * Read a policy.
     *
     * @param int|null $version Which one; 0 for the active one.
     * @param bool|null $is_builtin The built-in one, which is version 0; not together with a
     *   version.
     *
     * @return Policy
     * @throws SupportcoreException
     */
    public function show(
        ?int $version = null,
        ?bool $is_builtin = null,
    ): array {
        return $this->channel->call('policy.show', [
            'version' => $version,
            'is_builtin' => $is_builtin,
        ]);
    }

    /**
     * Evaluate every rule of a policy on the facts of one case, and say why.
     *
     * @param array<string, mixed>|object $facts What is known about the case: {"ticket":
     *   {"channel": "chat"}}.
     * @param int|null $version Which policy; 0 for the active one.
     * @param bool|null $is_builtin The built-in policy.
     * @param array<string, mixed>|object|null $document This document instead, which need not be
     *   active.
     *
     * @return PolicyTest
     * @throws SupportcoreException
     */
    public function test(
        array|object $facts,
        ?int $version = null,
        ?bool $is_builtin = null,
        array|object|null $document = null,
    ): array {
        return $this->channel->call('policy.test', [
            'facts' => (object) $facts,
            'version' => $version,
            'is_builtin' => $is_builtin,
            'document' => $document === null ? null : (object) $document,
        ]);
    }
}
