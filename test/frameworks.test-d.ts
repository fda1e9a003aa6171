/*
 * Types of the frameworks' modules: this file is type-checked and never run.
 */
import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import {
  CookieSigner,
  SessionSerializer as DjangoSessionSerializer,
  Signer,
  TimestampSigner,
} from '../src/django/index.js';
import { CookieSession, Keygrip } from '../src/express/index.js';
import { Markup, SessionSerializer, type Tag, TaggedJSON, Tuple, UUID } from '../src/flask/index.js';
import type { BadData, TimedSerializer, URLSafeTimedSerializer } from '../src/index.js';
import { SessionCookie } from '../src/starlette/index.js';

const key = 'secret key';

test('a tuple keeps the types of its items, in their places', () => {
  const tuple = new Tuple([1, 'a', new Markup('<b>')]);
  const [first, second, third] = tuple;
  expectTypeOf(first).toExtend<number>();
  expectTypeOf(second).toExtend<string>();
  expectTypeOf(third).toEqualTypeOf<Markup>();
  expectTypeOf(tuple).toExtend<Tuple<[number, string, Markup]>>();
  expectTypeOf(tuple).toExtend<Tuple>();
  expectTypeOf(tuple.length).toEqualTypeOf<3>();
  // @ts-expect-error: an array is no tuple
  const fromArray: Tuple<[number]> = [1];
  // @ts-expect-error: it cannot be changed
  fromArray.push(2);
  const loaded: unknown = tuple;
  if (loaded instanceof Tuple) expectTypeOf(loaded).toEqualTypeOf<Tuple>();
  // @ts-expect-error: its items are given as an array
  new Tuple(1, 2);
});

test('sessions have the type that is given, or the schema’s output', () => {
  interface Session {
    user: UUID;
    _flashes?: Tuple<[string, string]>[];
  }
  const sessions = new SessionSerializer<Session>(key, { maxAge: null, signerOptions: { clock: Date.now } });
  expectTypeOf(sessions.loads('cookie')).toEqualTypeOf<Session>();
  expectTypeOf(sessions.loads('cookie', { returnTimestamp: true })).toEqualTypeOf<
    [payload: Session, dateSigned: Date]
  >();
  expectTypeOf(sessions.dumps({ user: new UUID('') })).toEqualTypeOf<string>();
  expectTypeOf(sessions).toExtend<URLSafeTimedSerializer<Session>>();
  // @ts-expect-error: no such user
  sessions.dumps({ user: 'ada' });
  expectTypeOf(new SessionSerializer(key).loads('cookie')).toEqualTypeOf<unknown>();
  const schema = v.object({ user: v.number() });
  expectTypeOf(new SessionSerializer(key, { schema }).loads('cookie')).toEqualTypeOf<{ user: number }>();
  expectTypeOf(new SessionCookie(key, { schema }).loads('cookie')).toEqualTypeOf<{ user: number }>();
  expectTypeOf(new SessionCookie<Session>(key).loads('cookie')).toEqualTypeOf<Session>();
});

test('tags of one’s own', () => {
  const url: Tag<URL> = {
    key: ' url',
    check: (value) => value instanceof URL,
    toJSON: (value) => value.href,
    fromJSON: (json) => new URL(String(json)),
  };
  const ordered: Tag<Map<string, unknown>> = {
    key: ' od',
    check: (value) => value instanceof Map,
    toJSON: (value) => [...value],
    fromJSON: (json) => new Map(json as [string, unknown][]),
  };
  new SessionSerializer(key, { serializer: new TaggedJSON({ tags: [url, ordered] }) });
  // @ts-expect-error: no way to read it
  const unreadable: Tag<URL> = { key: ' url', check: (value) => value instanceof URL, toJSON: (value) => value.href };
  new TaggedJSON({ tags: [unreadable] });
});

test('Django: options by name, and the main entry’s types', () => {
  const signer = new TimestampSigner({
    key,
    fallbackKeys: ['old'],
    salt: 'x',
    sep: ':',
    algorithm: 'sha1',
    clock: Date.now,
  });
  expectTypeOf(signer.sign('value')).toEqualTypeOf<string>();
  expectTypeOf(signer.unsign(new Uint8Array(1), { maxAge: 5 })).toEqualTypeOf<Uint8Array>();
  expectTypeOf(signer.unsign('token', { returnTimestamp: true })).toEqualTypeOf<[value: string, dateSigned: Date]>();
  expectTypeOf(signer.unsignObject('token', { maxAge: 5 })).toEqualTypeOf<unknown>();
  // @ts-expect-error: no time
  () => new Signer({ key }).unsignObject('token', { maxAge: 5 });
  // @ts-expect-error: the key is not optional
  () => new Signer({ salt: 'x' });
  // @ts-expect-error: fallback keys are a list
  () => new Signer({ key, fallbackKeys: 'old' });
  const cookies = new CookieSigner({ key, name: 'basket', legacySalt: 'refuse' });
  expectTypeOf(cookies.unsign('cookie', { returnTimestamp: true })).toEqualTypeOf<[value: string, dateSigned: Date]>();
  const sessions = new DjangoSessionSerializer<{ user: string }>({ key, maxAge: null });
  expectTypeOf(sessions.loads('cookie')).toEqualTypeOf<{ user: string }>();
  expectTypeOf(sessions).toExtend<TimedSerializer<{ user: string }>>();
  const schema = v.object({ user: v.number() });
  expectTypeOf(new DjangoSessionSerializer({ key, schema }).loads('cookie')).toEqualTypeOf<{ user: number }>();
});

test('Express: cookies by name', () => {
  const sessions = new CookieSession<{ user: string }>({ keys: new Keygrip(['new', 'old'], 'sha256', 'hex') });
  const cookies = sessions.dumps({ user: 'ada' });
  expectTypeOf(sessions.loads(cookies)).toEqualTypeOf<{ user: string }>();
  const result = sessions.tryLoads({ session: undefined });
  if (result.ok) expectTypeOf(result.payload).toEqualTypeOf<{ user: string }>();
  else expectTypeOf(result.error).toEqualTypeOf<BadData>();
  const schema = v.object({ user: v.number() });
  expectTypeOf(new CookieSession({ keys: key, schema }).loads({})).toEqualTypeOf<{ user: number }>();
  // @ts-expect-error: no such user
  () => sessions.dumps({ user: 5 });
  // @ts-expect-error: the keys are not optional
  () => new CookieSession({ name: 'session' });
});
