<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods survey.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type SurveyList from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class SurveyMethods extends MethodGroup
{
    /**
     * Say what somebody answered.
     *
     * @param 'csat'|'ces'|'nps'|'pulse' $kind Which survey it is.
     * @param string $source The system that ran it.
     * @param string $survey_id Its id there: the same report again has no second effect.
     * @param int $score csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $ticket_id The ticket that it is about, of csat and ces.
     * @param string|int|null $customer_id Who was asked, but of a pulse; absent: the ticket's.
     * @param string|int|null $agent_id Whose work it is about, or who was asked; absent: the
     *   ticket's.
     * @param string|null $team A team of the policy; absent: the ticket's.
     * @param string|null $reason A contact reason of the policy; absent: the ticket's.
     * @param string|null $comment What they wrote; erased with the customer.
     * @param bool|null $is_correction It takes the place of the answer that there is.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function answered(
        string $kind,
        string $source,
        string $survey_id,
        int $score,
        ?string $idempotency_key = null,
        string|int|null $ticket_id = null,
        string|int|null $customer_id = null,
        string|int|null $agent_id = null,
        ?string $team = null,
        ?string $reason = null,
        ?string $comment = null,
        ?bool $is_correction = null,
    ): array {
        return $this->channel->call('survey.answered', [
            'kind' => $kind,
            'source' => $source,
            'survey_id' => $survey_id,
            'score' => $score,
            'idempotency_key' => $idempotency_key,
            'ticket_id' => $ticket_id,
            'customer_id' => $customer_id,
            'agent_id' => $agent_id,
            'team' => $team,
            'reason' => $reason,
            'comment' => $comment,
            'is_correction' => $is_correction,
        ]);
    }

    /**
     * Say that somebody was asked: csat, ces, nps or pulse.
     *
     * @param 'csat'|'ces'|'nps'|'pulse' $kind Which survey it is.
     * @param string $source The system that ran it.
     * @param string $survey_id Its id there: the same report again has no second effect.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $ticket_id The ticket that it is about, of csat and ces.
     * @param string|int|null $customer_id Who was asked, but of a pulse; absent: the ticket's.
     * @param string|int|null $agent_id Whose work it is about, or who was asked; absent: the
     *   ticket's.
     * @param string|null $team A team of the policy; absent: the ticket's.
     * @param string|null $reason A contact reason of the policy; absent: the ticket's.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function asked(
        string $kind,
        string $source,
        string $survey_id,
        ?string $idempotency_key = null,
        string|int|null $ticket_id = null,
        string|int|null $customer_id = null,
        string|int|null $agent_id = null,
        ?string $team = null,
        ?string $reason = null,
    ): array {
        return $this->channel->call('survey.asked', [
            'kind' => $kind,
            'source' => $source,
            'survey_id' => $survey_id,
            'idempotency_key' => $idempotency_key,
            'ticket_id' => $ticket_id,
            'customer_id' => $customer_id,
            'agent_id' => $agent_id,
            'team' => $team,
            'reason' => $reason,
        ]);
    }

    /**
     * Read what people were asked and what they answered.
     *
     * @param 'csat'|'ces'|'nps'|'pulse'|null $kind Which survey it is.
     * @param DateTimeInterface|string|null $from Asked then or later.
     * @param DateTimeInterface|string|null $to Asked before that; absent: up to now.
     * @param string|int|null $ticket_id About this ticket, and what is part of it by merging.
     * @param string|int|null $customer_id Of this person, by all that they were; not with a
     *   ticket.
     * @param string|int|null $agent_id About this agent.
     * @param string|null $team About this team.
     * @param bool|null $is_answered Only those that were answered.
     * @param int|null $limit Items of the page at most; 0 means 100.
     * @param string|int|null $after_id The page after this survey.
     *
     * @return SurveyList
     * @throws SupportcoreException
     */
    public function list(
        ?string $kind = null,
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        string|int|null $ticket_id = null,
        string|int|null $customer_id = null,
        string|int|null $agent_id = null,
        ?string $team = null,
        ?bool $is_answered = null,
        ?int $limit = null,
        string|int|null $after_id = null,
    ): array {
        return $this->channel->call('survey.list', [
            'kind' => $kind,
            'from' => $from,
            'to' => $to,
            'ticket_id' => $ticket_id,
            'customer_id' => $customer_id,
            'agent_id' => $agent_id,
            'team' => $team,
            'is_answered' => $is_answered,
            'limit' => $limit,
            'after_id' => $after_id,
        ]);
    }
}
