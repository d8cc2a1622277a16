<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods sla.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type DueList from Types
 * @phpstan-import-type MissList from Types
 * @phpstan-import-type MissSummary from Types
 * @phpstan-import-type SlaExplanation from Types
 * @phpstan-import-type SlaGuide from Types
 * @phpstan-import-type TicketReceipt from Types
 */
final class SlaMethods extends MethodGroup
{
    /**
     * Read on which tickets a promise warns or breaks next.
     *
     * @param string|null $team Of this team only.
     * @param string|int|null $assignee_id Of this agent only.
     * @param bool|null $is_breach Tickets by when a promise on them breaks, whatever warns before.
     * @param DateTimeInterface|string|null $until Due by then, for is_breach: broken by then;
     *   absent: ever.
     * @param string|null $after The page after this position: next_after of the page before.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return DueList
     * @throws SupportcoreException
     */
    public function due(
        ?string $team = null,
        string|int|null $assignee_id = null,
        ?bool $is_breach = null,
        DateTimeInterface|string|null $until = null,
        ?string $after = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('sla.due', [
            'team' => $team,
            'assignee_id' => $assignee_id,
            'is_breach' => $is_breach,
            'until' => $until,
            'after' => $after,
            'limit' => $limit,
        ]);
    }

    /**
     * Tell why a timer shows what it shows, span by span.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision' $metric
     *   What is measured.
     * @param int|null $instance 1, 2, 3 ...; 0 or absent: the last one.
     *
     * @return SlaExplanation
     * @throws SupportcoreException
     */
    public function explain(
        string|int $ticket_id,
        string $metric,
        ?int $instance = null,
    ): array {
        return $this->channel->call('sla.explain', [
            'ticket_id' => $ticket_id,
            'metric' => $metric,
            'instance' => $instance,
        ]);
    }

    /**
     * Read what the policy promises by channel, to be published.
     *
     * @param string|null $sla An SLA policy; absent: the first one that is for all tickets.
     * @param bool|null $is_all What is measured inside the desk as well, such as assignment and
     *   agent work.
     *
     * @return SlaGuide
     * @throws SupportcoreException
     */
    public function guide(
        ?string $sla = null,
        ?bool $is_all = null,
    ): array {
        return $this->channel->call('sla.guide', [
            'sla' => $sla,
            'is_all' => $is_all,
        ]);
    }

    /**
     * Count the promises that were broken by team and cause.
     *
     * @param DateTimeInterface|string|null $from Broken then or later; absent: in the week before
     *   `to`.
     * @param DateTimeInterface|string|null $to Broken before that; absent: up to now.
     * @param string|null $team Of tickets that this team had.
     * @param 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision'|null $metric
     *   Of this only; absent: of any.
     * @param string|null $after Go on counting behind this position: next_after of the call
     *   before.
     *
     * @return MissSummary
     * @throws SupportcoreException
     */
    public function miss_summary(
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        ?string $team = null,
        ?string $metric = null,
        ?string $after = null,
    ): array {
        return $this->channel->call('sla.miss_summary', [
            'from' => $from,
            'to' => $to,
            'team' => $team,
            'metric' => $metric,
            'after' => $after,
        ]);
    }

    /**
     * Read which promises were broken in a range of time, and why.
     *
     * @param DateTimeInterface|string|null $from Broken then or later; absent: in the week before
     *   `to`.
     * @param DateTimeInterface|string|null $to Broken before that; absent: up to now.
     * @param string|null $team Of tickets that this team had.
     * @param 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision'|null $metric
     *   Of this only; absent: of any.
     * @param string|null $cause For this cause only.
     * @param bool|null $is_unexplained Only those that nobody has given a cause; not with a cause.
     * @param string|null $after The page after this position: next_after of the page before.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return MissList
     * @throws SupportcoreException
     */
    public function misses(
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        ?string $team = null,
        ?string $metric = null,
        ?string $cause = null,
        ?bool $is_unexplained = null,
        ?string $after = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('sla.misses', [
            'from' => $from,
            'to' => $to,
            'team' => $team,
            'metric' => $metric,
            'cause' => $cause,
            'is_unexplained' => $is_unexplained,
            'after' => $after,
            'limit' => $limit,
        ]);
    }

    /**
     * Say why a promise was broken.
     *
     * @param string|int $ticket_id The ticket.
     * @param 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision' $metric
     *   What was measured.
     * @param string $cause A name of the policy's miss_causes.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param int|null $instance 1, 2, 3 ...; 0 or absent: the last run on which a promise was
     *   broken.
     * @param string|null $note What else colleagues should know.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return TicketReceipt
     * @throws SupportcoreException
     */
    public function record_cause(
        string|int $ticket_id,
        string $metric,
        string $cause,
        ?int $version = null,
        ?int $instance = null,
        ?string $note = null,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('sla.record_cause', [
            'ticket_id' => $ticket_id,
            'metric' => $metric,
            'cause' => $cause,
            'version' => $version,
            'instance' => $instance,
            'note' => $note,
            'idempotency_key' => $idempotency_key,
        ]);
    }
}
