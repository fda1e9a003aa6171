import { ownProperties } from './arguments.js';
import type { BadData } from './errors.js';

/**
 * Why a token is refused, as the try… forms answer it. The error is made when somebody asks for it: it records the
 * stack, which takes ten times as long as finding out that a token is forged.
 */
export class Refusal<Failure extends BadData = BadData> {
  readonly ok = false;
  declare readonly error: Failure;
  #error: Failure | (() => Failure);

  /** @param error or what makes it, once at most, of nothing that its caller may change */
  constructor(error: Failure | (() => Failure)) {
    this.#error = error;
    // The object's own, as { ok: false, error } has it, so that it can be spread, compared and written as JSON.
    Object.defineProperty(this, 'error', Refusal.#property);
  }

  static readonly #property: PropertyDescriptor = ownProperties<PropertyDescriptor & ThisType<Refusal>>({
    enumerable: true,
    configurable: true,
    get() {
      if (typeof this.#error === 'function') this.#error = this.#error();
      return this.#error;
    },
  });
}

/** The token is good, but its time is over or has not come: no other signer is asked. */
export class Expiry<Failure extends BadData = BadData> extends Refusal<Failure> {}
