/*
 * The host matrix: asks one suite of every entry of the built package on every host, and prints what came of it as a table.
 * Words on the command line choose the hosts whose names hold one of them.
 */
import './install.js';
import { Project, WAYS } from './project.js';

const RUNNERS = ['node', 'deno', 'bun', 'workerd', 'browsers', 'bundlers', 'gnome', 'quickjs', 'embedded'];
const rows = (await Promise.all(RUNNERS.map((name) => import(`./runners/${name}.js`)))).flatMap(
  (runner) => runner.default,
);

/** What came of one entry on one host: for the table, and what failed. */
async function ask(row, way, backend, project) {
  try {
    const output = await row.run(project.write(way, backend, row), project.folder, way);
    const report = output.split('\n').findLast((line) => line.startsWith('['));
    if (!report) throw new Error(`no report: ${output.slice(-500)}`);
    const results = JSON.parse(report);
    const failures = results.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`);
    if (results.length === 0) failures.push('nothing was asked');
    return { text: backend === 'refused' ? 'refused' : `${backend}, ${results.length}`, failures };
  } catch (error) {
    return { text: 'not run', failures: [error.message] };
  }
}

function versionOf({ version }) {
  try {
    return version();
  } catch {
    return 'not installed';
  }
}

/** The row of the table, and what failed, each with its place. */
async function askAll(row, project) {
  const cells = [row.host, versionOf(row)];
  const failed = [];
  for (const way of Object.keys(WAYS)) {
    const backend = row.cells[way];
    if (backend === undefined) {
      cells.push('');
      continue;
    }
    const { text, failures } = await ask(row, way, backend, project);
    cells.push(failures.length ? `**${failures.length} failed**` : text);
    failed.push(...failures.map((failure) => `${row.host}, ${way}: ${failure}`));
  }
  return { cells, failed };
}

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = rows.filter(({ host }) => !wanted.length || wanted.some((word) => host.toLowerCase().includes(word)));
const project = new Project();

/** Two at a time, for two cores; from the last one on, for those take longest. */
const waiting = [...chosen.keys()];
const answers = [];
async function askWaiting() {
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    answers[i] = await askAll(chosen[i], project);
    console.error(`${answers.filter(Boolean).length}/${chosen.length}: ${chosen[i].host}`);
  }
}
await Promise.all([askWaiting(), askWaiting()]);
project.remove();

const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
line(['host', 'version', ...Object.keys(WAYS)]);
line(['---', '---', ...Object.keys(WAYS).map(() => '---')]);
for (const { cells } of answers) line(cells);

const failed = answers.flatMap((answer) => answer.failed);

for (const failure of failed.slice(0, 100)) console.error(failure);
console.log(failed.length ? `${failed.length} failures` : `${chosen.length} hosts, no failure`);
process.exitCode = failed.length ? 1 : 0;
