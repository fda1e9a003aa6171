import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { Markup, SessionSerializer, type Tag, TaggedJSON, Tuple, UUID } from '../src/flask/index.js';
import {
  BadData,
  BadPayload,
  BadSignature,
  SignatureExpired,
  TimestampSigner,
  URLSafeTimedSerializer,
} from '../src/index.js';
import { fromTyped, type Typed } from './flask-values.js';
import { bytes, expectedRefusal, formsOf, type Line, readCorpus, refusal, strictly, tokenOf } from './python-corpus.js';
import { referenceToken } from './reference.js';

const key = 'secret key';
const NOW = 1_700_000_000;
const DAY = 24 * 60 * 60;

/** Sessions at a time in Unix seconds. */
const at = (now: number, options: { maxAge?: number | null } = {}): SessionSerializer =>
  new SessionSerializer(key, { signerOptions: { clock: () => now * 1000 }, ...options });

/** A cookie whose payload is this text, whatever it is. */
const signed = (payload: string): string =>
  new TimestampSigner(key, { salt: 'cookie-session', keyDerivation: 'hmac' }).sign(payload);
const signedJSON = (json: string): string => signed(Buffer.from(json).toString('base64url'));

describe('what Flask writes and reads', () => {
  interface SessionLine extends Omit<Line, 'keys'> {
    keys: string[];
    app_context?: boolean;
    session: Typed;
    loads: Typed;
    tagged_json: string;
    max_age: number;
    now: number;
  }

  const lines = readCorpus('../../shared/vectors/flask.jsonl') as unknown as SessionLine[];
  if (lines.length === 0) test.skip('the shared corpus of Flask: ../shared/vectors is not here');

  // As Flask has them: no line needs its age to be told.
  const sessions = ({ keys, now, app_context = true }: SessionLine): SessionSerializer =>
    new SessionSerializer(keys.map(bytes), {
      signerOptions: { clock: () => now * 1000 },
      // Outside an app Flask writes with Python's own json, which does not sort.
      ...(app_context ? {} : { serializer: new TaggedJSON({ sortKeys: false }) }),
    });

  for (const line of lines.filter(({ op }) => op === 'dumps')) {
    test(`${line.id}: ${line.tagged_json.slice(0, 80)}`, () => {
      const token = tokenOf(line as unknown as Line);
      const serializer = sessions(line);
      // An object cannot have keys like integers in another order than theirs.
      if (line.app_context || !/"\d+":/.test(line.tagged_json)) {
        expect((serializer.serializer as TaggedJSON).stringify(fromTyped(line.session))).toBe(line.tagged_json);
        expect(serializer.dumps(fromTyped(line.session))).toBe(Buffer.from(token).toString());
      }
      expect(serializer.loads(token)).toStrictEqual(fromTyped(line.loads));
    });
  }

  for (const line of lines.filter(({ op }) => op === 'loads')) {
    test(`${line.id}: ${line.mut}`, () => {
      // What is told of a token in general holds of these.
      const cfg = { digest: 'sha1', kd: 'hmac', keys: line.keys, salt: '', sep: Buffer.from('.').toString('base64') };
      const general = { ...line, cls: 'URLSafeTimedSerializer', cfg, expect: { json: '', ...line.expect } } as Line;
      const verdict = strictly(general);
      const session = (line.expect as { session?: Typed }).session as Typed;
      for (const form of formsOf(tokenOf(general))) {
        const token = form(tokenOf(general));
        const result = sessions(line).tryLoads(token);
        if (verdict.ok) {
          const dateSigned = new Date((verdict.timestamp as number) * 1000);
          expect(result).toStrictEqual({ ok: true, payload: fromTyped(session), needsResign: false, dateSigned });
        } else {
          expect(result.ok ? result : refusal(result.error)).toStrictEqual(expectedRefusal(verdict, form));
        }
      }
    });
  }
});

