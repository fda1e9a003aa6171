export { SessionCookie, type SessionCookieOptions } from './session-cookie.js';
