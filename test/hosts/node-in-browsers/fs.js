/** Files that the server of the tests has, asked for one by one and waited for. */
import { Buffer } from './buffer.js';

function request(url) {
  const { pathname } = new URL(url, location.href);
  const ask = new XMLHttpRequest();
  ask.open('GET', `/files${pathname}`, false);
  ask.overrideMimeType('text/plain; charset=x-user-defined'); // a byte a character
  ask.send();
  return ask;
}

export const existsSync = (url) => request(url).status === 200;

export function readFileSync(url, encoding) {
  const { status, responseText } = request(url);
  if (status !== 200) throw new Error(`no file ${url}`);
  const data = Buffer.from(responseText, 'latin1');
  return encoding ? data.toString(encoding) : data;
}
