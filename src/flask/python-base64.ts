import { decodeBase64 } from '../encoding.js';

/**
 * Python's `base64.b64decode` of text: it skips what is not of the alphabet, stops at the padding that completes a group, and
 * ignores unused bits.
 *
 * @throws SyntaxError for text that is not ASCII, or ends within a group
 */
export function decodePythonBase64(text: string): Uint8Array {
  if (/[\u0080-\uffff]/.test(text)) throw new SyntaxError('Base64 must be ASCII');
  let digits = '';
  let pads = 0;
  for (const character of text) {
    if (/[A-Za-z\d+/]/.test(character)) {
      digits += character;
      pads = 0;
    } else if (character === '=' && digits.length % 4 >= 2 && (digits.length % 4) + ++pads >= 4) {
      return decodeDigits(digits);
    }
  }
  if (digits.length % 4 !== 0) throw new SyntaxError('Base64 must not end within a group');
  return decodeDigits(digits);
}

/** Filled up to whole groups, so that no bit is unused; the bytes that this adds are cut off again. */
function decodeDigits(digits: string): Uint8Array {
  const whole = digits
    .padEnd(Math.ceil(digits.length / 4) * 4, 'A')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return (decodeBase64(whole) as Uint8Array).slice(0, Math.floor((digits.length * 3) / 4));
}
