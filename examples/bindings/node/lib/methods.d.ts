/**
 * One method an operation of the desk. Made of the OpenRPC document by examples/bindings/generate;
 * do not edit.
 */

import type * as types from './types.js';

/** The methods agent.* */
export interface AgentMethods {
  /** Read an agent. */
  get(params: types.AgentGetParams): Promise<types.Agent>;
  /** Read agents in the order of their ids. */
  list(params?: types.AgentListParams): Promise<types.AgentList>;
  /** Make or change an agent or a bot. */
  save(params: types.AgentSaveParams): Promise<types.ThingReceipt>;
  /** Read when an agent was at the desk, newest first. */
  sessions(params: types.AgentSessionsParams): Promise<types.AgentSessionList>;
  /** Say whether an agent or a bot takes work now. */
  set_availability(params: types.AgentSetAvailabilityParams): Promise<types.ThingReceipt>;
}

/** The methods approval.* */
export interface ApprovalMethods {
  /** Approve a request, or reject it. */
  decide(params: types.ApprovalDecideParams): Promise<types.ThingReceipt>;
  /** Read requests by state: those that wait for approval. */
  list(params?: types.ApprovalListParams): Promise<types.ApprovalList>;
}

/** The methods authority.* */
export interface AuthorityMethods {
  /** Ask what would be said to a request for a remedy, and how far limits are used. */
  check(params: types.AuthorityCheckParams): Promise<types.AuthorityAnswer>;
  /** Say that the shop gave it, and how much. */
  confirm(params: types.AuthorityConfirmParams): Promise<types.ThingReceipt>;
  /** Begin what was granted, once everything was looked at again. */
  execute(params: types.AuthorityExecuteParams): Promise<types.ThingReceipt>;
  /** Tell what became of a request, who decided and why. */
  explain(params: types.AuthorityExplainParams): Promise<types.RemedyRequest>;
  /** Say that the shop could not give it. */
  fail(params: types.AuthorityFailParams): Promise<types.ThingReceipt>;
  /** Tell which remedies may be given now, up to how much, and what others would need. */
  offer(params: types.AuthorityOfferParams): Promise<types.Offer>;
  /** Read what was decided about a remedy before, for the same contact reason if any. */
  precedents(params: types.AuthorityPrecedentsParams): Promise<types.PrecedentList>;
  /** Ask for a remedy: it is granted, waits for approval, or is refused. */
  request(params: types.AuthorityRequestParams): Promise<types.ThingReceipt>;
  /** Count what was asked for in a time: outcomes, exceptions, what came near to limits, money. */
  review(params?: types.AuthorityReviewParams): Promise<types.Review>;
  /** Take back a request that is not being executed. */
  withdraw(params: types.AuthorityWithdrawParams): Promise<types.ThingReceipt>;
}

/** The methods calendar.* */
export interface CalendarMethods {
  /** Ask when so much open time has passed since an instant. */
  add(params: types.CalendarAddParams): Promise<types.CalendarTime>;
  /** Ask how long a calendar was open, without pauses. */
  between(params: types.CalendarBetweenParams): Promise<types.CalendarLength>;
  /** List when a calendar is open. */
  intervals(params: types.CalendarIntervalsParams): Promise<types.CalendarIntervals>;
  /** Ask whether a calendar is open. */
  is_open(params: types.CalendarIsOpenParams): Promise<types.CalendarState>;
  /** Ask when a calendar closes next. */
  next_close(params: types.CalendarNextCloseParams): Promise<types.CalendarTime>;
  /** Ask when a calendar is open next; now counts. */
  next_open(params: types.CalendarNextOpenParams): Promise<types.CalendarTime>;
  /** Ask from when on so much open time passes until an instant. */
  subtract(params: types.CalendarSubtractParams): Promise<types.CalendarTime>;
}

/** The methods chain.* */
export interface ChainMethods {
  /** Read the end of the event chain, to be kept elsewhere. */
  head(): Promise<types.ChainHead>;
  /** Verify the whole event chain. */
  verify(params?: types.ChainVerifyParams): Promise<types.ChainReport>;
}

/** The methods corrective.* */
export interface CorrectiveMethods {
  /** Change what is to be done, by whom or by when. */
  change(params: types.CorrectiveChangeParams): Promise<types.ThingReceipt>;
  /** Say that a corrective action is done, or dropped. */
  close(params: types.CorrectiveCloseParams): Promise<types.ThingReceipt>;
  /** Read corrective actions in the order in which they were recorded. */
  list(params?: types.CorrectiveListParams): Promise<types.CorrectiveList>;
  /** Record what is to be done about a figure that misses its target, by whom and when. */
  record(params: types.CorrectiveRecordParams): Promise<types.ThingReceipt>;
}

