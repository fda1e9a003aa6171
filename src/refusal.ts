import type { BadData } from './errors.js';

/**
 * Why a token is refused, as the try… forms answer it. The error is made when somebody asks for it, as it records the stack:
 * that takes ten times as long as finding out that a token is forged. And it is an accessor of the class, for a property of the
 * object's own that does so would take half as long again as the rest.
 */
export class Refusal<Failure extends BadData = BadData> {
  readonly ok = false;
  #error: Failure | (() => Failure);

  /** @param error or what makes it, once at most, of nothing that its caller may change */
  constructor(error: Failure | (() => Failure)) {
    this.#error = error;
  }

  get error(): Failure {
    // Whoever shows values to people may ask the prototypes too, which have none.
    if (!(#error in this)) return undefined as never;
    if (typeof this.#error === 'function') this.#error = this.#error();
    return this.#error;
  }

  toJSON(): { ok: false; error: Failure } {
    return { ok: false, error: this.error };
  }
}

/** The token is good, but its time is over or has not come: no other signer is asked. */
export class Expiry<Failure extends BadData = BadData> extends Refusal<Failure> {}
