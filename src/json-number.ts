/** Writes a number as one format spells it. */
export type NumberWriter = (value: number) => string;

/** JavaScript's spelling, as in `JSON.stringify`: `1e+21`, `0.000001`, and `0` for -0. */
export const javaScriptNumber: NumberWriter = (value) => `${value}`;

/** Python's spelling: a safe integer is an `int`, any other number (-0 too) is a `float`. */
export const pythonNumber: NumberWriter = (value) =>
  Number.isSafeInteger(value) && !Object.is(value, -0) ? `${value}` : floatRepr(value);

/**
 * Python's `repr(float)`. Its digits are JavaScript's, the shortest that read back as the same double; but a whole number
 * ends in `.0`, and below 1e-4 and from 1e16 on there is an exponent, of at least two digits.
 */
function floatRepr(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1e16 || (magnitude < 1e-4 && magnitude > 0)) {
    return value.toExponential().replace(/[+-](?=\d$)/, '$&0');
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

/** Python converts no integer of more digits from or to text (`sys.int_info.default_max_str_digits`). */
export const MAX_INTEGER_DIGITS = 4300;

/** Whether an integer literal has more than {@link MAX_INTEGER_DIGITS} digits. */
export function hasTooManyDigits(integer: string): boolean {
  return integer.length - (integer.startsWith('-') ? 1 : 0) > MAX_INTEGER_DIGITS;
}