/** The methods customer.* */
export interface CustomerMethods {
  /** Read who a customer is, what they bought, what happened and what comes next. */
  context(params?: types.CustomerContextParams): Promise<types.CustomerContext>;
  /** Erase a person: all text that tells about them, for good. */
  erase(params: types.CustomerEraseParams): Promise<types.ThingReceipt>;
  /** Read everything that is held about a person, as one JSON document. */
  export(params: types.CustomerExportParams): Promise<types.CustomerExport>;
  /** Read a customer by id or by an identity. */
  get(params?: types.CustomerGetParams): Promise<types.Customer>;
  /** Say that two customers are one person. */
  merge(params: types.CustomerMergeParams): Promise<types.ThingReceipt>;
  /** Say what is so about a customer, as of a date. */
  report(params: types.CustomerReportParams): Promise<types.ThingReceipt>;
  /** Find the customer who has these identities, or make one. */
  resolve(params: types.CustomerResolveParams): Promise<types.ThingReceipt>;
  /** Make or change a customer; a known identity names the one who has it. */
  save(params?: types.CustomerSaveParams): Promise<types.ThingReceipt>;
  /** Take a merge of customers back. */
  unmerge(params: types.CustomerUnmergeParams): Promise<types.ThingReceipt>;
}

/** The methods desk.* */
export interface DeskMethods {
  /** Fold all events again and compare with the tables; nothing is changed. */
  check(): Promise<types.CheckReport>;
  /** Ask when the next thing is due. */
  next_due(): Promise<types.NextDue>;
  /** Fold all events again and mend what differs in the tables. */
  rebuild(): Promise<types.CheckReport>;
  /** Ask how the desk stands. */
  summary(): Promise<types.Summary>;
  /** Fire what is due by now. */
  tick(params?: types.DeskTickParams): Promise<types.TickResult>;
}

/** The methods event.* */
export interface EventMethods {
  /** Read the event log as it is hashed. */
  list(params?: types.EventListParams): Promise<types.EventList>;
}

/** The methods fact.* */
export interface FactMethods {
  /** Keep what another system says about a ticket. */
  record(params: types.FactRecordParams): Promise<types.TicketReceipt>;
}

/** The methods floor.* */
export interface FloorMethods {
  /** Move a ticket up, or ask for the sign-off that its floor demands. */
  escalate(params: types.FloorEscalateParams): Promise<types.TicketReceipt>;
  /** Record evidence that the floors of the policy ask for. */
  evidence(params: types.FloorEvidenceParams): Promise<types.TicketReceipt>;
  /** Tell why a ticket is on its floor, and what it waits for. */
  explain(params: types.FloorExplainParams): Promise<types.FloorExplanation>;
  /** Read tickets in work by floor and age, or those that wait for a signature. */
  list(params?: types.FloorListParams): Promise<types.FloorList>;
  /** Let a ticket return to a lower floor. */
  lower(params: types.FloorLowerParams): Promise<types.TicketReceipt>;
  /** Sign that a ticket moves up, that what is held may be done, that it is solved. */
  sign(params: types.FloorSignParams): Promise<types.TicketReceipt>;
  /** Count what went on on the floors in a time. */
  summary(params?: types.FloorSummaryParams): Promise<types.FloorSummary>;
}

/** The methods import.* */
export interface ImportMethods {
  /** Move the position of an import, in the batch that it belongs to. */
  mark(params: types.ImportMarkParams): Promise<types.Receipt>;
  /** Ask how far an import has come. */
  position(params: types.ImportPositionParams): Promise<types.ImportPosition>;
}

/** The methods kpi.* */
export interface KpiMethods {
  /** Ask what was in work at an instant: by age, and the oldest. */
  backlog(params?: types.KpiBacklogParams): Promise<types.KpiBacklog>;
  /** Work all figures out from scratch and compare. */
  check(): Promise<types.KpiCheckReport>;
  /** Compare figures of two periods, or of two groups of teams. */
  compare(params: types.KpiCompareParams): Promise<types.KpiComparison>;
  /** Tell what figures mean. */
  definitions(params?: types.KpiDefinitionsParams): Promise<types.KpiDefinitionList>;
  /** Ask why customers came: contact drivers, the largest first. */
  drivers(params: types.KpiDriversParams): Promise<types.KpiDriverList>;
  /** Read which tickets are behind a figure. */
  explain(params: types.KpiExplainParams): Promise<types.KpiExplanation>;
  /** Ask for figures. */
  query(params: types.KpiQueryParams): Promise<types.KpiAnswer>;
  /** Forget all figures and work them out anew. */
  rebuild(): Promise<types.KpiRebuildReport>;
  /** Show how the figures of the policy's scorecard stand. */
  scorecard(params?: types.KpiScorecardParams): Promise<types.KpiScorecard>;
}

