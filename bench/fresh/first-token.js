/*
 * A fresh process, started with the name of a contestant: prints the milliseconds from the import of its library to its
 * first token, and the token.
 */
const KEY = 'a secret key of thirty-two bytes';
const PAYLOAD = { id: 123456, name: 'ada.love' };

const FIRST_TOKENS = {
  async ours() {
    const { URLSafeTimedSerializer } = await import('itsdangerous-wasm');
    return new URLSafeTimedSerializer(KEY, { signerOptions: { digestMethod: 'sha256' } }).dumps(PAYLOAD);
  },
  async 'ours, Signer.sign'() {
    const { Signer } = await import('itsdangerous-wasm');
    return new Signer(KEY).sign('value');
  },
  async 'node:crypto'() {
    const { createHmac } = await import('node:crypto');
    return `value.${createHmac('sha1', KEY).update('value').digest('base64url')}`;
  },
  async jose() {
    const { SignJWT } = await import('jose');
    const jwt = new SignJWT(PAYLOAD).setProtectedHeader({ alg: 'HS256' }).setIssuedAt();
    return jwt.sign(new TextEncoder().encode(KEY));
  },
  async 'fast-jwt'() {
    const { createSigner } = await import('fast-jwt');
    return createSigner({ key: KEY, algorithm: 'HS256' })(PAYLOAD);
  },
  async jsonwebtoken() {
    const { default: jsonwebtoken } = await import('jsonwebtoken');
    return jsonwebtoken.sign(PAYLOAD, KEY);
  },
  async 'cookie-signature'() {
    const { default: cookieSignature } = await import('cookie-signature');
    return cookieSignature.sign('value', KEY);
  },
  async '@noble/hashes'() {
    const { hmac } = await import('@noble/hashes/hmac.js');
    const { sha1 } = await import('@noble/hashes/legacy.js');
    const bytes = new TextEncoder();
    return `value.${Buffer.from(hmac(sha1, bytes.encode(KEY), bytes.encode('value'))).toString('base64url')}`;
  },
  async 'hash-wasm'() {
    const { createHMAC, createSHA1 } = await import('hash-wasm');
    const hmac = await createHMAC(createSHA1(), KEY);
    return `value.${Buffer.from(hmac.init().update('value').digest('binary')).toString('base64url')}`;
  },
  async 'itsdangerous.js'() {
    const { URLSafeTimedSerializer } = await import('itsdangerous.js');
    return new URLSafeTimedSerializer({ secretKey: KEY, signerOpts: { digestMethod: 'sha256' } })
      .stringify(PAYLOAD)
      .toString();
  },
};

const makeToken = FIRST_TOKENS[process.argv[2]];
const start = performance.now();
const token = await makeToken();
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, token }));
