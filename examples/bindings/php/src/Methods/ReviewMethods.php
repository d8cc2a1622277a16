<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods review.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type ReviewList from Types
 * @phpstan-import-type ReviewSample from Types
 * @phpstan-import-type ReviewSection from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class ReviewMethods extends MethodGroup
{
    /**
     * Read reviews and ratings.
     *
     * @param 'review'|'self'|null $kind Reviews by colleagues, or ratings by the agents
     *   themselves.
     * @param DateTimeInterface|string|null $from Given then or later.
     * @param DateTimeInterface|string|null $to Given before that; absent: up to now.
     * @param string|int|null $ticket_id Of this ticket, and what is part of it by merging.
     * @param string|int|null $agent_id Of this agent's work.
     * @param string|int|null $reviewer_id By this agent.
     * @param string|null $team Of tickets that this team had then.
     * @param string|null $form By this form.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id The page after this review.
     *
     * @return ReviewList
     * @throws SupportcoreException
     */
    public function list(
        ?string $kind = null,
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        string|int|null $ticket_id = null,
        string|int|null $agent_id = null,
        string|int|null $reviewer_id = null,
        ?string $team = null,
        ?string $form = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('review.list', [
            'kind' => $kind,
            'from' => $from,
            'to' => $to,
            'ticket_id' => $ticket_id,
            'agent_id' => $agent_id,
            'reviewer_id' => $reviewer_id,
            'team' => $team,
            'form' => $form,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }

    /**
     * Record a review of an agent's work on a ticket.
     *
     * @param string|int $ticket_id The ticket.
     * @param int $score 0 to 100.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param string|int|null $agent_id Whose work it is; absent: who has the ticket.
     * @param string|int|null $reviewer_id Who reviewed; absent: the calling agent, else a program.
     * @param string|null $form By which form.
     * @param list<ReviewSection>|null $sections Its parts, each once.
     * @param string|null $note For colleagues; erased with the customer.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function record(
        string|int $ticket_id,
        int $score,
        ?string $idempotency_key = null,
        ?int $version = null,
        string|int|null $agent_id = null,
        string|int|null $reviewer_id = null,
        ?string $form = null,
        ?array $sections = null,
        ?string $note = null,
    ): array {
        return $this->channel->call('review.record', [
            'ticket_id' => $ticket_id,
            'score' => $score,
            'idempotency_key' => $idempotency_key,
            'version' => $version,
            'agent_id' => $agent_id,
            'reviewer_id' => $reviewer_id,
            'form' => $form,
            'sections' => $sections,
            'note' => $note,
        ]);
    }

    /**
     * Draw solved tickets of each agent to review.
     *
     * @param int $each Tickets of each agent.
     * @param DateTimeInterface|string $from Solved then or later.
     * @param string $seed Any line; the same one draws the same tickets.
     * @param DateTimeInterface|string|null $to Solved before that; absent: up to now.
     * @param string|int|null $agent_id Of this agent only.
     * @param string|null $team Of this team's tickets only.
     * @param string|null $leave_out_tag Without tickets of this tag: spam.
     *
     * @return ReviewSample
     * @throws SupportcoreException
     */
    public function sample(
        int $each,
        DateTimeInterface|string $from,
        string $seed,
        DateTimeInterface|string|null $to = null,
        string|int|null $agent_id = null,
        ?string $team = null,
        ?string $leave_out_tag = null,
    ): array {
        return $this->channel->call('review.sample', [
            'each' => $each,
            'from' => $from,
            'seed' => $seed,
            'to' => $to,
            'agent_id' => $agent_id,
            'team' => $team,
            'leave_out_tag' => $leave_out_tag,
        ]);
    }
}
