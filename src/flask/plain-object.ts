/** Whether a value is what JavaScript has for a dict: an object of no class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of all objects may be another realm's, so it is told by having none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
