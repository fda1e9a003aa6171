/*
 * The same calls to Python's itsdangerous and to ours, side by side. Where the two differ it is by a rule of the tables in
 * python-corpus.ts.
 */
import { isUtf8 } from 'node:buffer';
import { appendFileSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { checkLine } from '../python-checks.js';
import { bytes, type Fallback, isCompact, type Line, rulesOf, tokenOf, writtenBy } from '../python-corpus.js';
import { cases, count, report, SEED } from './proof.js';
import { PythonOracle, type Question } from './python-oracle.js';
import { question } from './questions.js';

/** Questions whose answers once differed by no rule, one a line; they are asked first. What fails comes to them. */
const REGRESSIONS = 'test/prove/differential-regressions.jsonl';

/** So many questions go over the pipe at once. */
const BATCH = 200;

function contentOf(data: Uint8Array): string {
  if (!isUtf8(data)) return 'binary';
  return /^[ -~]*$/.test(Buffer.from(data).toString()) ? 'printable ASCII' : 'Unicode';
}

function algorithmOf({ digest, algorithm = digest }: Line['cfg']): string {
  if (algorithm === 'none') return 'NoneAlgorithm';
  return algorithm === digest ? 'HMAC' : 'HMAC of another digest';
}

function formOf(fallback: Fallback): string {
  if (typeof fallback === 'string') return 'class';
  return Array.isArray(fallback) ? 'class and options' : 'options';
}

/** What calls are counted by, beside their operation. */
const KINDS: { [kind: string]: (line: Line) => unknown[] } = {
  classes: ({ cls, cfg, now }) => (cfg ? [cls ?? (now === undefined ? 'Signer' : 'TimestampSigner')] : []),
  digests: ({ cfg }) => (cfg ? [cfg.digest] : []),
  derivations: ({ cfg }) => (cfg ? [cfg.kd] : []),
  algorithms: ({ cfg }) => (cfg ? [algorithmOf(cfg)] : []),
  separators: ({ cfg }) => (cfg ? [cfg.sep === btoa('.') ? '.' : contentOf(bytes(cfg.sep))] : []),
  'numbers of keys': ({ cfg }) => (cfg ? [cfg.keys.length] : []),
  'fallback signers': ({ fallback_signers = [] }) => fallback_signers.map(formOf),
  'salts of the call': ({ call_salt }) => (call_salt === undefined ? [] : ['given']),
  ages: ({ max_age }) => (max_age === undefined ? [] : [max_age === null ? 'unchecked' : 'checked']),
  tokens: (line) => (line.token === undefined && line.token_b64 === undefined ? [] : [contentOf(tokenOf(line))]),
  "Python's answers": ({ expect }) => {
    if (!expect || !('ok' in expect)) return ['a result'];
    return [expect.ok ? 'a result' : expect.exc];
  },
};

if (!PythonOracle.isHere()) {
  test.skip("the same calls to Python: Debian's python3-itsdangerous is not here");
} else {
  const oracle = new PythonOracle();
  afterAll(() => oracle.end());
  const asked = new Map<unknown, number>();
  const kinds = new Map(Object.keys(KINDS).map((kind) => [kind, new Map<unknown, number>()]));
  const ruled = new Map<unknown, number>();
  const tally = (counts: Map<unknown, number>, names: unknown[]): void => {
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const total = (): number => [...asked.values()].reduce((sum, number) => sum + number, 0);

  async function compare(questions: readonly Question[]): Promise<void> {
    const rewritten: Question[] = [];
    for (const line of await oracle.answer(questions)) {
      tally(asked, [line.op]);
      for (const [kind, counts] of kinds) tally(counts, KINDS[kind]?.(line) ?? []);
      const rules = rulesOf(line);
      tally(ruled, rules);
      checkLine(line);
      if (line.op !== 'dumps' || rules.length === 0) continue;
      const { expect: _, ...again } = line;
      rewritten.push({ ...again, written: writtenBy(line.json, isCompact(line)).text });
    }
    // What the rules say that ours writes, in a token that Python makes of it.
    for (const line of await oracle.answer(rewritten)) checkLine(line);
  }

  test('what once failed', async () => {
    const lines = readFileSync(REGRESSIONS, 'utf8').trim().split('\n');
    const versions = await oracle.versions();
    report('differential', `itsdangerous ${versions.itsdangerous} on Python ${versions.python}`);
    for (const line of lines) await compare([JSON.parse(line)]);
    report('differential', `${lines.length} calls that once differed`);
  });

  test('random calls', async () => {
    const property = fc.asyncProperty(fc.array(question, { maxLength: BATCH, size: 'max' }), compare);
    for (let round = 0; total() < cases(100_000); round++) {
      const details = await fc.check(property, { seed: SEED + round, numRuns: 50 });
      if (details.failed) {
        const [questions] = details.counterexample as [Question[]];
        const lines = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
        appendFileSync(REGRESSIONS, lines);
        const { message } = details.errorInstance as Error;
        expect.fail(`${message}\nThe call is now kept in ${REGRESSIONS}:\n${lines}`);
      }
    }
    const list = (counts: Map<unknown, number>): string =>
      [...counts].map(([name, number]) => `${name} ${count(number)}`).join(', ');
    report('differential', `${count(total())} calls compared: ${list(asked)}`);
    for (const [kind, counts] of kinds) report('differential', `  ${kind}: ${list(counts)}`);
    report('differential', 'of these, answered otherwise by rule:');
    for (const [rule, number] of ruled) report('differential', `  ${rule}: ${count(number)}`);
  });
}
