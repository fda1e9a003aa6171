/** A cookie of payload, time and signature with each of them changed or taken out, and with more or less at its end. */
export function tamperings(cookie: string, sep = '.'): string[] {
  const parts = cookie.split(sep);
  const [signature, time] = [parts.pop(), parts.pop()] as [string, string];
  const payload = parts.join(sep);
  const changed = (text: string): string => text.slice(0, 1) + (text[1] === 'A' ? 'B' : 'A') + text.slice(2);
  return [
    [changed(payload), time, signature],
    [payload, changed(time), signature],
    [payload, time, changed(signature)],
    [payload, time],
    [payload, signature],
    [payload, time, signature.slice(0, -1)],
    [payload, time, `${signature}A`],
    [''],
  ].map((left) => left.join(sep));
}
