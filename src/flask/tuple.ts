/** A Python tuple: an array that cannot be changed. */
export type Tuple<Items extends readonly unknown[] = readonly unknown[]> = Readonly<Items> & {
  readonly [Symbol.toStringTag]: 'Tuple';
};

export interface TupleConstructor {
  /**
   * @param items what the tuple holds; copied
   * @throws TypeError if it is no array
   */
  new <const Items extends readonly unknown[]>(items: Items): Tuple<Items>;
  readonly prototype: Tuple;
}

// Not every host has symbols, and one without them asks for neither.
const SPECIES = typeof Symbol === 'function' ? Symbol.species : '@@species';
const TO_STRING_TAG = typeof Symbol === 'function' ? Symbol.toStringTag : '@@toStringTag';

/**
 * A Python tuple: an array that cannot be changed, which Flask's sessions tell from a list. Its methods (`map`, `slice`, …)
 * give plain arrays.
 *
 * ```ts
 * const [category, message] = new Tuple(['error', 'No such page']);
 * ```
 */
export const Tuple: TupleConstructor = class Tuple extends Array<unknown> {
  static get [SPECIES](): ArrayConstructor {
    return Array;
  }

  constructor(items: readonly unknown[]) {
    if (!Array.isArray(items)) throw new TypeError('items must be an array');
    // Not by super(...items): a single number would be taken for a length, and an engine's stack holds only so many.
    super();
    for (const item of items) super.push(item);
    Object.freeze(this);
  }

  get [TO_STRING_TAG](): 'Tuple' {
    return 'Tuple';
  }
} as unknown as TupleConstructor;
