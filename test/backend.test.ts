import { describe, expect, test, vi } from 'vitest';
import { core } from '../src/core.js';
import { Signer, URLSafeSerializer } from '../src/index.js';

const key = 'secret key';
const LONG = { text: 'a'.repeat(300) };
const fails = (): never => {
  throw new Error('not here');
};

test('the backend is the one that these tests are to run on', ({ task }) => {
  const isWasm = core().run.memory instanceof WebAssembly.Memory;
  // In a browser its name follows.
  expect(task.file.projectName?.split(' ')[0]).toBe(isWasm ? 'wasm' : 'converted');
});

describe('a host that forbids WebAssembly', () => {
  const { Module, Instance } = WebAssembly;
  type Broken = Partial<Record<'Module' | 'Instance', unknown>> | undefined;
  /** Fails from the call of that number on. */
  const failsFrom = (Class: typeof Module | typeof Instance, number: number): unknown => {
    let calls = 0;
    return new Proxy(Class, {
      construct: (target, args) => (++calls >= number ? fails() : Reflect.construct(target as typeof Module, args)),
    });
  };
  const hosts: [name: string, broken: () => Broken][] = [
    ['there is none', () => undefined],
    ['an empty object', () => ({})],
    ['Module fails', () => ({ Module: fails, Instance })],
    ['Instance fails', () => ({ Module, Instance: fails })],
    ['the second Module fails', () => ({ Module: failsFrom(Module, 2), Instance })],
    ['the second Instance fails', () => ({ Module, Instance: failsFrom(Instance, 2) })],
    ['the third Module fails', () => ({ Module: failsFrom(Module, 3), Instance })],
    ['the third Instance fails', () => ({ Module, Instance: failsFrom(Instance, 3) })],
  ];

  for (const [name, broken] of hosts) {
    test(name, async () => {
      vi.resetModules();
      const ours = await import('../src/index.js');
      const urlSafe = new ours.URLSafeSerializer(key);
      const token = new URLSafeSerializer(key).dumps(LONG);
      const calls: [call: () => unknown, right: unknown][] = [
        [() => new ours.Signer(key).sign('value'), new Signer(key).sign('value')],
        // The second module that is made: that of vectors, which a host may do without.
        [() => new ours.Signer(key).signMany(['value', 'value']), new Signer(key).signMany(['value', 'value'])],
        [() => urlSafe.dumps(LONG), token],
        [() => urlSafe.loads(token), LONG],
        [() => urlSafe.tryLoads(token).ok, true],
      ];
      vi.stubGlobal('WebAssembly', broken());
      try {
        for (const [call, right] of calls) {
          // A host that needs none has no fault; one that does says so, and never that the token is bad.
          let result: unknown;
          try {
            result = call();
          } catch (error) {
            expect(error).not.toBeInstanceOf(ours.BadData);
            expect((error as Error).message).toMatch(/WebAssembly.*itsdangerous-wasm\/js/);
            continue;
          }
          expect(result).toEqual(right);
        }
      } finally {
        vi.unstubAllGlobals();
      }
      for (const [call, right] of calls) expect(call()).toEqual(right);
    });
  }
});