/** The methods ledger.* */
export interface LedgerMethods {
  /** Read what counts against limits for a ticket, an order or somebody. */
  list(params?: types.LedgerListParams): Promise<types.LedgerList>;
  /** Record what the shop gave and nobody asked for here. */
  report(params: types.LedgerReportParams): Promise<types.ThingReceipt>;
}

/** The methods outbox.* */
export interface OutboxMethods {
  /** Acknowledge a consumer's events up to a sequence. */
  ack(params: types.OutboxAckParams): Promise<types.Receipt>;
  /** Read a consumer's next events as CloudEvents. */
  pull(params: types.OutboxPullParams): Promise<types.OutboxPage>;
}

/** The methods outcome.* */
export interface OutcomeMethods {
  /** Record how an agent rates the outcome of a ticket. */
  rate(params: types.OutcomeRateParams): Promise<types.ThingReceipt>;
}

/** The methods policy.* */
export interface PolicyMethods {
  /** Make a document the desk's policy, as the next version. */
  activate(params: types.PolicyActivateParams): Promise<types.ThingReceipt>;
  /** Check a policy document and report every problem; nothing is changed. */
  check(params: types.PolicyCheckParams): Promise<types.PolicyReport>;
  /** Tell in words what differs between two policies. */
  diff(params?: types.PolicyDiffParams): Promise<types.PolicyDiff>;
  /** Read the versions of the policy, newest first. */
  list(params?: types.PolicyListParams): Promise<types.PolicyList>;
  /** Activate the document of an earlier version again, as a new version. */
  rollback(params?: types.PolicyRollbackParams): Promise<types.ThingReceipt>;
  /** Read a policy. */
  show(params?: types.PolicyShowParams): Promise<types.Policy>;
  /** Evaluate every rule of a policy on the facts of one case, and say why. */
  test(params: types.PolicyTestParams): Promise<types.PolicyTest>;
}

/** The methods reference.* */
export interface ReferenceMethods {
  /** Say which things outside the desk a ticket is about. */
  add(params: types.ReferenceAddParams): Promise<types.TicketReceipt>;
  /** Read what was reported about an order or another thing. */
  get(params: types.ReferenceGetParams): Promise<types.Thing>;
  /** Take references from a ticket. */
  remove(params: types.ReferenceRemoveParams): Promise<types.TicketReceipt>;
  /** Say what is so about an order or another thing, as of a date. */
  report(params: types.ReferenceReportParams): Promise<types.Receipt>;
}

/** The methods review.* */
export interface ReviewMethods {
  /** Read reviews and ratings. */
  list(params?: types.ReviewListParams): Promise<types.ReviewList>;
  /** Record a review of an agent's work on a ticket. */
  record(params: types.ReviewRecordParams): Promise<types.ThingReceipt>;
  /** Draw solved tickets of each agent to review. */
  sample(params: types.ReviewSampleParams): Promise<types.ReviewSample>;
}

/** The methods rpc.* */
export interface RpcMethods {
  /** This document. */
  discover(): Promise<types.Json>;
}

/** The methods sla.* */
export interface SlaMethods {
  /** Read on which tickets a promise warns or breaks next. */
  due(params?: types.SlaDueParams): Promise<types.DueList>;
  /** Tell why a timer shows what it shows, span by span. */
  explain(params: types.SlaExplainParams): Promise<types.SlaExplanation>;
  /** Read what the policy promises by channel, to be published. */
  guide(params?: types.SlaGuideParams): Promise<types.SlaGuide>;
  /** Count the promises that were broken by team and cause. */
  miss_summary(params?: types.SlaMissSummaryParams): Promise<types.MissSummary>;
  /** Read which promises were broken in a range of time, and why. */
  misses(params?: types.SlaMissesParams): Promise<types.MissList>;
  /** Say why a promise was broken. */
  record_cause(params: types.SlaRecordCauseParams): Promise<types.TicketReceipt>;
}

/** The methods staffing.* */
export interface StaffingMethods {
  /** Ask how many agents a load needs, or what so many give. */
  agents(params: types.StaffingAgentsParams): Promise<types.Staffing>;
}

/** The methods survey.* */
export interface SurveyMethods {
  /** Say what somebody answered. */
  answered(params: types.SurveyAnsweredParams): Promise<types.ThingReceipt>;
  /** Say that somebody was asked: csat, ces, nps or pulse. */
  asked(params: types.SurveyAskedParams): Promise<types.ThingReceipt>;
  /** Read what people were asked and what they answered. */
  list(params?: types.SurveyListParams): Promise<types.SurveyList>;
}

