/*
 * The JavaScript on the pages for hosts and frameworks runs as it stands, and logs what the comments beside it say.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

for (const page of ['hosts', 'flask', 'django', 'starlette', 'express']) {
  for (const section of readFileSync(`docs/${page}.md`, 'utf8').split(/^## /m)) {
    const [heading] = section.split('\n');
    for (const [, code = ''] of section.matchAll(/```js\n(.*?)```/gs)) {
      test(`docs/${page}.md, ${heading}: ${code.split('\n').at(-2)}`, () => {
        const comments = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
        const env = { ...process.env, SECRET_KEY: 'secret key' };
        const output = execFileSync('node', ['--input-type=module', '--eval', code], { env, encoding: 'utf8' });
        expect(comments).not.toEqual([]);
        expect(output).toBe(comments.map((comment) => `${comment}\n`).join(''));
      });
    }
  }
}
