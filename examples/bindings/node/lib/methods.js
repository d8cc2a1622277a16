/**
 * One method an operation of the desk. Made of the OpenRPC document by examples/bindings/generate;
 * do not edit.
 */

class AgentMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  get(params) {
    return this.#call('agent.get', params);
  }

  list(params) {
    return this.#call('agent.list', params);
  }

  save(params) {
    return this.#call('agent.save', params);
  }

  sessions(params) {
    return this.#call('agent.sessions', params);
  }

  set_availability(params) {
    return this.#call('agent.set_availability', params);
  }
}

class ApprovalMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  decide(params) {
    return this.#call('approval.decide', params);
  }

  list(params) {
    return this.#call('approval.list', params);
  }
}

class AuthorityMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  check(params) {
    return this.#call('authority.check', params);
  }

  confirm(params) {
    return this.#call('authority.confirm', params);
  }

  execute(params) {
    return this.#call('authority.execute', params);
  }

  explain(params) {
    return this.#call('authority.explain', params);
  }

  fail(params) {
    return this.#call('authority.fail', params);
  }

  offer(params) {
    return this.#call('authority.offer', params);
  }

  precedents(params) {
    return this.#call('authority.precedents', params);
  }

  request(params) {
    return this.#call('authority.request', params);
  }

  review(params) {
    return this.#call('authority.review', params);
  }

  withdraw(params) {
    return this.#call('authority.withdraw', params);
  }
}

class CalendarMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  add(params) {
    return this.#call('calendar.add', params);
  }

  between(params) {
    return this.#call('calendar.between', params);
  }

  intervals(params) {
    return this.#call('calendar.intervals', params);
  }

  is_open(params) {
    return this.#call('calendar.is_open', params);
  }

  next_close(params) {
    return this.#call('calendar.next_close', params);
  }

  next_open(params) {
    return this.#call('calendar.next_open', params);
  }

  subtract(params) {
    return this.#call('calendar.subtract', params);
  }
}

class ChainMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  head() {
    return this.#call('chain.head');
  }

  verify(params) {
    return this.#call('chain.verify', params);
  }
}

class CorrectiveMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  change(params) {
    return this.#call('corrective.change', params);
  }

  close(params) {
    return this.#call('corrective.close', params);
  }

  list(params) {
    return this.#call('corrective.list', params);
  }

  record(params) {
    return this.#call('corrective.record', params);
  }
}

class CustomerMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  context(params) {
    return this.#call('customer.context', params);
  }

  erase(params) {
    return this.#call('customer.erase', params);
  }

  export(params) {
    return this.#call('customer.export', params);
  }

  get(params) {
    return this.#call('customer.get', params);
  }

  merge(params) {
    return this.#call('customer.merge', params);
  }

  report(params) {
    return this.#call('customer.report', params);
  }

  resolve(params) {
    return this.#call('customer.resolve', params);
  }

  save(params) {
    return this.#call('customer.save', params);
  }

  unmerge(params) {
    return this.#call('customer.unmerge', params);
  }
}

class DeskMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  check() {
    return this.#call('desk.check');
  }

  next_due() {
    return this.#call('desk.next_due');
  }

  rebuild() {
    return this.#call('desk.rebuild');
  }

  summary() {
    return this.#call('desk.summary');
  }

  tick(params) {
    return this.#call('desk.tick', params);
  }
}

class EventMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  list(params) {
    return this.#call('event.list', params);
  }
}

class FactMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  record(params) {
    return this.#call('fact.record', params);
  }
}

class FloorMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  escalate(params) {
    return this.#call('floor.escalate', params);
  }

  evidence(params) {
    return this.#call('floor.evidence', params);
  }

  explain(params) {
    return this.#call('floor.explain', params);
  }

  list(params) {
    return this.#call('floor.list', params);
  }

  lower(params) {
    return this.#call('floor.lower', params);
  }

  sign(params) {
    return this.#call('floor.sign', params);
  }

  summary(params) {
    return this.#call('floor.summary', params);
  }
}

class ImportMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  mark(params) {
    return this.#call('import.mark', params);
  }

  position(params) {
    return this.#call('import.position', params);
  }
}

class KpiMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  backlog(params) {
    return this.#call('kpi.backlog', params);
  }

  check() {
    return this.#call('kpi.check');
  }

  compare(params) {
    return this.#call('kpi.compare', params);
  }

  definitions(params) {
    return this.#call('kpi.definitions', params);
  }

  drivers(params) {
    return this.#call('kpi.drivers', params);
  }

  explain(params) {
    return this.#call('kpi.explain', params);
  }

  query(params) {
    return this.#call('kpi.query', params);
  }

  rebuild() {
    return this.#call('kpi.rebuild');
  }

  scorecard(params) {
    return this.#call('kpi.scorecard', params);
  }
}

class LedgerMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  list(params) {
    return this.#call('ledger.list', params);
  }

  report(params) {
    return this.#call('ledger.report', params);
  }
}

class OutboxMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  ack(params) {
    return this.#call('outbox.ack', params);
  }

  pull(params) {
    return this.#call('outbox.pull', params);
  }
}

class OutcomeMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  rate(params) {
    return this.#call('outcome.rate', params);
  }
}

class PolicyMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  activate(params) {
    return this.#call('policy.activate', params);
  }

  check(params) {
    return this.#call('policy.check', params);
  }

  diff(params) {
    return this.#call('policy.diff', params);
  }

  list(params) {
    return this.#call('policy.list', params);
  }

  rollback(params) {
    return this.#call('policy.rollback', params);
  }

  show(params) {
    return this.#call('policy.show', params);
  }

  test(params) {
    return this.#call('policy.test', params);
  }
}

class ReferenceMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  add(params) {
    return this.#call('reference.add', params);
  }

  get(params) {
    return this.#call('reference.get', params);
  }

  remove(params) {
    return this.#call('reference.remove', params);
  }

  report(params) {
    return this.#call('reference.report', params);
  }
}

class ReviewMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  list(params) {
    return this.#call('review.list', params);
  }

  record(params) {
    return this.#call('review.record', params);
  }

  sample(params) {
    return this.#call('review.sample', params);
  }
}

class RpcMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  discover() {
    return this.#call('rpc.discover');
  }
}

class SlaMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  due(params) {
    return this.#call('sla.due', params);
  }

  explain(params) {
    return this.#call('sla.explain', params);
  }

  guide(params) {
    return this.#call('sla.guide', params);
  }

  miss_summary(params) {
    return this.#call('sla.miss_summary', params);
  }

  misses(params) {
    return this.#call('sla.misses', params);
  }

  record_cause(params) {
    return this.#call('sla.record_cause', params);
  }
}

class StaffingMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  agents(params) {
    return this.#call('staffing.agents', params);
  }
}

class SurveyMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  answered(params) {
    return this.#call('survey.answered', params);
  }

  asked(params) {
    return this.#call('survey.asked', params);
  }

  list(params) {
    return this.#call('survey.list', params);
  }
}

class TicketMethods {
  #call;

  constructor(call) {
    this.#call = call;
  }

  assign(params) {
    return this.#call('ticket.assign', params);
  }

  classify(params) {
    return this.#call('ticket.classify', params);
  }

  fill(params) {
    return this.#call('ticket.fill', params);
  }

  get(params) {
    return this.#call('ticket.get', params);
  }

  handover(params) {
    return this.#call('ticket.handover', params);
  }

  history(params) {
    return this.#call('ticket.history', params);
  }

  link(params) {
    return this.#call('ticket.link', params);
  }

  list(params) {
    return this.#call('ticket.list', params);
  }

  merge(params) {
    return this.#call('ticket.merge', params);
  }

  messages(params) {
    return this.#call('ticket.messages', params);
  }

  move(params) {
    return this.#call('ticket.move', params);
  }

  note(params) {
    return this.#call('ticket.note', params);
  }

  open(params) {
    return this.#call('ticket.open', params);
  }

  prioritize(params) {
    return this.#call('ticket.prioritize', params);
  }

  receive(params) {
    return this.#call('ticket.receive', params);
  }

  remind(params) {
    return this.#call('ticket.remind', params);
  }

  reply(params) {
    return this.#call('ticket.reply', params);
  }

  split(params) {
    return this.#call('ticket.split', params);
  }

  tag(params) {
    return this.#call('ticket.tag', params);
  }

  timers(params) {
    return this.#call('ticket.timers', params);
  }

  transfer(params) {
    return this.#call('ticket.transfer', params);
  }

  unlink(params) {
    return this.#call('ticket.unlink', params);
  }

  unmerge(params) {
    return this.#call('ticket.unmerge', params);
  }

  unremind(params) {
    return this.#call('ticket.unremind', params);
  }

  untag(params) {
    return this.#call('ticket.untag', params);
  }

  unwatch(params) {
    return this.#call('ticket.unwatch', params);
  }

  watch(params) {
    return this.#call('ticket.watch', params);
  }
}

export class Methods {
  #call;

  constructor(call) {
    this.#call = call;
    this.agent = new AgentMethods(call);
    this.approval = new ApprovalMethods(call);
    this.authority = new AuthorityMethods(call);
    this.calendar = new CalendarMethods(call);
    this.chain = new ChainMethods(call);
    this.corrective = new CorrectiveMethods(call);
    this.customer = new CustomerMethods(call);
    this.desk = new DeskMethods(call);
    this.event = new EventMethods(call);
    this.fact = new FactMethods(call);
    this.floor = new FloorMethods(call);
    this.import = new ImportMethods(call);
    this.kpi = new KpiMethods(call);
    this.ledger = new LedgerMethods(call);
    this.outbox = new OutboxMethods(call);
    this.outcome = new OutcomeMethods(call);
    this.policy = new PolicyMethods(call);
    this.reference = new ReferenceMethods(call);
    this.review = new ReviewMethods(call);
    this.rpc = new RpcMethods(call);
    this.sla = new SlaMethods(call);
    this.staffing = new StaffingMethods(call);
    this.survey = new SurveyMethods(call);
    this.ticket = new TicketMethods(call);
  }

  batch(params) {
    return this.#call('batch', params);
  }
}
