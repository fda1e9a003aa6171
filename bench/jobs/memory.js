import { fresh } from '../fresh/run.js';
import { OURS } from '../ours.js';

const CONTESTANTS = {
  [OURS]: [OURS, 10_000_000],
  'ours, 10,000 calls': [OURS, 10_000],
  'node:crypto': ['node:crypto', 10_000_000],
};

/** Each contestant's process is run once, for all figures. */
const processes = new Map();

async function figureOf(contestant, figure) {
  if (!processes.has(contestant)) {
    processes.set(contestant, fresh('memory.js', ...CONTESTANTS[contestant].map(String)));
  }
  return (await processes.get(contestant))[figure];
}

function memory(name, figure, contestants) {
  return {
    name: `${name} after 10,000,000 calls`,
    unit: 'MiB',
    rounds: 1,
    contestants: Object.fromEntries(
      contestants.map((contestant) => [contestant, { sample: () => figureOf(contestant, figure) }]),
    ),
  };
}

const all = Object.keys(CONTESTANTS);

export const jobs = [
  memory('JavaScript heap', 'heap', all),
  memory('resident memory', 'rss', all),
  // node:crypto has none.
  memory('WebAssembly memory', 'wasm', all.slice(0, 2)),
];
