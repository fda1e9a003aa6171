/*
 * What the package does, step by step: each call is printed with what came of it. Run by `npm start`.
 */
import { BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer } from 'itsdangerous-wasm';

const key = 'a secret that both sides know';

function show(call, result) {
  console.log(`  ${call}\n    → ${typeof result === 'string' ? result : JSON.stringify(result)}\n`);
}

/** The error that a call must end with. */
function refusal(call, errorClass) {
  try {
    call();
  } catch (error) {
    if (error instanceof errorClass) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('This should have been refused');
}

console.log('\nA value is signed, with the time, and read back:\n');
let now = Date.parse('2026-01-01T00:00:00Z');
const signer = new TimestampSigner(key, { clock: () => now });
const token = signer.sign('ada@example.com');
show("signer.sign('ada@example.com')", token);
show('signer.unsign(token, { maxAge: 3600 })', signer.unsign(token, { maxAge: 3600 }));

console.log('The clock moves on by two hours, and the token has expired:\n');
now += 2 * 60 * 60 * 1000;
show(
  'signer.unsign(token, { maxAge: 3600 })',
  refusal(() => signer.unsign(token, { maxAge: 3600 }), SignatureExpired),
);

console.log('Somebody changes the token, and it is refused:\n');
const tampered = token.replace('ada', 'eve');
show(
  `signer.unsign('${tampered}')`,
  refusal(() => signer.unsign(tampered), BadSignature),
);

console.log('Data of any shape fits into a URL or a cookie, and a token that Python made is read:\n');
const sessions = new URLSafeTimedSerializer(key, { salt: 'session' });
show("sessions.dumps({ user: 'ada', roles: ['admin'] })", sessions.dumps({ user: 'ada', roles: ['admin'] }));
const fromPython = 'eyJ1c2VyIjoiYWRhIiwicm9sZXMiOlsiYWRtaW4iXX0.aVW5AA.O3XOLnGYzqyhZuFqz-OExfw_Ocg';
show(`sessions.loads('${fromPython}')`, sessions.loads(fromPython));
