import { isTarget } from './targets.js';

/**
 * Whether a job is to be run: with `targets` those that a target is about; with `phrases` those in whose name, or that of
 * their family, one of them stands as whole words.
 */
export function picks({ targets, phrases }, family, job) {
  const text = words(`${family} ${job}`);
  const named = phrases.length === 0 || phrases.some((phrase) => text.includes(words(phrase)));
  return named && (!targets || isTarget(job));
}

function words(text) {
  return ` ${text.toLowerCase().split(/\W+/).join(' ')} `;
}
