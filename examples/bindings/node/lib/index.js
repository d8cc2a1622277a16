/**
 * libsupportcore for Node: a support desk in one SQLite file.
 *
 *     import { Desk } from 'supportcore';
 *
 *     const desk = await Desk.open('desk.db');
 *     const shop = desk.system();
 *     const { ticket_id } = await shop.ticket.open({ subject: 'Where is my order?' });
 *     await shop.ticket.reply({ ticket_id, body: 'It is on its way.' });
 *     await desk.close();
 */
export { Desk } from './desk.js';
export {
  BusyError, ConflictError, CorruptError, ExistsError, InvalidError, LimitError, MisuseError,
  NotFoundError, OutOfMemoryError, RefusedError, StoreError, SupportcoreError, UnsupportedError,
} from './errors.js';
