/// <reference lib="esnext.disposable" />
/** libsupportcore for Node: a support desk in one SQLite file. */
import { Methods } from './methods.js';
import type { Id } from './types.js';

export type * from './methods.js';
export type * from './types.js';

/** How a desk is opened; what is left out has the stated default. */
export interface DeskOptions {
  /** Whose desk in the file; a shop with one desk leaves 0. */
  tenant?: Id;
  /** Nothing is written. */
  is_read_only?: boolean;
  /** A file that is not there is an error; else it is made. */
  must_exist?: boolean;
  /** full (default) survives power loss, normal a crash of the process. */
  durability?: 'full' | 'normal';
  /** How long to wait for another writer; 5000 if not stated. */
  busy_timeout_ms?: number;
  /** Keys of the event chain, the one in use first. */
  chain_keys?: ReadonlyArray<{ id: string; bytes: Uint8Array }>;
  /** Folder of the time zones; /usr/share/zoneinfo if not stated. */
  zones?: string;
  /** What time it is when a call is made; tests pass their own. */
  clock?: () => Date;
  /** Where libsupportcore.so is; SUPPORTCORE_LIBRARY says it too. */
  library?: string;
}

export interface CallerOptions {
  /** When it happened, for late mail and imports; now if not stated. */
  at?: Date;
  /** A W3C trace context, copied into the events. */
  traceparent?: string;
  /** History that another system decided; system and integration only. */
  is_import?: boolean;
}

/**
 * Who acts, with all methods of the desk: caller.ticket.reply({ ticket_id, body }).
 *
 * Made by desk.agent(3) and its like. It holds no resource: make one a request, or keep it.
 * Methods reject with a SupportcoreError; with a TypeError or RangeError where JSON cannot hold
 * what was given.
 */
export interface Caller extends Methods {
  /** Call a method by its name, such as 'ticket.open', where the name is not known before. */
  call(method: string, params?: object): Promise<any>;
  /**
   * Answer a JSON-RPC request as it came, errors too: for a bridge to another program. Who asks is
   * this caller, whatever the request says. A notification is answered with empty text. Rejects
   * only where there is no reply: OutOfMemoryError, MisuseError.
   */
  send(request: string): Promise<string>;
}

/**
 * A desk over an SQLite file. Close it, or declare it with `await using`; one that is let go is
 * closed with a warning, whenever it is collected.
 *
 * Calls run on a thread of Node's pool, one after the other in the order in which they were made,
 * so the event loop goes on meanwhile. For calls side by side open the file several times.
 */
export class Desk {
  private constructor();

  /** Open a file, making it unless it must exist; ':memory:' if not stated. */
  static open(path?: string, options?: DeskOptions): Promise<Desk>;

  /** Acts as an agent. */
  agent(id: Id, options?: CallerOptions): Caller;
  /** Acts as a bot. */
  bot(id: Id, options?: CallerOptions): Caller;
  /** Acts as a customer, who sees only what is theirs. */
  customer(id: Id, options?: CallerOptions): Caller;
  /** Acts as the program itself, which may do everything. */
  system(options?: CallerOptions): Caller;
  /** Acts as a connector of the program's. */
  integration(id?: Id, options?: CallerOptions): Caller;
  /** Acts as whom a text says. */
  caller(kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration', id: Id,
    options?: CallerOptions): Caller;

  /** Copy the whole file, all tenants, to a new one while others go on working. */
  backup(path: string): Promise<void>;
  /** Housekeeping; call it when the shop is quiet. */
  maintain(): Promise<void>;
  /** Rewrite the file so that nothing that was erased is left in it. */
  purge(): Promise<void>;

  /** Close the desk after the calls that were made; a second time does nothing. */
  close(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;

  /** The version of the library. */
  readonly version: string;
}

/** A call that did not succeed; nothing was changed, but that a refusal is recorded. */
export class SupportcoreError extends Error {
  constructor(message: string, details?: Partial<SupportcoreError>);
  /** The library's name for it, such as REFUSED. */
  readonly code: string;
  /** A JSON pointer to what is to blame, such as /params/ticket_id; empty when nothing is. */
  readonly field: string;
  /** What to do about it. */
  readonly hint: string;
  /** The same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** The same in every version; docs/errors.md lists them. */
  readonly message_id: number;
  readonly message_name: string;
}

/** An argument is wrong: mend the call. */
export class InvalidError extends SupportcoreError {}
/** There is no such thing in this tenant. */
export class NotFoundError extends SupportcoreError {}
/** A thing with that key is already there. */
export class ExistsError extends SupportcoreError {}
/** Somebody was faster, or a key was used twice: read again, then retry. */
export class ConflictError extends SupportcoreError {}
/** A rule forbids it; the desk has recorded that. */
export class RefusedError extends SupportcoreError {}
/** A limit is passed; the hint names it. */
export class LimitError extends SupportcoreError {}
/** Another writer holds the database: make the call again. */
export class BusyError extends SupportcoreError {}
/** The database could not be read or written. */
export class StoreError extends SupportcoreError {}
/** The stored data contradicts itself. */
export class CorruptError extends SupportcoreError {}
/** There was no memory for it. */
export class OutOfMemoryError extends SupportcoreError {}
/** The call is not allowed in this state: a mistake in the program. */
export class MisuseError extends SupportcoreError {}
/** This version of the library or of the database cannot do that. */
export class UnsupportedError extends SupportcoreError {}
