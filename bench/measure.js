/*
 * Measures the contestants of one job side by side: each is warmed up, then all take turns of a few milliseconds, A B C
 * A B C …, so that whatever else the machine is doing meets all of them. tinybench times a turn; what a contestant is said
 * to take is the median of its turns, and a ratio is the median of the ratios within each round.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { Bench } from 'tinybench';
import { OURS } from './ours.js';
import { python } from './python.js';

const ROUNDS = 101;
const ROUND_MS = 2;
const WARMUP_MS = 150;

/**
 * A job is a name and its contestants by theirs. A contestant is a function of one input, or an object with
 *
 * - `run(input)`, which may give a promise; or `python`, a call that bench/python.py makes; or `sample()`, which measures
 *   by itself and gives a promise of a figure;
 * - `inputs`: what it is called with, in turns;
 * - `check(result, input)`: throws, or gives a promise that does, unless the result is right. Every result is looked at once
 *   before anything is timed;
 * - `per`: how many things a call does, for jobs that give the time of one (default 1).
 *
 * What all contestants of a job have in common stands in the job itself, with `unit`, the unit of the figures (default
 * ns), and `rounds`.
 */
export async function measure({ name, contestants, unit = 'ns', rounds = ROUNDS, ...common }) {
  const bench = new Bench({ iterations: 1, time: ROUND_MS, warmup: false, warmupTime: WARMUP_MS, throws: true });
  const rows = [];
  for (const [contestant, own] of Object.entries(contestants)) {
    const turn = await toTurn(
      { ...common, ...(typeof own === 'function' ? { run: own } : own) },
      `${name}: ${contestant}`,
    );
    if (turn === undefined) continue;
    // A contestant pays for its own garbage and for nobody else's.
    bench.add(contestant, turn.run, { async: turn.async, beforeAll: () => gc({ type: 'minor' }) });
    if (!turn.elsewhere) await bench.getTask(contestant).warmup();
    rows.push({ name: contestant, scale: turn.scale, figures: [] });
  }
  for (let round = 0; round < rounds; round++) {
    bench.reset();
    await bench.run();
    bench.results.forEach(({ latency }, i) => {
      rows[i].figures.push(latency.mean * rows[i].scale);
    });
  }
  const ours = rows.find((row) => row.name === OURS).figures;
  return {
    job: name,
    unit,
    contestants: rows.map(({ name, figures }) => ({
      name,
      median: quantile(figures, 0.5),
      spread: (quantile(figures, 0.75) - quantile(figures, 0.25)) / quantile(figures, 0.5),
      ratio: quantile(
        figures.map((figure, round) => figure / ours[round]),
        0.5,
      ),
    })),
  };
}

/**
 * A contestant's turn: what tinybench calls until the turn is over, and what the milliseconds that one such call takes
 * are to be multiplied by. `undefined` for Python where there is none.
 */
async function toTurn({ run, python: call, sample, inputs, check, per = 1 }, name) {
  if (sample !== undefined)
    return { run: async () => measured(await sample()), async: true, elsewhere: true, scale: 1 };
  const scale = 1e6 / inputs.length / per;
  if (call !== undefined) {
    const remote = await python(call, inputs);
    if (remote === undefined) return undefined;
    await checkAll(check, remote.results, inputs, name);
    return { run: async () => measured(await remote.measure(ROUND_MS)), async: true, elsewhere: true, scale };
  }
  const results = inputs.map((input) => run(input));
  const async = results[0] instanceof Promise;
  await checkAll(check, await Promise.all(results), inputs, name);
  return { run: async ? () => passInTurns(run, inputs) : () => pass(run, inputs), async, scale };
}

/** Tells tinybench a figure that was measured elsewhere, and that the turn is over. */
function measured(figure) {
  return { overriddenDuration: figure, overriddenIterationCost: ROUND_MS };
}

async function checkAll(check, results, inputs, name) {
  for (const [i, result] of results.entries()) {
    try {
      await check(result, inputs[i]);
    } catch (cause) {
      throw new Error(`${name} gives a wrong result`, { cause });
    }
  }
}

/** Results go here, so that no compiler finds that nobody wants them. */
export let sink;

function pass(run, inputs) {
  for (const input of inputs) sink = run(input);
}

async function passInTurns(run, inputs) {
  for (const input of inputs) sink = await run(input);
}

function quantile(figures, fraction) {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * fraction)];
}

/** A check: the result is what `expected` makes of the input. */
export function equals(expected) {
  return (result, input) => deepStrictEqual(result, expected(input));
}
