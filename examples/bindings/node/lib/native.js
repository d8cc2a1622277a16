/** The shared library, through koffi. */
import { promisify } from 'node:util';

import koffi from 'koffi';

import { errorOf } from './errors.js';

export const ACTORS = { agent: 1, bot: 2, customer: 3, system: 4, integration: 5 };
export const IS_IMPORT = 1;
export const DURABILITY = { full: 0, normal: 1 };
const OK = 0;

const { array, inout, out, pointer, struct } = koffi;
const HANDLE = pointer('void');
const TEXT = 'str';

export const STRUCTS = {
  error: struct({
    size: 'uint32_t', code: 'int32_t', message_id: 'int32_t', backend_code: 'int32_t',
    text: array('char', 256, 'String'), hint: array('char', 192, 'String'),
    field: array('char', 128, 'String'),
  }),
  caller: struct({
    size: 'uint32_t', actor_kind: 'int32_t', actor_id: 'int64_t', now_ms: 'int64_t',
    at_ms: 'int64_t', traceparent: TEXT, flags: 'uint32_t', reserved: 'uint32_t',
  }),
  sqlite_options: struct({
    size: 'uint32_t', durability: 'int32_t', path: TEXT, busy_timeout_ms: 'int32_t',
    is_read_only: 'uint32_t', must_exist: 'uint32_t', page_bytes: 'uint32_t', allocator: HANDLE,
  }),
  chain_key: struct({ id: TEXT, bytes: pointer('uint8_t'), size_bytes: 'size_t' }),
  zones: struct({
    size: 'uint32_t', reserved: 'uint32_t', directory: TEXT, read: HANDLE, read_user: HANDLE,
  }),
};
STRUCTS.options = struct({
  size: 'uint32_t', reserved: 'uint32_t', store: HANDLE, tenant: 'int64_t', allocator: HANDLE,
  log: HANDLE, log_user: HANDLE, random: HANDLE, random_user: HANDLE,
  chain_keys: pointer(STRUCTS.chain_key), chain_key_count: 'uint32_t', reserved2: 'uint32_t',
  zones: pointer(STRUCTS.zones),
});

/** A struct that says how long it is, as the library wants it. */
export function sized(name, members = {}) {
  return { size: koffi.sizeof(STRUCTS[name]), ...members };
}

const loaded = new Map();

/** The library at a path, at SUPPORTCORE_LIBRARY, or where the system looks for libraries. */
export function load(path) {
  const found = path ?? process.env.SUPPORTCORE_LIBRARY ?? 'libsupportcore.so.0.1';
  if (!loaded.has(found)) loaded.set(found, new Library(found));
  return loaded.get(found);
}

function opened(path) {
  try {
    return koffi.load(path);
  } catch (cause) {
    throw new Error(`${path} cannot be loaded; SUPPORTCORE_LIBRARY says where it is`, { cause });
  }
}

/** The functions of the library. Those that may take long answer promises and run on a thread. */
class Library {
  constructor(path) {
    const library = opened(path);
    const error = inout(pointer(STRUCTS.error));
    const caller = pointer(STRUCTS.caller);
    const sync = (name, result, ...types) => library.func(name, result, types);
    const async = (...signature) => promisify(sync(...signature).async);

    this.sqliteOpen = async('sup_sqlite_open', 'int32_t', pointer(STRUCTS.sqlite_options),
      out(pointer(HANDLE)), error);
    this.open = async('sup_open', 'int32_t', pointer(STRUCTS.options), out(pointer(HANDLE)), error);
    this.storeClose = async('sup_store_close', 'void', HANDLE);
    this.close = async('sup_close', 'void', HANDLE);
    this.call = async('sup_call', 'int32_t', HANDLE, caller, TEXT, 'size_t',
      out(pointer(HANDLE)), out(pointer('size_t')));
    this.backup = async('sup_backup', 'int32_t', HANDLE, TEXT, HANDLE, HANDLE);
    this.maintain = async('sup_maintain', 'int32_t', HANDLE);
    this.purge = async('sup_purge', 'int32_t', HANDLE);
    this.free = sync('sup_free', 'void', HANDLE);
    this.version = sync('sup_version', TEXT);
    this.lastError = sync('sup_last_error', HANDLE, HANDLE);
    this.codeName = sync('sup_code_name', TEXT, 'int32_t');
    this.messageName = sync('sup_message_name', TEXT, 'int32_t');
    this.isRetryable = sync('sup_error_is_retryable', 'int32_t', pointer(STRUCTS.error));
  }

  /** Text that the library gave away: read, and released. */
  take(text, length) {
    try {
      return koffi.decode.string(text, length);
    } finally {
      this.free(text);
    }
  }

  /** Throws what the library wrote into an error, unless the code says that all is well. */
  check(code, error) {
    if (code !== OK) throw this.#errorOf(error);
  }

  /** The error of the last call of a handle. */
  lastErrorOf(core) {
    return this.#errorOf(koffi.decode(this.lastError(core), STRUCTS.error));
  }

  #errorOf(error) {
    const { code, message_id, text, hint, field } = error;
    const message_name = this.messageName(message_id);
    const retryable = this.isRetryable(error) === 1;
    return errorOf({
      message: text,
      data: { code: this.codeName(code), field, hint, message_id, message_name, retryable },
    });
  }
}
