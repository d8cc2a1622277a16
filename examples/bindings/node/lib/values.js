/** Values on their way into a request. */

/** The request as JSON: dates as RFC 3339, bigints as text; what is undefined is left out. */
export function asJson(request) {
  return JSON.stringify(request, function replace(name, value) {
    const given = this[name]; // before its toJSON()
    if (given instanceof Date) return instant(given).toISOString();
    if (typeof value === 'bigint') return String(value);
    if (typeof value === 'number') return exact(name, value);
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new TypeError(`${name} is a ${typeof value}`);
    }
    return value;
  });
}

/** JSON has no number for these, or another one: what was meant would be lost without a word. */
function exact(name, value) {
  if (!Number.isFinite(value)) throw new TypeError(`${name} is ${value}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError(`${name} is larger than numbers are exact: give text or a bigint`);
  }
  return value;
}

/** A Date that holds a time. */
export function instant(moment) {
  if (!(moment instanceof Date) || Number.isNaN(moment.getTime())) {
    throw new TypeError('a time is a valid Date');
  }
  return moment;
}

/** The options that are given, all of them known: a misspelt one would be left out silently. */
export function options(given, defaults) {
  if (typeof given !== 'object' || given === null) throw new TypeError('options are an object');
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(defaults, name)) {
      throw new TypeError(`there is no option ${name}: ${Object.keys(defaults).join(', ')}`);
    }
  }
  return { ...defaults, ...given };
}

/** The value of a name. */
export function named(what, values, name) {
  if (!Object.hasOwn(values, name)) {
    throw new TypeError(`${what} is ${name}: it can be ${Object.keys(values).join(', ')}`);
  }
  return values[name];
}

/** Text for C, where it ends at a NUL. */
export function text(what, value) {
  if (typeof value !== 'string') throw new TypeError(`${what} is text, not ${typeof value}`);
  if (value.includes('\0')) throw new TypeError(`${what} has a NUL character in it`);
  return value;
}

/** An id or a tenant: past 64 bits it would become another one. */
export function whole(what, value) {
  const isNumber = typeof value === 'bigint' || Number.isSafeInteger(value);
  const isDigits = typeof value === 'string' && /^[0-9]{1,19}$/.test(value);
  if (!isNumber && !isDigits) throw new TypeError(`${what} is a whole number, or its digits`);
  const number = BigInt(value);
  if (number < 0n || number >= 2n ** 63n) throw new RangeError(`${what} is not from 0 to 2^63 - 1`);
  return number;
}

/** A number of milliseconds that the library takes. */
export function milliseconds(what, value) {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 31) {
    throw new RangeError(`${what} is a whole number of milliseconds below 2^31`);
  }
  return value;
}

/** Yes or no, as the library has it. */
export function flag(what, value) {
  if (typeof value !== 'boolean') throw new TypeError(`${what} is true or false`);
  return Number(value);
}
