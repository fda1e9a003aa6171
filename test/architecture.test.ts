import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * The files of each folder in layers: a file imports from layers before its own. Data flows one way, from bytes up to
 * serializers, and this is where a new file finds its place.
 */
const LAYERS = {
  assembly: [
    ['memory', 'sha1-functions', 'sha2-functions'],
    ['sha1', 'sha2', 'base64url', 'constant-time'],
    ['digest', 'timestamp'],
    ['hmac'],
    ['key-derivation', 'messages', 'token'],
    ['batch'],
    ['index'],
  ],
  'assembly/simd': [['core', 'vector'], ['sha1', 'sha1-lanes', 'sha1-schedule', 'sha256'], ['hmac-lanes'], ['index']],
  'assembly/zlib': [
    ['adler32', 'alphabets', 'buffers', 'status'],
    ['bit-reader', 'bit-writer', 'canonical-codes', 'hash-chains', 'huffman-decoder', 'huffman-tree', 'symbols'],
    ['code-lengths', 'dynamic-header', 'least-bits', 'match-finder'],
    ['block', 'inflate', 'short-text'],
    ['lazy-matching'],
    ['deflate'],
    ['index'],
  ],
  src: [
    ['arguments', 'big-integer', 'errors', 'text', 'core-modules.d'],
    ['backend', 'data-serializer', 'refusal'],
    ['backend-converted'],
    ['core'],
    ['digest', 'encoding', 'timestamp'],
    ['hmac', 'context', 'secret-key', 'source', 'schema', 'standard-base64'],
    ['key-derivation', 'algorithm', 'token'],
    ['batch'],
    ['signer'],
    ['timestamp-signer'],
    ['json-number'],
    ['json-parser', 'json-writer'],
    ['python-json', 'compact-json', 'zlib'],
    ['serializer-options', 'url-safe-payload'],
    ['serializer'],
    ['timed-serializer'],
    ['url-safe-serializer'],
    ['index'],
    ['workerd'],
  ],
  'src/flask': [
    ['http-date', 'markup', 'plain-object', 'python-base64', 'tag', 'tuple', 'uuid'],
    ['default-tags'],
    ['tagged-json'],
    ['session-serializer'],
    ['index'],
  ],
  'src/django': [
    ['base62', 'json', 'options'],
    ['base62-timestamp-signer', 'signed-object'],
    ['signer', 'timestamp-signer', 'cookie-signer', 'session-serializer'],
    ['dumps-loads'],
    ['index'],
  ],
  'src/express': [['hex', 'keys'], ['cookie-signature', 'keygrip'], ['cookie-session'], ['index']],
  'src/starlette': [['session-cookie'], ['index']],
};

const FRAMEWORKS = Object.keys(LAYERS).filter((folder) => folder.startsWith('src/'));

for (const [folder, layers] of Object.entries(LAYERS)) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const layerOf = (name: string): number => layers.findIndex((layer) => layer.includes(name));

  test(`${folder}: every file has its layer, and nothing imports upwards`, () => {
    expect(files.map((file) => file.slice(0, -3)).sort()).toEqual(layers.flat().sort());
    for (const file of files) {
      const source = readFileSync(`${folder}/${file}`, 'utf8');
      for (const [, imported] of source.matchAll(/from '\.\/([\w.-]+?)(?:\.js)?'/g)) {
        const upwards = layerOf(imported as string) >= layerOf(file.slice(0, -3));
        expect(upwards, `${file} imports ${imported}`).toBe(false);
      }
    }
  });
}

test('the base knows no framework, and a framework knows the base alone, file by file', () => {
  for (const folder of ['src', ...FRAMEWORKS]) {
    const allowed = folder === 'src' ? /^\.\/[\w.-]+$|^\.\.\/\w+\.wasm$/ : /^\.\/[\w.-]+$|^\.\.\/(?!index\.js)[\w.-]+$/;
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      for (const [, imported] of readFileSync(`${folder}/${file}`, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
        expect(imported, `${folder}/${file}`).toMatch(allowed);
      }
    }
  }
});

test('only the backend knows what the core is', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const knowing = files.filter((file) =>
    /#(core|simd|zlib)\.|\.wasm'|WebAssembly\./.test(readFileSync(`src/${file}`, 'utf8')),
  );
  expect(knowing.sort()).toEqual(['backend-converted.ts', 'backend.ts', 'core-modules.d.ts', 'workerd.ts']);
});
