import { ownProperties, toOptions } from '../arguments.js';
import { compactJSON } from '../compact-json.js';
import { dumpData, loadData } from '../data-serializer.js';
import { BadData, BadPayload, BadSignature } from '../errors.js';
import { type StandardSchemaV1, toSchema, validate } from '../schema.js';
import type { LoadResult } from '../serializer.js';
import { toSize } from '../serializer-options.js';
import { decodeStandardBase64, encodeStandardBase64 } from '../standard-base64.js';
import { quote } from '../text.js';
import { Keygrip } from './keygrip.js';
import type { Keys } from './keys.js';

export interface CookieSessionOptions<T = unknown> {
  /** One key, or several from newest to oldest, or a {@link Keygrip}: cookie-session's `keys`, or its `secret`. */
  keys: Keys | Keygrip;
  /** The name of the cookie; that of its signature has `.sig` behind. Default `session`. */
  name?: string | undefined;
  /** What a session is checked against after its signature; what it makes of it is what is loaded. */
  schema?: StandardSchemaV1<unknown, T> | undefined;
  /** Bytes that the name and the value of the cookie may have together, both ways. Default 4096, what a browser keeps. */
  maxTokenSize?: number | undefined;
}

/** Values of cookies by their names. */
export type Cookies = { readonly [name: string]: string | undefined };

/** The token of RFC 2616, which RFC 6265 §4.1.1 wants of a name. */
const COOKIE_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * The two cookies of the package cookie-session: the session as JSON in base64, and its signature. There is no time in
 * them, so they are good for as long as the key is.
 *
 * ```ts
 * const sessions = new CookieSession({ keys: ['new key', 'old key'] });
 * const cookies = sessions.dumps({ user: 'ada' }); // { session: 'eyJ1c2VyIjoiYWRhIn0=', 'session.sig': '…' }
 * sessions.loads(cookies); // { user: 'ada' }
 * ```
 */
export class CookieSession<T = unknown> {
  readonly name: string;
  readonly maxTokenSize: number;
  readonly schema: StandardSchemaV1<unknown, T> | undefined;
  readonly #keygrip: Keygrip;

  /**
   * @throws TypeError for an option of the wrong type, or a name that no cookie has
   * @throws RangeError for no key, an empty key, or a size that is no whole number
   */
  constructor(options: CookieSessionOptions<T>) {
    const { keys, name, schema, maxTokenSize } = toOptions(options);
    this.#keygrip = keys instanceof Keygrip ? keys : new Keygrip(keys);
    this.name = name ?? 'session';
    if (typeof this.name !== 'string' || !COOKIE_NAME.test(this.name))
      throw new TypeError('name must be the name of a cookie');
    this.schema = toSchema(schema);
    this.maxTokenSize = toSize(maxTokenSize ?? 4096, 'maxTokenSize');
  }

  /**
   * The cookies of a session, by their names: two headers `Set-Cookie`, both as they stand, without URL encoding.
   *
   * @throws TypeError if JSON cannot carry the session
   * @throws RangeError if the cookie would have more than `maxTokenSize` bytes
   */
  dumps(session: T): { [name: string]: string } {
    const value = encodeStandardBase64(dumpData(compactJSON, session));
    const size = this.name.length + value.length;
    if (size > this.maxTokenSize) {
      throw new RangeError(`The cookie has ${size} bytes, more than the maxTokenSize of ${this.maxTokenSize}`);
    }
    return { [this.name]: value, [`${this.name}.sig`]: this.#keygrip.sign(`${this.name}=${value}`) };
  }

  /**
   * The session in a request's cookies.
   *
   * @param cookies by their names; others than the two are not looked at
   * @throws BadSignature if one of the two is missing, or the signature is none of the keys'
   * @throws BadPayload if the signature is good, but what was signed cannot be read
   */
  loads(cookies: Cookies): T {
    const result = this.tryLoads(cookies);
    if (result.ok) return result.payload;
    throw result.error;
  }

  /** As {@link loads}, but answers with the error instead of throwing it. */
  tryLoads(cookies: Cookies): LoadResult<T> {
    // Its own alone, whatever it is: a pair that somebody put into every object would log everybody in.
    const byName: Record<string, unknown> = ownProperties(Object(cookies));
    const value = byName[this.name];
    const signature = byName[`${this.name}.sig`];
    if (typeof value !== 'string') return refuse(`No cookie ${quote(this.name)} found`);
    if (this.name.length + value.length > this.maxTokenSize) {
      return refuse(`Cookie has more than the maxTokenSize of ${this.maxTokenSize} bytes`);
    }
    if (typeof signature !== 'string') return refuse(`No cookie ${quote(`${this.name}.sig`)} found`, value);
    const key = this.#keygrip.index(`${this.name}=${value}`, signature);
    if (key < 0) return refuse(`Signature ${quote(signature)} does not match`, value);
    try {
      return { ok: true, payload: this.#read(value), needsResign: key > 0 };
    } catch (error) {
      if (error instanceof BadData) return { ok: false, error };
      throw error;
    }
  }

  #read(value: string): T {
    const data = decodeStandardBase64(value);
    if (data === undefined) {
      const message = 'Could not base64 decode the payload because of an exception';
      throw new BadPayload(message, new BadData('Invalid base64-encoded data'));
    }
    const payload = loadData(compactJSON, data);
    return this.schema === undefined ? (payload as T) : validate(this.schema, payload);
  }
}

function refuse(message: string, value?: string): LoadResult<never> {
  return { ok: false, error: new BadSignature(message, value) };
}
