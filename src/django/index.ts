/*
 * The tokens and cookies of Django 3.2 and newer: `django.core.signing`, signed cookies, the signed-cookie sessions.
 */
export { CookieSigner, type CookieSignerOptions } from './cookie-signer.js';
export { type DumpsOptions, dumps, type LoadsOptions, loads } from './dumps-loads.js';
export type { SignerOptions } from './options.js';
export { SessionSerializer, type SessionSerializerOptions } from './session-serializer.js';
export type { SignObjectOptions, UnsignObjectOptions } from './signed-object.js';
export { Signer } from './signer.js';
export { TimestampSigner, type TimestampSignerOptions } from './timestamp-signer.js';
