import { compactJSON } from './compact-json.js';
import type { BinarySerializer, TextSerializer } from './data-serializer.js';
import { Serializer } from './serializer.js';
import { TimedSerializer } from './timed-serializer.js';
import { decodePayload, encodePayload } from './url-safe-payload.js';

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

  /** @throws RangeError also for more than `maxPayloadSize` bytes */
  override dumpPayload(value: T): Uint8Array {
    return encodePayload(super.dumpPayload(value), this.maxPayloadSize);
  }

  override loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    return super.loadPayload(decodePayload(payload, this.maxPayloadSize), serializer);
  }
}
