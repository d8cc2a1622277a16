/** A desk over an SQLite file, and who acts on it. */
import { errorOf, MisuseError } from './errors.js';
import { Methods } from './methods.js';
import { ACTORS, DURABILITY, IS_IMPORT, load, sized } from './native.js';
import { asJson, flag, instant, milliseconds, named, options, text, whole } from './values.js';

const OPTIONS = {
  tenant: 0, is_read_only: false, must_exist: false, durability: 'full', busy_timeout_ms: 0,
  chain_keys: [], zones: undefined, clock: () => new Date(), library: undefined,
};
const CALLER_OPTIONS = { at: undefined, traceparent: undefined, is_import: false };

/** Who acts, with all methods of the desk. index.d.ts says what each function is for. */
class Caller extends Methods {
  #answer;

  constructor(answer) {
    super((method, params) => this.call(method, params));
    this.#answer = answer;
  }

  async call(method, params = {}) {
    const request = asJson({ jsonrpc: '2.0', id: 1, method, params });
    const reply = JSON.parse(await this.#answer(request));
    if (reply.error) throw errorOf(reply.error);
    return reply.result;
  }

  async send(request) {
    if (typeof request !== 'string') throw new TypeError('a request is text');
    return this.#answer(request);
  }
}

/** Who forgot to close is told, and the file is given back; calls that run keep their desk. */
const letGo = new FinalizationRegistry(({ library, core }) => {
  process.emitWarning('a desk was let go that nobody closed', { type: 'SupportcoreWarning' });
  library.close(core);
});

export class Desk {
  #library;
  #core;
  #clock;
  #last = Promise.resolve(); // the turn of the call that was made last
  #closed = null;

  /** For open(). */
  constructor(library, core, clock) {
    this.#library = library;
    this.#core = core;
    this.#clock = clock;
    letGo.register(this, { library, core }, this);
  }

  static async open(path = ':memory:', given = {}) {
    const wanted = options(given, OPTIONS);
    if (typeof wanted.clock !== 'function') throw new TypeError('the clock is a function');
    if (!Array.isArray(wanted.chain_keys)) throw new TypeError('chain_keys is a list');
    const library = load(wanted.library);
    const store = await openStore(library, path, wanted);
    try {
      return new Desk(library, await openCore(library, store, wanted), wanted.clock);
    } finally {
      await library.storeClose(store); // the core keeps it until it is closed
    }
  }

  agent(id, given) {
    return this.caller('agent', id, given);
  }

  bot(id, given) {
    return this.caller('bot', id, given);
  }

  customer(id, given) {
    return this.caller('customer', id, given);
  }

  system(given) {
    return this.caller('system', 0, given);
  }

  integration(id = 0, given = {}) {
    return this.caller('integration', id, given);
  }

  caller(kind, id, given = {}) {
    const { at, traceparent, is_import } = options(given, CALLER_OPTIONS);
    const caller = sized('caller', {
      actor_kind: named('an actor', ACTORS, kind),
      actor_id: whole('the id of who acts', id),
      now_ms: 0,
      at_ms: at === undefined ? 0 : told(at),
      traceparent: traceparent === undefined ? null : text('traceparent', traceparent),
      flags: flag('is_import', is_import) ? IS_IMPORT : 0,
      reserved: 0,
    });
    return new Caller((request) => this.#answer(caller, request));
  }

  async backup(path) {
    return this.#do((core) => this.#library.backup(core, text('the path', path), null, null));
  }

  async maintain() {
    return this.#do((core) => this.#library.maintain(core));
  }

  async purge() {
    return this.#do((core) => this.#library.purge(core));
  }

  close() {
    letGo.unregister(this);
    this.#closed ??= this.#last.then(() => this.#library.close(this.#core));
    return this.#closed;
  }

  [Symbol.asyncDispose]() {
    return this.close();
  }

  get version() {
    return this.#library.version();
  }

  /** A handle serves one thread at a time: each call waits for those that were made before. */
  #turn(work) {
    if (this.#closed) {
      throw new MisuseError('the desk is closed', { code: 'MISUSE', hint: 'open it again' });
    }
    const turn = this.#last.then(() => work(this.#core));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #do(work) {
    return this.#turn(async (core) => {
      if (await work(core)) throw this.#library.lastErrorOf(core);
    });
  }

  async #answer(caller, request) {
    const now_ms = instant(this.#clock()).getTime();
    const bytes = Buffer.byteLength(request);
    return this.#turn(async (core) => {
      const reply = [null];
      const length = [0];
      await this.#library.call(core, { ...caller, now_ms }, request, bytes, reply, length);
      if (!reply[0]) throw this.#library.lastErrorOf(core);
      return this.#library.take(reply[0], length[0]);
    });
  }
}

/** When it happened; the library's 0 means now. */
function told(at) {
  const ms = instant(at).getTime();
  if (ms === 0) throw new RangeError('1970 itself cannot be said: say a millisecond later');
  return ms;
}

function octets(bytes) {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("a key's bytes are a Uint8Array");
  return Buffer.from(bytes);
}

async function openStore(library, path, wanted) {
  const store = [null];
  const error = sized('error');
  library.check(await library.sqliteOpen(sized('sqlite_options', {
    durability: named('durability', DURABILITY, wanted.durability),
    path: text('the path', path),
    busy_timeout_ms: milliseconds('busy_timeout_ms', wanted.busy_timeout_ms),
    is_read_only: flag('is_read_only', wanted.is_read_only),
    must_exist: flag('must_exist', wanted.must_exist),
  }), store, error), error);
  return store[0];
}

async function openCore(library, store, wanted) {
  const core = [null];
  const error = sized('error');
  const keys = wanted.chain_keys.map(({ id, bytes }) => ({
    id: text("a key's id", id), bytes: octets(bytes), size_bytes: bytes.length,
  }));
  library.check(await library.open(sized('options', {
    store,
    tenant: whole('the tenant', wanted.tenant),
    chain_keys: keys,
    chain_key_count: keys.length,
    zones: wanted.zones === undefined ? null
      : sized('zones', { directory: text('zones', wanted.zones) }),
  }), core, error), error);
  keys.length = 0; // koffi copies text but not buffers: until here they had to be held
  return core[0];
}
