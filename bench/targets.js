/**
 * What the package is to reach, in this one place: against the contestant `peer` of `job`, at least so many times as fast,
 * or at most so many times the time.
 */
const TARGETS = [
  { job: 'Signer.sign, 24 characters', peer: 'node:crypto', atLeast: 5 },
  { job: 'Signer.unsign, 24 characters', peer: 'node:crypto', atLeast: 4.5 },
  { job: 'Signer.sign, 24 characters', peer: 'cookie-signature', atLeast: 6 },
  { job: 'Signer.unsign, 24 characters', peer: 'cookie-signature', atLeast: 6 },
  { job: 'Signer.sign, 24 characters', peer: 'Python', atLeast: 11 },
  { job: 'Signer.unsign, 24 characters', peer: 'Python', atLeast: 11 },
  { job: 'TimestampSigner.sign', peer: 'Python', atLeast: 10 },
  { job: 'TimestampSigner.unsign with maxAge', peer: 'Python', atLeast: 13 },
  { job: 'URLSafeTimedSerializer.dumps, 31 bytes', peer: 'Python', atLeast: 15 },
  { job: 'URLSafeTimedSerializer.loads, 31 bytes', peer: 'Python', atLeast: 10 },
  { job: 'dumps with SHA-256, 31 bytes', peer: 'fast-jwt', atLeast: 4 },
  { job: 'loads with SHA-256, 31 bytes', peer: 'fast-jwt', atLeast: 4 },
  { job: 'URLSafeTimedSerializer.dumps, 800 bytes', peer: 'Python', atLeast: 4 },
  { job: 'URLSafeTimedSerializer.loads, 800 bytes', peer: 'Python', atLeast: 1.8 },
  { job: 'Signer.sign, 1000 characters', peer: 'node:crypto', atLeast: 1 },
  { job: 'signMany, 1,000 tokens', peer: 'ours, a loop', atLeast: 1.5 },
  { job: 'tryUnsignMany, 1,000 tokens', peer: 'ours, a loop', atLeast: 1.5 },
  { job: 'tryUnsign, forged', peer: 'ours, a good token', atMost: 1.2 },
  { job: 'unsign, the oldest of 16 keys', peer: 'ours, one key', atMost: 12 },
  { job: 'sign, 16 MiB', peer: 'ours, 64 KiB', atMost: 1.1 },
  { job: 'import to first token', peer: 'jose', atLeast: 1 },
];

/** Whether a job is one that a target is about. */
export function isTarget(job) {
  return TARGETS.some((target) => target.job === job);
}

/** The targets about jobs that were run, with the figure that was measured and whether it is reached. */
export function judge(results) {
  return TARGETS.flatMap((target) => {
    const contestants = results.find(({ job }) => job === target.job)?.contestants;
    const ratio = contestants?.find(({ name }) => name === target.peer)?.ratio;
    if (ratio === undefined) return [];
    return target.atLeast === undefined
      ? [{ ...target, measured: 1 / ratio, reached: 1 / ratio <= target.atMost }]
      : [{ ...target, measured: ratio, reached: ratio >= target.atLeast }];
  });
}