describe('TaggedJSON', () => {
  /** The example of Flask's documentation for a tag of one's own. */
  const ordered: Tag<ReadonlyMap<string, unknown>> = {
    key: ' od',
    check: (value): value is Map<string, unknown> => value instanceof Map,
    toJSON: (value) => [...value],
    fromJSON: (json) => new Map(json as [string, unknown][]),
  };

  interface TaggedLine {
    id: string;
    group: string;
    op: 'dumps' | 'loads';
    value: Typed;
    json: string;
    loads: Typed;
    expect: { ok: boolean; value: Typed };
  }

  for (const line of readCorpus('vectors/tagged-json.jsonl') as unknown as TaggedLine[]) {
    const json = new TaggedJSON(line.group === 'own-tag' ? { tags: [ordered] } : {});
    test(`${line.id}: ${line.json.slice(0, 80)}`, () => {
      if (line.op === 'dumps') {
        expect(json.stringify(fromTyped(line.value))).toBe(line.json);
        expect(json.parse(line.json)).toStrictEqual(fromTyped(line.loads));
      } else if (line.expect.ok) {
        expect(json.parse(line.json)).toStrictEqual(fromTyped(line.expect.value));
      } else {
        expect(() => json.parse(line.json)).toThrow();
      }
    });
  }

  test('what JavaScript has beside Python’s values', () => {
    const json = new TaggedJSON();
    const values: [value: unknown, written: string][] = [
      [{ a: undefined, b: null }, '{"b":null}'],
      // The member that is left out does not save the other from being taken for a tag.
      [{ ' t': 1, a: undefined }, '{" di":{" t__":1}}'],
      [Buffer.from('x'), '{" b":"eA=="}'],
      [{ toJSON: (at: string) => [at, new Tuple([1])] }, '["",{" t":[1]}]'],
      [{ a: { toJSON: () => ({ ' t': 1 }) } }, '{"a":{" di":{" t__":1}}}'],
      [new URL('https://example.com/'), '"https://example.com/"'],
      [Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
      [new Tuple([{ b: 1, a: [new Tuple([])] }]), '{" t":[{"a":[{" t":[]}],"b":1}]}'],
    ];
    for (const [value, written] of values) expect(json.stringify(value)).toBe(written);
    // The same array or tuple twice is no cycle.
    const shared = new Tuple([1]);
    expect(json.stringify([shared, { ' t': shared }])).toBe('[{" t":[1]},{" di":{" t__":{" t":[1]}}}]');
  });

  test('bytes in whatever spelling Python reads', () => {
    // base64.b64decode(text).hex()
    const spellings: [text: string, hex: string][] = [
      ['QU JD', '414243'],
      ['++//\n', 'fbefff'],
      ['Q=QQQ', '410410'],
      ['QQ=!=', '41'],
      ['QQ==QQ==', '41'],
    ];
    for (const [text, hex] of spellings) {
      const json = JSON.stringify({ ' b': text });
      expect(new TaggedJSON().parse(json), text).toStrictEqual(new Uint8Array(Buffer.from(hex, 'hex')));
    }
  });

  test('says what it cannot read', () => {
    const unreadable: [json: string, message: string][] = [
      ['{" t":5}', 'A tuple must be an array'],
      ['{" b":5}', 'Bytes must be text'],
      ['{" b":"é"}', 'Base64 must be ASCII'],
      // "Incorrect padding", or one character more than whole groups.
      ...['QQ', 'QQ!!', 'QQ!=', 'Q===', 'Q=Q='].map((text): [string, string] => [
        `{" b":"${text}"}`,
        'Base64 must not end within a group',
      ]),
      ['{" m":null}', 'Markup must be text'],
      ['{" u":5}', 'A UUID must be text'],
      ['{" d":5}', 'A date must be text'],
      ['{" di":{}}', 'An escaped object must have a key'],
      ['{" di":{"__proto____":1}}', 'Expected a key other than "__proto__"'],
    ];
    for (const [json, message] of unreadable) {
      expect(() => new TaggedJSON().parse(json), json).toThrow(new SyntaxError(message));
    }
  });

  test('what is wrong in a tagged value is told by its place in what stands for it', () => {
    const cart = new Map([['apple', Number.NaN]]);
    const json = new TaggedJSON({ tags: [ordered] });
    expect(() => json.stringify({ cart })).toThrow('value.cart[0][1] is NaN');
  });

  class Point {
    readonly x = 1;
  }
  const cycle: Record<string, unknown> = {};
  cycle[' t'] = cycle;
  const looped: unknown[] = [];
  looped.push(new Tuple([looped]));
  const refused: [what: string, value: unknown, message: string][] = [
    ['undefined', undefined, 'value is undefined, a function or a symbol'],
    ['undefined in an array', { a: [1, undefined] }, 'value.a[1] is undefined'],
    ['undefined in a tuple', new Tuple([undefined]), 'value[0] is undefined'],
    ['a function', { a: () => 1 }, 'value.a is a function'],
    ['a symbol', [Symbol('s')], 'value[0] is a symbol'],
    ['NaN', { a: new Tuple([1, Number.NaN]) }, 'value.a[1] is NaN'],
    ['an infinity', [-Infinity], 'value[0] is -Infinity'],
    ['a Map', { a: new Map() }, 'value.a is an instance of Map'],
    ['a class', { a: [new Point()] }, 'value.a[0] is an instance of Point'],
    ['a class without a name', new (class {})(), 'value is an instance of an unnamed class'],
    [
      'a class of another name',
      Object.create({ constructor: { name: 5 } }),
      'value is an instance of an unnamed class',
    ],
    ['a regular expression', /a/, 'value is an instance of RegExp'],
    ['other bytes', new Uint16Array(1), 'value is an instance of Uint16Array'],
    ['an ArrayBuffer', new ArrayBuffer(1), 'value is an instance of ArrayBuffer'],
    ['an invalid date', { a: new Date(Number.NaN) }, 'value.a is a Date that is invalid'],
    ['the year 99', new Date('0099-12-31T23:59:59Z'), 'value is a Date that is invalid or outside'],
    ['the year 10000', new Date(253402300800000), 'value is a Date that is invalid or outside'],
    ['a cycle of escapes', cycle, 'part of a cycle'],
    ['a cycle through a tuple', looped, 'part of a cycle'],
    ['a promise', { a: Promise.resolve(1) }, 'value.a is an instance of Promise'],
  ];
  for (const [what, value, message] of refused) {
    test(`cannot carry ${what}`, () => {
      const call = (): string => new SessionSerializer(key).dumps(value);
      expect(call).toThrow(TypeError);
      expect(call).toThrow(message);
    });
  }

  test('a tag that sees every value first, and what it gives is not asked again', () => {
    const letters: Tag<string> = {
      key: 'letter',
      check: (value): value is string => typeof value === 'string',
      toJSON: (value) => value,
      fromJSON: (json) => `${json}!`,
    };
    const list: Tag<unknown[]> = {
      key: 'list',
      check: (value): value is unknown[] => Array.isArray(value) && !(value instanceof Tuple),
      toJSON: (value) => value,
      fromJSON: (json) => json as unknown[],
    };
    const json = new TaggedJSON({ tags: [letters, list] });
    expect(json.stringify(['a', { letter: 'b' }])).toBe(
      '{"list":[{"letter":"a"},{" di":{"letter__":{"letter":"b"}}}]}',
    );
    expect(json.parse('{"list":[{"letter":"a"},{" di":{"letter__":1}}]}')).toEqual(['a!', { letter: 1 }]);
  });

  const check = (): boolean => false;
  const tag = { key: 'k', check, toJSON: () => 1, fromJSON: () => 1 };
  const mistakes: [what: string, options: object, parameter: string][] = [
    ['tags that are no array', { tags: tag }, 'tags'],
    ['a tag that is null', { tags: [null] }, 'tags'],
    ['a key that is no text', { tags: [{ ...tag, key: 5 }] }, 'tags'],
    ['a tag without check', { tags: [{ ...tag, check: undefined }] }, 'tags'],
    ['a tag without toJSON', { tags: [{ ...tag, toJSON: undefined }] }, 'tags'],
    ['a tag without fromJSON', { tags: [{ ...tag, fromJSON: undefined }] }, 'tags'],
    ['one key twice', { tags: [tag, tag] }, 'tags'],
    ['a key of Flask’s', { tags: [{ ...tag, key: ' t' }] }, 'tags'],
    ['the key of escapes', { tags: [{ ...tag, key: ' di' }] }, 'tags'],
    ['sortKeys', { sortKeys: 1 }, 'sortKeys'],
  ];
  for (const [what, options, parameter] of mistakes) {
    test(`refuses ${what}`, () => {
      expect(() => new TaggedJSON(options)).toThrow(TypeError);
      expect(() => new TaggedJSON(options)).toThrow(parameter);
      expect(new TaggedJSON({ tags: [tag as unknown as Tag] }).stringify([new Tuple([1])])).toBe('[{" t":[1]}]');
    });
  }

  test('refuses what the hooks of a tag must not answer', () => {
    const check = (): boolean => true;
    const withTag = (hooks: object): TaggedJSON =>
      new TaggedJSON({ tags: [{ ...tag, check, ...hooks } as unknown as Tag] });
    expect(() => withTag({ check: async () => false }).stringify(1)).toThrow('check of a tag must give true or false');
    expect(() => withTag({ toJSON: async () => 1 }).stringify(1)).toThrow('toJSON of a tag must be synchronous');
    expect(() => withTag({ toJSON: () => undefined }).stringify(1)).toThrow('tagged with no value');
    const later = withTag({ fromJSON: () => Promise.reject(new Error('later')) });
    expect(() => later.parse(`{"${tag.key}":1}`)).toThrow('fromJSON of a tag must be synchronous');
  });
});

describe('values', () => {
  test('a tuple is an array that cannot be changed', () => {
    const items = [1, 'a'];
    const tuple = new Tuple(items);
    items.push('later');
    expect(Array.isArray(tuple)).toBe(true);
    expect([...tuple]).toEqual([1, 'a']);
    expect(new Tuple([3])).toHaveLength(1);
    expect(new Tuple([3])).not.toStrictEqual([3]);
    expect(JSON.stringify(tuple)).toBe('[1,"a"]');
    expect(() => (tuple as unknown as unknown[]).push(1)).toThrow(TypeError);
    const mapped = tuple.map(String);
    expect(mapped).toStrictEqual(['1', 'a']);
    expect(mapped).not.toBeInstanceOf(Tuple);
    for (const wrong of [undefined, null, 'ab', 3, new Set()]) {
      expect(() => new Tuple(wrong as never)).toThrow('items must be an array');
    }
    // More than the arguments that an engine takes.
    expect(new Tuple(Array(1_000_000).fill(0))).toHaveLength(1_000_000);
  });

  test('markup and UUIDs are their text', () => {
    const markup = new Markup('<b>');
    const id = new UUID('{ABCDEF78-1234-5678-1234-567812345678}');
    expect(`${markup} ${id}`).toBe('<b> abcdef78-1234-5678-1234-567812345678');
    expect(id.hex).toBe('abcdef78123456781234567812345678');
    expect(JSON.stringify([markup, id])).toBe('["<b>","abcdef78-1234-5678-1234-567812345678"]');
    expect(() => Object.assign(markup, { html: '' })).toThrow(TypeError);
    expect(() => Object.assign(id, { hex: '' })).toThrow(TypeError);
    // As uuid.UUID takes braces: at both ends, whatever they are.
    for (const braces of ['{{', '{}']) expect(new UUID(braces + id + braces)).toEqual(id);
    const inside = id.hex.replace('c', 'c{');
    for (const wrong of [undefined, null, 5, '12', new Uint8Array(16), inside]) {
      expect(() => new UUID(wrong as never)).toThrow(/^text must be/);
    }
    for (const wrong of [undefined, null, 5, markup]) expect(() => new Markup(wrong as never)).toThrow(/^html must be/);
  });
});

describe('SessionSerializer', () => {
  test('a session is good for 31 days, or for as long as it is told', () => {
    const cookie = at(NOW).dumps({ user: 1 });
    expect(at(NOW + 31 * DAY).loads(cookie)).toEqual({ user: 1 });
    expect(() => at(NOW + 31 * DAY + 1).loads(cookie)).toThrow(SignatureExpired);
    expect(at(NOW + 31 * DAY + 1, { maxAge: null }).loads(cookie)).toEqual({ user: 1 });
    expect(() => at(NOW + 2, { maxAge: 1 }).loads(cookie)).toThrow(SignatureExpired);
    expect(at(NOW + 2, { maxAge: 1 }).loads(cookie, { maxAge: 2 })).toEqual({ user: 1 });
  });

  test('the newest key signs, all verify', () => {
    const old = new SessionSerializer('old').dumps({ a: 1 });
    const both = new SessionSerializer(['old', 'new']);
    expect(both.tryLoads(old)).toMatchObject({ ok: true, needsResign: true });
    expect(new SessionSerializer('new').tryLoads(both.dumps({ a: 1 }))).toMatchObject({ ok: true, needsResign: false });
    expect(new SessionSerializer('new').tryLoads(old)).toMatchObject({ ok: false });
  });

  test('Flask’s key derivation, whatever signer or fallback there is', () => {
    const cookie = new SessionSerializer(key).dumps({ a: 1 });
    const sha512 = { digestMethod: 'sha512' } as const;
    const moved = new SessionSerializer(key, { signerOptions: sha512, fallbackSigners: [{ digestMethod: 'sha1' }] });
    expect(moved.tryLoads(cookie)).toMatchObject({ ok: true, needsResign: true });
    class OwnSigner extends TimestampSigner {}
    expect(new SessionSerializer(key, { signer: OwnSigner }).loads(cookie)).toEqual({ a: 1 });
    // An app may have changed it.
    const concat = new SessionSerializer(key, { salt: 's', signerOptions: { keyDerivation: 'concat' } }).dumps(1);
    const python = new URLSafeTimedSerializer(key, { salt: 's', signerOptions: { keyDerivation: 'concat' } });
    expect(python.loads(concat)).toBe(1);
  });

  test('a cookie over 4096 bytes, both ways', () => {
    const random = Array.from({ length: 3000 }, (_, i) => (i * 7919 * 7919 + (i >> 3) * 104729) % 251);
    const big = { bytes: Uint8Array.from(random, (value, i) => (value * (i + 1)) ^ (i >> 4)) };
    const unlimited = new SessionSerializer(key, { maxTokenSize: Infinity });
    const cookie = unlimited.dumps(big);
    expect(cookie.length).toBeGreaterThan(4096);
    expect(unlimited.loads(cookie)).toEqual(big);
    const sizes = `The token has ${cookie.length} bytes, more than the maxTokenSize of 4096`;
    expect(() => new SessionSerializer(key).dumps(big)).toThrow(new RangeError(sizes));
    expect(() => new SessionSerializer(key).loads(cookie)).toThrow(BadSignature);
    const exact = new SessionSerializer(key, { maxTokenSize: cookie.length });
    expect(exact.loads(exact.dumps(big))).toEqual(big);
  });

  test('a schema, many at once, and what is signed badly', () => {
    const schema = v.object({ _flashes: v.array(v.tuple([v.string(), v.string()])) });
    const sessions = new SessionSerializer(key, { schema });
    const flashes = new SessionSerializer(key).dumps({ _flashes: [new Tuple(['message', 'Saved'])] });
    expect(sessions.loads(flashes)).toEqual({ _flashes: [['message', 'Saved']] });
    const other = new SessionSerializer(key).dumps({ user: 1 });
    expect(sessions.tryLoadsMany([flashes, other]).map(({ ok }) => ok)).toEqual([true, false]);
    expect(new SessionSerializer('other').loadsUnsafe(other)).toEqual([false, { user: 1 }]);
  });

  test('signed, but broken: a BadPayload, where Flask answers 500', () => {
    const broken = [
      signed('!'),
      signed('e30='),
      signed('.e30'),
      signedJSON('{'),
      signedJSON('{" t":5}'),
      signedJSON('{" u":"5"}'),
      signedJSON('{"__proto__":1}'),
      signedJSON('{" di":{"__proto____":{"polluted":1}}}'),
      signedJSON(`${'['.repeat(1000)}`),
    ];
    for (const cookie of broken) {
      expect(() => new SessionSerializer(key).loads(cookie)).toThrow(BadPayload);
      expect(new SessionSerializer(key).loadsUnsafe(cookie)).toEqual([true, undefined]);
    }
    const deep = signedJSON(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(() => new SessionSerializer(key, { maxTokenSize: Infinity }).loads(deep)).toThrow(BadData);
  });

  test('what is no cookie at all', () => {
    for (const cookie of [
      undefined,
      null,
      true,
      5,
      5n,
      Symbol('s'),
      [],
      ['a.b.c'],
      {},
      () => 1,
      '',
      'null',
      '\ud800',
    ]) {
      expect(() => new SessionSerializer(key).loads(cookie as never)).toThrow(BadSignature);
      expect(new SessionSerializer(key).tryLoads(cookie as never)).toMatchObject({ ok: false });
      expect(new SessionSerializer(key).loadsUnsafe(cookie as never)).toEqual([false, undefined]);
    }
  });

  describe('what a programmer passes wrongly', () => {
    const mistakes: [call: (sessions: SessionSerializer) => unknown, parameter: string][] = [
      ...[
        [null, 'options'],
        [5, 'options'],
        [{ maxAge: Number.NaN }, 'maxAge'],
        [{ maxAge: '5' }, 'maxAge'],
        [{ maxTokenSize: '4096' }, 'maxTokenSize'],
        [{ salt: 5 }, 'salt'],
        [{ signerOptions: 5 }, 'signerOptions'],
        [{ signerOptions: { salt: 'x' } }, 'signerOptions'],
        [{ signerOptions: { keyDerivation: 'none!' } }, 'keyDerivation'],
      ].map(([options, parameter]): (typeof mistakes)[0] => [
        () => new SessionSerializer(key, options as never).dumps(1),
        parameter as string,
      ]),
      [(sessions) => sessions.dumps({ at: Number.NaN }), 'value.at'],
      [(sessions) => sessions.loads('x', { maxAge: Number.NaN }), 'maxAge'],
      [(sessions) => sessions.dumps({}, 5 as never), 'options'],
    ];
    const payload = Buffer.from('{"a":1}').toString('base64url');
    const cookie = referenceToken({ key, salt: 'cookie-session', keyDerivation: 'hmac' }, payload, NOW).toString();
    test(`${mistakes.length} mistakes`, () => {
      for (const [call, parameter] of mistakes) {
        const sessions = at(NOW);
        expect(() => call(sessions), parameter).toThrow(TypeError);
        expect(() => call(sessions)).toThrow(parameter);
        expect(sessions.dumps({ a: 1 }), parameter).toBe(cookie);
        expect(sessions.loads(cookie), parameter).toEqual({ a: 1 });
      }
    });
  });
});
