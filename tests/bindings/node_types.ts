/** What TypeScript takes and what it refuses: it is compiled, never run. */
import { Desk, SupportcoreError } from 'supportcore';
import type { Caller, Receipt, ThingReceipt, Ticket, TicketReceipt } from 'supportcore';

interface Policy {
  supportcore_policy: number;
}

export async function taken(policy: Policy): Promise<void> {
  await using desk = await Desk.open('desk.db', { tenant: 3n, clock: () => new Date() });
  const mara: Caller = desk.agent('3', { at: new Date() });
  const receipt: Receipt = await mara.ticket.reply({ ticket_id: 1, body: 'x', status: undefined });
  const ticket: Ticket = await mara.ticket.get({ ticket_id: receipt.ticket_id ?? '1' });
  const opened_as: TicketReceipt = await mara.ticket.open({ subject: 'x' });
  await mara.ticket.reply({ ticket_id: opened_as.ticket_id, body: 'x' });
  const saved: ThingReceipt = await mara.agent.save({ name: 'x' });
  const as_agent: Caller = desk.agent(saved.id);
  await as_agent.reference.report({ reference: { system: 'shop', kind: 'order', id: '1' } });
  const opened: string = ticket.opened_at;
  const pauses = [{ begin: new Date(), end: opened }];
  const length = await mara.calendar.between({ from: opened, to: new Date(), pauses });
  const added = await mara.calendar.add({ from: new Date(), duration_ms: length.open_ms });
  const at: string = added.at ?? '';
  await desk.system().desk.tick();
  await desk.system().policy.activate({ document: policy });
  await mara.batch({ calls: [{ method: 'ticket.note', params: { ticket_id: '-1', body: at } }] });
  await mara.import.position({ source: 'old' });
  const discovered: unknown = await mara.rpc.discover();
  const sent: string = await mara.send('{}');
  void [sent, discovered, new SupportcoreError('x', { code: 'BUSY' }).retryable];
}

export async function refused(desk: Desk, mara: Caller): Promise<void> {
  // @ts-expect-error: no body
  await mara.ticket.reply({ ticket_id: '1' });
  // @ts-expect-error: misspelt
  await mara.ticket.reply({ ticket_id: '1', body: 'x', statis: 'open' });
  // @ts-expect-error: not one of the names
  await mara.agent.set_availability({ agent_id: 1, availability: 'asleep' });
  // @ts-expect-error: a number is no time
  await mara.calendar.add({ from: 0, duration_ms: 0 });
  // @ts-expect-error: a read is in no batch
  await mara.batch({ calls: [{ method: 'ticket.get', params: { ticket_id: 1 } }] });
  // @ts-expect-error: desks are opened
  new Desk();
  // @ts-expect-error: misspelt
  await Desk.open('desk.db', { readonly: true });
  // @ts-expect-error: an order has no id of the desk's
  desk.agent((await mara.reference.report({ reference: { system: 'x', kind: 'y', id: '1' } })).id);
  // @ts-expect-error: what is answered is text
  const id: number = (await mara.ticket.get({ ticket_id: 1 })).id;
  void [desk, id];
}
