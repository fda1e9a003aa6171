/**
 * How values of one type are written and read, Flask's `JSONTag`. A value `v` of the type is written as
 * `{ [key]: toJSON(v) }`.
 *
 * ```ts
 * const decimal: Tag<Decimal> = {
 *   key: ' dec',
 *   check: (value) => value instanceof Decimal,
 *   toJSON: (value) => value.toString(),
 *   fromJSON: (json) => new Decimal(String(json)),
 * };
 * ```
 */
export interface Tag<T = unknown> {
  /** Tells the type. Flask's own keys begin with a space, which few keys of sessions do. */
  readonly key: string;
  /** Whether a value is of the type. Asked for every value, of whatever type. */
  check(value: unknown): value is T;
  /** What JSON has for the value; what an object or array in it holds is tagged in turn, so it may be of any type. */
  toJSON(value: T): unknown;
  /**
   * The value of what `toJSON` gave, in which everything is its own type again. It was signed, but may be anything: throw
   * for what `toJSON` never gives, and the token is a `BadPayload`.
   */
  fromJSON(json: unknown): T;
}
