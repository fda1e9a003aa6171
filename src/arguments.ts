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

/**
 * The options themselves, or a copy without a prototype where every object has properties that somebody else put there:
 * an `algorithm` that nobody asked for would take every token.
 *
 * @throws TypeError if it is no object
 */
export function toOptions<Options>(options: Options, name = 'options'): Options {
  if (typeof options !== 'object' || options === null) throw new TypeError(`${name} must be an object`);
  return isPolluted() ? ownProperties(options) : options;
}

/** A copy without a prototype. */
export function ownProperties<Options extends object>(options: Options): Options {
  const own = Object.create(null);
  Object.keys(options).forEach((name) => {
    own[name] = options[name as keyof Options];
  });
  return own;
}

function isPolluted(): boolean {
  for (const _ in {}) return true;
  return false;
}

/**
 * A copy, whose holes are `undefined` like any other item that is none.
 *
 * @throws TypeError if it is no array
 */
export function toArray<Item>(items: readonly Item[], name: string): readonly Item[] {
  if (!Array.isArray(items)) throw new TypeError(`${name} must be an array`);
  // By hand: not every host has Array.from, or lets arrays be iterated.
  const copy: Item[] = [];
  for (let i = 0; i < items.length; i++) copy.push(items[i]);
  return copy;
}
