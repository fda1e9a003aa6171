/*
 * Results and targets as text for a terminal and as Markdown.
 */

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

/** A table for each family and set of contestants: its jobs down, contestants across. */
export function resultsMarkdown(results) {
  const tables = new Map();
  for (const result of results) {
    const key = JSON.stringify([result.family, result.contestants.map(({ name }) => name)]);
    tables.set(key, [...(tables.get(key) ?? []), result]);
  }
  return [...tables.values()].map(tableMarkdown).join('\n\n');
}

function tableMarkdown(results) {
  const [{ contestants }] = results;
  return [
    row(['', ...contestants.map(({ name }) => name)]),
    row(['---', ...contestants.map(() => '---:')]),
    ...results.map((result) => row([`${result.job} (${result.unit})`, ...result.contestants.map(cell)])),
  ].join('\n');
}

function cell({ median, spread, ratio }, at) {
  return `${figure(median)} ${percent(spread)}${at === 0 ? '' : `, **${times(ratio)}**`}`;
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
