/** `Buffer`, with what the npm package lacks of Node's: base64url, the standard's replacements in UTF-8, searches for any Uint8Array. */
import { Buffer } from 'buffer/index.js';

export { Buffer };

const toBase64 = (text) => text.replaceAll('-', '+').replaceAll('_', '/');
const toBase64url = (text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const { from } = Buffer;
Buffer.from = (value, encoding, ...rest) =>
  encoding === 'base64url' ? from(toBase64(value), 'base64') : from(value, encoding, ...rest);

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const decode = Buffer.prototype.toString;
Buffer.prototype.toString = function (encoding = 'utf8', ...rest) {
  if (encoding === 'base64url') return toBase64url(decode.call(this, 'base64', ...rest));
  return encoding === 'utf8' ? utf8.decode(this.subarray(...rest)) : decode.call(this, encoding, ...rest);
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

const strict = new TextDecoder('utf-8', { fatal: true });

export function isUtf8(bytes) {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
