/**
 * The bigint of an integer literal.
 *
 * @throws RangeError where the host has no bigint: a number would lose digits
 */
export function toBigInt(literal: string): bigint {
  if (typeof BigInt !== 'function') throw new RangeError(`${literal} needs BigInt, which this host does not have`);
  return BigInt(literal);
}
