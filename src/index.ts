export { HMACAlgorithm, NoneAlgorithm, SigningAlgorithm } from './algorithm.js';
export { compactJSON } from './compact-json.js';
export { context } from './context.js';
export type { BinarySerializer, TextSerializer } from './data-serializer.js';
export type { Digest, DigestName } from './digest.js';
export { base64Decode, base64Encode, bytesToInt, intToBytes, wantBytes } from './encoding.js';
export { BadData, BadHeader, BadPayload, BadSignature, BadTimeSignature, SignatureExpired } from './errors.js';
export type { KeyDerivation } from './key-derivation.js';
export { createPythonJSON, type PythonJSONOptions, pythonJSON } from './python-json.js';
export type { StandardSchemaV1 } from './schema.js';
export { generateSecretKey, type SecretKey } from './secret-key.js';
export { type LoadFailure, type LoadResult, type LoadSuccess, Serializer } from './serializer.js';
export type {
  DumpOptions,
  FallbackSigner,
  LoadOptions,
  SerializerOptions,
  SignerClass,
} from './serializer-options.js';
export { Signer, type SignerOptions, type UnsignFailure, type UnsignResult, type UnsignSuccess } from './signer.js';
export type { ByteStream, TokenSource } from './source.js';
export type { BytesLike } from './text.js';
export {
  type TimedLoadOptions,
  type TimedLoadResult,
  TimedSerializer,
  type TimedSerializerOptions,
  type TimestampSignerClass,
} from './timed-serializer.js';
export {
  TimestampSigner,
  type TimestampSignerOptions,
  type TimestampUnsignResult,
  type TimestampUnsignSuccess,
  type UnsignOptions,
} from './timestamp-signer.js';
export { URLSafeSerializer, URLSafeTimedSerializer } from './url-safe-serializer.js';