/** The methods ticket.* */
export interface TicketMethods {
  /** Give a ticket to an agent, or take it from whoever has it. */
  assign(params: types.TicketAssignParams): Promise<types.TicketReceipt>;
  /** Say why the customer wrote: the contact reason. */
  classify(params: types.TicketClassifyParams): Promise<types.TicketReceipt>;
  /** Fill custom fields of a ticket, or clear them. */
  fill(params: types.TicketFillParams): Promise<types.TicketReceipt>;
  /** Read a ticket with its tags, references, facts, fields, links, watchers and reminders. */
  get(params: types.TicketGetParams): Promise<types.Ticket>;
  /** Read what the next person on a ticket needs to know. */
  handover(params: types.TicketHandoverParams): Promise<types.TicketHandover>;
  /** Read what happened to a ticket, in sentences. */
  history(params: types.TicketHistoryParams): Promise<types.History>;
  /** Say what a ticket is to another. */
  link(params: types.TicketLinkParams): Promise<types.TicketReceipt>;
  /** Read tickets, newest first unless asked otherwise. */
  list(params?: types.TicketListParams): Promise<types.TicketList>;
  /** Say that two tickets are about one thing. */
  merge(params: types.TicketMergeParams): Promise<types.TicketReceipt>;
  /** Read a ticket's messages by time; a customer sees no notes. */
  messages(params: types.TicketMessagesParams): Promise<types.MessageList>;
  /** Move a ticket to another status, as the policy's transitions allow. */
  move(params: types.TicketMoveParams): Promise<types.TicketReceipt>;
  /** Record a private note, which customers never see. */
  note(params: types.TicketNoteParams): Promise<types.TicketReceipt>;
  /** Open a ticket, with the customer's first message when a body is given. */
  open(params?: types.TicketOpenParams): Promise<types.TicketReceipt>;
  /** Give a ticket another priority. */
  prioritize(params: types.TicketPrioritizeParams): Promise<types.TicketReceipt>;
  /** Take in a message from a customer: it finds its ticket, or opens one. */
  receive(params: types.TicketReceiveParams): Promise<types.TicketReceipt>;
  /** Set a reminder on a ticket. */
  remind(params: types.TicketRemindParams): Promise<types.TicketReceipt>;
  /** Record a reply to the customer. */
  reply(params: types.TicketReplyParams): Promise<types.TicketReceipt>;
  /** Make a new ticket of a part of a thread. */
  split(params: types.TicketSplitParams): Promise<types.TicketReceipt>;
  /** Add tags to a ticket. */
  tag(params: types.TicketTagParams): Promise<types.TicketReceipt>;
  /** Read how long things take and took on a ticket, and what is promised on them. */
  timers(params: types.TicketTimersParams): Promise<types.TimerList>;
  /** Hand a ticket to another team, where nobody has it yet. */
  transfer(params: types.TicketTransferParams): Promise<types.TicketReceipt>;
  /** Take a link between tickets back. */
  unlink(params: types.TicketUnlinkParams): Promise<types.TicketReceipt>;
  /** Take a merge of tickets back. */
  unmerge(params: types.TicketUnmergeParams): Promise<types.TicketReceipt>;
  /** Take a reminder away before it is due. */
  unremind(params: types.TicketUnremindParams): Promise<types.TicketReceipt>;
  /** Take tags from a ticket. */
  untag(params: types.TicketUntagParams): Promise<types.TicketReceipt>;
  /** Let somebody watch a ticket no longer. */
  unwatch(params: types.TicketUnwatchParams): Promise<types.TicketReceipt>;
  /** Let an agent or a customer watch a ticket. */
  watch(params: types.TicketWatchParams): Promise<types.TicketReceipt>;
}

/** All methods, by namespace. */
export class Methods {
  readonly agent: AgentMethods;
  readonly approval: ApprovalMethods;
  readonly authority: AuthorityMethods;
  readonly calendar: CalendarMethods;
  readonly chain: ChainMethods;
  readonly corrective: CorrectiveMethods;
  readonly customer: CustomerMethods;
  readonly desk: DeskMethods;
  readonly event: EventMethods;
  readonly fact: FactMethods;
  readonly floor: FloorMethods;
  readonly import: ImportMethods;
  readonly kpi: KpiMethods;
  readonly ledger: LedgerMethods;
  readonly outbox: OutboxMethods;
  readonly outcome: OutcomeMethods;
  readonly policy: PolicyMethods;
  readonly reference: ReferenceMethods;
  readonly review: ReviewMethods;
  readonly rpc: RpcMethods;
  readonly sla: SlaMethods;
  readonly staffing: StaffingMethods;
  readonly survey: SurveyMethods;
  readonly ticket: TicketMethods;
  /** Several changes as one: all or none, in order. */
  batch(params: types.BatchParams): Promise<types.Receipts>;
}
