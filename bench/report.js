/*
 * Results and targets as text for a terminal and as Markdown.
 */
import { OURS } from './ours.js';

/** Three significant digits, with commas from a thousand on. */
function figure(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}

/** How many times as fast as that ours is, or as much as that it takes. */
function times(ratio) {
  return `${ratio >= 9.95 ? Math.round(ratio).toLocaleString('en') : ratio.toPrecision(2)} ×`;
}

/** More closely, for what is to be told from its target. */
function closely(ratio) {
  return `${ratio.toPrecision(3)} ×`;
}

/** Half of what lies between the quartiles. */
function percent(share) {
  return `± ${Math.round(share * 50)} %`;
}

export function resultText({ job, unit, contestants }) {
  const width = Math.max(24, ...contestants.map(({ name }) => name.length));
  const lines = contestants.map(
    ({ name, median, spread, ratio }) =>
      `  ${name.padEnd(width)} ${figure(median).padStart(10)} ${percent(spread).padStart(8)} ${times(ratio).padStart(10)}`,
  );
  return `${job}\n  ${''.padEnd(width)} ${unit.padStart(10)}\n${lines.join('\n')}\n`;
}

export function targetsText(targets) {
  const width = Math.max(...targets.map(({ job }) => job.length));
  const lines = targets.map(
    ({ job, peer, measured, reached, ...target }) =>
      `  ${job.padEnd(width)}  ${peer.padEnd(20)} ${wanted(target).padEnd(15)} ${closely(measured).padStart(8)}  ${reached ? 'reached' : 'not reached'}`,
  );
  return `Targets\n${lines.join('\n')}\n`;
}

function wanted({ atLeast, atMost }) {
  return atLeast === undefined ? `at most ${atMost} ×` : `at least ${atLeast} ×`;
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

/** A table for each family: its jobs down, the contestants of all of them across. */
export function resultsMarkdown(results) {
  const families = [...new Set(results.map(({ family }) => family))];
  return families
    .map((family) =>
      tableMarkdown(
        family,
        results.filter((result) => result.family === family),
      ),
    )
    .join('\n\n');
}

function tableMarkdown(family, results) {
  const names = [...new Set(results.flatMap(({ contestants }) => contestants.map(({ name }) => name)))];
  const cells = ({ contestants }) =>
    names.map((name) => cell(contestants.find((contestant) => contestant.name === name)));
  return [
    row([family, ...names]),
    row(['---', ...names.map(() => '---:')]),
    ...results.map((result) => row([`${result.job} (${result.unit})`, ...cells(result)])),
  ].join('\n');
}

function cell(contestant) {
  if (contestant === undefined) return '';
  const { name, median, spread, ratio } = contestant;
  return `${figure(median)} ${percent(spread)}${name === OURS ? '' : `, **${times(ratio)}**`}`;
}

export function targetsMarkdown(targets) {
  return [
    row(['job', 'against', 'wanted', 'measured', '']),
    row(['---', '---', '---', '---:', '---']),
    ...targets.map(({ job, peer, measured, reached, ...target }) =>
      row([job, peer, wanted(target), closely(measured), reached ? 'reached' : '**not reached**']),
    ),
  ].join('\n');
}
