/*
 * What a programmer passes, looked at before it is used.
 */

/** @throws TypeError if it is no object */
export function toOptions<Options>(options: Options, name = 'options'): Options {
  if (typeof options !== 'object' || options === null) throw new TypeError(`${name} must be an object`);
  return options;
}

/** @throws TypeError if it is no array */
export function toArray<Item>(items: readonly Item[], name: string): readonly Item[] {
  if (!Array.isArray(items)) throw new TypeError(`${name} must be an array`);
  return items;
}
