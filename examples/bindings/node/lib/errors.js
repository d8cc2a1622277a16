/** What a call rejects with. Each code of the library is a class, below SupportcoreError. */

export class SupportcoreError extends Error {
  constructor(message, details = {}) {
    super(message);
    this.code = details.code ?? 'UNKNOWN';
    this.field = details.field ?? '';
    this.hint = details.hint ?? '';
    this.retryable = details.retryable ?? false;
    this.message_id = details.message_id ?? 0;
    this.message_name = details.message_name ?? '';
  }
}

export class InvalidError extends SupportcoreError {}
export class NotFoundError extends SupportcoreError {}
export class ExistsError extends SupportcoreError {}
export class ConflictError extends SupportcoreError {}
export class RefusedError extends SupportcoreError {}
export class LimitError extends SupportcoreError {}
export class BusyError extends SupportcoreError {}
export class StoreError extends SupportcoreError {}
export class CorruptError extends SupportcoreError {}
export class OutOfMemoryError extends SupportcoreError {}
export class MisuseError extends SupportcoreError {}
export class UnsupportedError extends SupportcoreError {}

const CLASSES = {
  INVALID: InvalidError,
  NOT_FOUND: NotFoundError,
  EXISTS: ExistsError,
  CONFLICT: ConflictError,
  REFUSED: RefusedError,
  LIMIT: LimitError,
  BUSY: BusyError,
  IO: StoreError,
  CORRUPT: CorruptError,
  NOMEM: OutOfMemoryError,
  MISUSE: MisuseError,
  UNSUPPORTED: UnsupportedError,
};

for (const kind of [SupportcoreError, ...Object.values(CLASSES)]) {
  Object.defineProperty(kind.prototype, 'name', { value: kind.name, configurable: true });
}

/** The error for the error object of a reply. */
export function errorOf({ message = '', data = {} }) {
  return new (CLASSES[data.code] ?? SupportcoreError)(message, data);
}
