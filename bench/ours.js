/** The contestant that all others are measured against. */
export const OURS = 'ours';
