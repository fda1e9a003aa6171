import { ok } from 'node:assert/strict';

/** A call that refuses by an error, with the handler around it that a caller has. */
export function refusing(run) {
  return (token) => {
    try {
      const result = run(token);
      return result instanceof Promise ? result.catch((error) => error) : result;
    } catch (error) {
      return error;
    }
  };
}

/** A check: the token was refused, in whatever way. */
export function isRefusal(result) {
  ok(!result || result.ok === false || result instanceof Error);
}
