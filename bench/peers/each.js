/** Contestants, one for each of `peers`, by the same names. */
export function each(peers, toContestant) {
  return Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, toContestant(peer)]));
}
