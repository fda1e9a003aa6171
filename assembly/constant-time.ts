/*
 * Comparison whose time depends on the length alone.
 */
import { INPUT } from './memory';

export function equal(a: usize, b: usize, length: i32): bool {
  let difference: u32 = 0;
  for (let i = 0; i < length; i++) difference |= load<u8>(a + i) ^ load<u8>(b + i);
  return difference == 0;
}

/** Whether the first `length` bytes of INPUT are the `length` bytes behind them. */
export function equalInput(length: i32): bool {
  return equal(INPUT, INPUT + length, length);
}
