/*
 * What a programmer passes, or a hook of theirs answers, looked at before it is used.
 */

/** @throws TypeError if `answer` is a promise: everything here is synchronous, and a promise is no refusal */
export function refusePromise(answer: unknown, who: string): void {
  const { then } = (answer ?? {}) as Partial<Promise<unknown>>;
  if (typeof then !== 'function') return;
  // Nobody waits for it, so its failure must not end the process.
  then.call(answer, undefined, () => undefined);
  throw new TypeError(`${who} must be synchronous, but gave a promise`);
}

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
