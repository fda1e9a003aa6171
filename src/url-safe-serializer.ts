import { compactJSON } from './compact-json.js';
import type { BinarySerializer, TextSerializer } from './data-serializer.js';
import type { SecretKey } from './secret-key.js';
import { type PayloadForm, Serializer } from './serializer.js';
import type { SerializerOptions } from './serializer-options.js';
import { TimedSerializer, type TimedSerializerOptions } from './timed-serializer.js';
import { decodePayload, encodePayload, putTextPayload, takeTextPayload } from './url-safe-payload.js';

/**
 * A {@link Serializer} whose tokens are made of base64url characters and the separator alone, so that they fit into URLs
 * and cookies. The payload is compact JSON, compressed where that makes it shorter.
 *
 * ```ts
 * const serializer = new URLSafeSerializer('secret key');
 * serializer.dumps({ id: 5 }); // 'eyJpZCI6NX0.…'
 * ```
 */
export class URLSafeSerializer<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends Serializer<T, Format> {
  static override readonly defaultSerializer: TextSerializer | BinarySerializer = compactJSON;

  constructor(secretKey: SecretKey, options: SerializerOptions<T, Format> = {}) {
    super(secretKey, options);
    Serializer.passBy(this, payloadForm(URLSafeSerializer.prototype));
  }

  /** @throws RangeError also for more than `maxPayloadSize` bytes */
  override dumpPayload(value: T): Uint8Array {
    return encodePayload(super.dumpPayload(value), this.maxPayloadSize);
  }

  override loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    return super.loadPayload(decodePayload(payload, this.maxPayloadSize), serializer);
  }
}

/** A {@link URLSafeSerializer} with timestamps: what most links in mails and most sessions want. */
export class URLSafeTimedSerializer<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends TimedSerializer<T, Format> {
  static override readonly defaultSerializer: TextSerializer | BinarySerializer = compactJSON;

  constructor(secretKey: SecretKey, options: TimedSerializerOptions<T, Format> = {}) {
    super(secretKey, options);
    TimedSerializer.passBy(this, payloadForm(URLSafeTimedSerializer.prototype));
  }

  /** @throws RangeError also for more than `maxPayloadSize` bytes */
  override dumpPayload(value: T): Uint8Array {
    return encodePayload(super.dumpPayload(value), this.maxPayloadSize);
  }

  override loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    return super.loadPayload(decodePayload(payload, this.maxPayloadSize), serializer);
  }
}

function payloadForm({ dumpPayload, loadPayload }: Pick<PayloadForm, 'dumpPayload' | 'loadPayload'>): PayloadForm {
  return { dumpPayload, loadPayload, encode: encodePayload, putText: putTextPayload, takeText: takeTextPayload };
}
