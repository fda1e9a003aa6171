/** `Buffer`, with what the npm package lacks of Node's: base64url, and searches for any Uint8Array. */
import { Buffer } from 'buffer/index.js';

export { Buffer };

const toBase64 = (text) => text.replaceAll('-', '+').replaceAll('_', '/');
const toBase64url = (text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const { from } = Buffer;
Buffer.from = (value, encoding, ...rest) =>
  encoding === 'base64url' ? from(toBase64(value), 'base64') : from(value, encoding, ...rest);

const decode = Buffer.prototype.toString;
Buffer.prototype.toString = function (encoding, ...rest) {
  return encoding === 'base64url'
    ? toBase64url(decode.call(this, 'base64', ...rest))
    : decode.call(this, encoding, ...rest);
};

/** A character for each byte, so that the browser's search in text is one in bytes. */
const windows1252 = new TextDecoder('windows-1252');
const text = (bytes) => windows1252.decode(bytes);

Object.assign(Buffer.prototype, {
  equals(other) {
    return text(this) === text(other);
  },
  includes(part) {
    return text(this).includes(text(part));
  },
  lastIndexOf(part) {
    return text(this).lastIndexOf(text(part));
  },
});

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function isUtf8(bytes) {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
