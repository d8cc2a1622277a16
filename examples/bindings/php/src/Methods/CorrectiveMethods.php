<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods corrective.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type CorrectiveList from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class CorrectiveMethods extends MethodGroup
{
    /**
     * Change what is to be done, by whom or by when.
     *
     * @param string|int $corrective_id The corrective action.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $text What is to be done; absent: as it was.
     * @param string|int|null $owner_id Another agent.
     * @param string|null $owner_role Another role.
     * @param DateTimeInterface|string|null $due_at Another time.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function change(
        string|int $corrective_id,
        ?string $idempotency_key = null,
        ?string $text = null,
        string|int|null $owner_id = null,
        ?string $owner_role = null,
        DateTimeInterface|string|null $due_at = null,
    ): array {
        return $this->channel->call('corrective.change', [
            'corrective_id' => $corrective_id,
            'idempotency_key' => $idempotency_key,
            'text' => $text,
            'owner_id' => $owner_id,
            'owner_role' => $owner_role,
            'due_at' => $due_at,
        ]);
    }

    /**
     * Say that a corrective action is done, or dropped.
     *
     * @param string|int $corrective_id The corrective action.
     * @param 'open'|'done'|'dropped' $state done or dropped.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|null $note What came of it, or why not.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function close(
        string|int $corrective_id,
        string $state,
        ?string $idempotency_key = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('corrective.close', [
            'corrective_id' => $corrective_id,
            'state' => $state,
            'idempotency_key' => $idempotency_key,
            'note' => $note,
        ]);
    }

    /**
     * Read corrective actions in the order in which they were recorded.
     *
     * @param string|null $line Of this line.
     * @param 'open'|'done'|'dropped'|null $state Absent: all of them.
     * @param bool|null $is_overdue Open ones only whose time is over.
     * @param string|int|null $owner_id Of this agent.
     * @param string|null $owner_role Of this role.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id The page after this one.
     *
     * @return CorrectiveList
     * @throws SupportcoreException
     */
    public function list(
        ?string $line = null,
        ?string $state = null,
        ?bool $is_overdue = null,
        string|int|null $owner_id = null,
        ?string $owner_role = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('corrective.list', [
            'line' => $line,
            'state' => $state,
            'is_overdue' => $is_overdue,
            'owner_id' => $owner_id,
            'owner_role' => $owner_role,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }

    /**
     * Record what is to be done about a figure that misses its target, by whom and when.
     *
     * @param string $line A line of the policy's scorecard.
     * @param string $text What is to be done.
     * @param DateTimeInterface|string $due_at By when.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $owner_id The agent who does it.
     * @param string|null $owner_role The role that does it; without either it is who answers for
     *   the line.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function record(
        string $line,
        string $text,
        DateTimeInterface|string $due_at,
        ?string $idempotency_key = null,
        string|int|null $owner_id = null,
        ?string $owner_role = null,
    ): array {
        return $this->channel->call('corrective.record', [
            'line' => $line,
            'text' => $text,
            'due_at' => $due_at,
            'idempotency_key' => $idempotency_key,
            'owner_id' => $owner_id,
            'owner_role' => $owner_role,
        ]);
    }
}
