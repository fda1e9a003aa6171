import { describe, expect, test } from 'vitest';
import { checkLine } from './python-checks.js';
import { holdsProto, type Line, readCorpus, strictly } from './python-corpus.js';

/** Tries every line, and names those that fail. */
function checkAll(lines: readonly Line[], check: (line: Line) => void): void {
  const failures = lines.flatMap((line) => {
    try {
      check(line);
      return [];
    } catch (error) {
      return [`${line.id}${line.mut ? ` (${line.mut})` : ''}: ${error instanceof Error ? error.message : error}`];
    }
  });
  expect(failures, `${failures.length} of ${lines.length} lines`).toStrictEqual([]);
}

const CORPORA: [name: string, path: string][] = [
  ['our own corpus', 'vectors/itsdangerous.jsonl'],
  ['the shared corpus', '../../shared/vectors/itsdangerous-2.2.0.jsonl'],
];

for (const [name, path] of CORPORA) {
  const lines = readCorpus(path);
  if (!lines.length) {
    test.skip(`${name} of Python's tokens: ${path} is not here`);
    continue;
  }

  describe(`Python's tokens, ${name}`, () => {
    const groupOf = ({ op, group, cls }: Line): string => [op, group, cls].filter(Boolean).join(', ');
    for (const group of new Set(lines.map(groupOf))) {
      const members = lines.filter((line) => groupOf(line) === group);
      test(`${group}: ${members.length} lines`, () => checkAll(members, checkLine));
    }
  });

  // Our idea of what is lenient in Python against the corpus's own marks.
  const accepted = lines.filter((line) => ['unsign', 'loads'].includes(line.op) && line.expect.ok);
  const marked = accepted.filter(({ strict_exc }) => strict_exc);
  if (!marked.length) continue;
  test(`${name}: the ${marked.length} of ${accepted.length} accepted tokens that are marked as lenient are those we refuse`, () => {
    checkAll(accepted, (line) => {
      const verdict = strictly(line);
      const proto = holdsProto(line.expect.ok ? (line.expect.json ?? '') : '');
      expect(verdict.ok ? undefined : verdict.exc).toBe(proto ? 'BadPayload' : line.strict_exc);
    });
  });
}
