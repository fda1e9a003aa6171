/*
 * The same calls to Python's itsdangerous and to ours, side by side. Where the two differ it is by a rule: on tokens the
 * table in python-corpus.ts, elsewhere the predicates beside it.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { checkLine } from '../python-checks.js';
import { ruleOf } from '../python-corpus.js';
import { cases, count, report, SEED } from './proof.js';
import { PythonOracle, type Question } from './python-oracle.js';
import { question } from './questions.js';

/** Questions whose answers once differed by no rule, one a line; they are asked first. What fails comes to them. */
const REGRESSIONS = 'test/prove/differential-regressions.jsonl';

/** So many questions go over the pipe at once. */
const BATCH = 200;

if (!PythonOracle.isHere()) {
  test.skip("the same calls to Python: Debian's python3-itsdangerous is not here");
} else {
  const oracle = new PythonOracle();
  afterAll(() => oracle.end());
  const asked = new Map<string, number>();
  const ruled = new Map<string, number>();
  const tally = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);

  async function compare(questions: readonly Question[]): Promise<void> {
    for (const line of await oracle.answer(questions)) {
      tally(asked, line.op);
      if (line.op === 'unsign' || line.op === 'loads') {
        const rule = ruleOf(line);
        if (rule !== undefined) tally(ruled, rule);
      }
      checkLine(line);
    }
  }

  test('what once failed', async () => {
    const lines = readFileSync(REGRESSIONS, 'utf8').trim().split('\n');
    const versions = await oracle.versions();
    report('differential', `itsdangerous ${versions.itsdangerous} on Python ${versions.python}`);
    for (const line of lines) await compare([JSON.parse(line)]);
    report('differential', `${lines.length} calls that once differed`);
  });

  test('random calls', async () => {
    const property = fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: BATCH, size: 'max' }), compare);
    const total = (): number => [...asked.values()].reduce((sum, number) => sum + number, 0);
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
    report('differential', `${count(total())} calls compared`);
    for (const [op, number] of asked) report('differential', `  ${op}: ${count(number)}`);
    report('differential', 'of these, answered otherwise by rule:');
    for (const [rule, number] of ruled) report('differential', `  ${rule}: ${count(number)}`);
  });
}
