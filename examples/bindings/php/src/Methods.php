<?php

declare(strict_types=1);

namespace Supportcore;

use Supportcore\Exception\SupportcoreException;

/**
 * All methods, by namespace.
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Receipts from Types
 */
abstract class Methods extends MethodGroup
{
    public readonly Methods\AgentMethods $agent;
    public readonly Methods\ApprovalMethods $approval;
    public readonly Methods\AuthorityMethods $authority;
    public readonly Methods\CalendarMethods $calendar;
    public readonly Methods\ChainMethods $chain;
    public readonly Methods\CorrectiveMethods $corrective;
    public readonly Methods\CustomerMethods $customer;
    public readonly Methods\DeskMethods $desk;
    public readonly Methods\EventMethods $event;
    public readonly Methods\FactMethods $fact;
    public readonly Methods\FloorMethods $floor;
    public readonly Methods\ImportMethods $import;
    public readonly Methods\KpiMethods $kpi;
    public readonly Methods\LedgerMethods $ledger;
    public readonly Methods\OutboxMethods $outbox;
    public readonly Methods\OutcomeMethods $outcome;
    public readonly Methods\PolicyMethods $policy;
    public readonly Methods\ReferenceMethods $reference;
    public readonly Methods\ReviewMethods $review;
    public readonly Methods\RpcMethods $rpc;
    public readonly Methods\SlaMethods $sla;
    public readonly Methods\StaffingMethods $staffing;
    public readonly Methods\SurveyMethods $survey;
    public readonly Methods\TicketMethods $ticket;

    public function __construct(Channel $channel)
    {
        parent::__construct($channel);
        $this->agent = new Methods\AgentMethods($channel);
        $this->approval = new Methods\ApprovalMethods($channel);
        $this->authority = new Methods\AuthorityMethods($channel);
        $this->calendar = new Methods\CalendarMethods($channel);
        $this->chain = new Methods\ChainMethods($channel);
        $this->corrective = new Methods\CorrectiveMethods($channel);
        $this->customer = new Methods\CustomerMethods($channel);
        $this->desk = new Methods\DeskMethods($channel);
        $this->event = new Methods\EventMethods($channel);
        $this->fact = new Methods\FactMethods($channel);
        $this->floor = new Methods\FloorMethods($channel);
        $this->import = new Methods\ImportMethods($channel);
        $this->kpi = new Methods\KpiMethods($channel);
        $this->ledger = new Methods\LedgerMethods($channel);
        $this->outbox = new Methods\OutboxMethods($channel);
        $this->outcome = new Methods\OutcomeMethods($channel);
        $this->policy = new Methods\PolicyMethods($channel);
        $this->reference = new Methods\ReferenceMethods($channel);
        $this->review = new Methods\ReviewMethods($channel);
        $this->rpc = new Methods\RpcMethods($channel);
        $this->sla = new Methods\SlaMethods($channel);
        $this->staffing = new Methods\StaffingMethods($channel);
        $this->survey = new Methods\SurveyMethods($channel);
        $this->ticket = new Methods\TicketMethods($channel);
    }

    /**
     * Several changes as one: all or none, in order.
     *
     * @param list<array<string, mixed>|object> $calls What to call, in order; an id -1 is what the
     *   first call made, -2 the second.
     *
     * @return Receipts
     * @throws SupportcoreException
     */
    public function batch(
        array $calls,
    ): array {
        return $this->channel->call('batch', [
            'calls' => $calls,
        ]);
    }
}
