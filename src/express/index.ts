/*
 * The cookies of Express: those that it signs itself (cookie-signature), and the session of cookie-session (keygrip).
 */
export { CookieSession, type CookieSessionOptions, type Cookies } from './cookie-session.js';
export { sign, unsign } from './cookie-signature.js';
export { Keygrip, type KeygripEncoding } from './keygrip.js';
export type { Keys } from './keys.js';
