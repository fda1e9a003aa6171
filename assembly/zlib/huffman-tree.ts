/**
 * Code lengths from frequencies. Of the many optimal Huffman trees this builds the one that zlib builds, which depends
 * on how its heap orders nodes that are equally frequent.
 */
import { LITERAL_SYMBOLS, MAX_BITS } from './alphabets';

const MAX_NODES: u32 = 2 * LITERAL_SYMBOLS - 1;

/**
 * Heap items sort by frequency, then by height, which keeps trees flat: frequency (15 bits), height (5 bits: with at
 * most 16384 symbols in a block no tree is higher than 19), node (10 bits).
 */
const FREQUENCY_SHIFT = 15;
const HEIGHT_SHIFT = 10;
const HEIGHT_MASK: u32 = 31;
const NODE_MASK: u32 = (1 << HEIGHT_SHIFT) - 1;

/** Comes after every item. */
const LAST: u32 = 0xffffffff;

/** A binary heap, least item first; the children of item i are items 2i and 2i + 1 (u32). */
const heap: usize = memory.data(4 * (LITERAL_SYMBOLS + 2), 4);

/** All nodes in the order in which they left the heap (u16). */
const order: usize = memory.data(2 * MAX_NODES, 2);

/** Of each node but the root (u16). */
const parents: usize = memory.data(2 * MAX_NODES, 2);

/** Of each node (u8). */
const depths: usize = memory.data(MAX_NODES);

/** How many codes there are of each length (u16). */
const counts: usize = memory.data(2 * (MAX_BITS + 1), 4);

/** How many bits all occurrences of the symbols take, with the lengths built last. */
export let treeBits: u32 = 0;

/**
 * Writes the code length of each of `size` symbols, a byte each, none above `maxBits`. Answers how many symbols there
 * are up to the last that has a code. At least two always have one, as some decoders need. Frequencies are read in
 * pairs.
 */
export function buildLengths(frequencies: usize, size: u32, maxBits: u32, lengths: usize): u32 {
  let items: u32 = 0;
  let largest: i32 = -1;
  for (let symbol: u32 = 0; symbol < size; symbol += 2) {
    const two = load<u32>(frequencies + (symbol << 1));
    if (two == 0) continue;
    if ((two & 0xffff) != 0) {
      largest = symbol;
      setItem(++items, ((two & 0xffff) << FREQUENCY_SHIFT) | largest);
    }
    if (two >> 16 != 0) {
      largest = symbol + 1;
      setItem(++items, ((two >> 16) << FREQUENCY_SHIFT) | largest);
    }
  }
  while (items < 2) {
    const symbol: u32 = largest < 2 ? ++largest : 0;
    setItem(++items, (1 << FREQUENCY_SHIFT) | symbol);
  }

  const nodes = joinNodes(items, size);
  memory.fill(lengths, 0, size);
  const tooDeep = measureDepths(nodes, size, maxBits, frequencies, lengths);
  if (tooDeep > 0) limitLengths(tooDeep, size, maxBits, frequencies, lengths);
  return largest + 1;
}

@inline
function item(index: u32): u32 {
  return load<u32>(heap + (index << 2));
}

@inline
function setItem(index: u32, value: u32): void {
  store<u32>(heap + (index << 2), value);
}

/** Whether an item belongs before another, which it does where they are equal but for the node. */
@inline
function precedes(a: u32, b: u32): bool {
  return a <= (b | NODE_MASK);
}

/** Lets `value` sink from `index` to its place among `items`; what follows the last of them must be LAST. */
@inline
function sink(value: u32, index: u32, items: u32): void {
  for (let child = index << 1; child <= items; child = index << 1) {
    let least = item(child);
    const right = item(child + 1);
    if (precedes(right, least)) {
      least = right;
      child++;
    }
    if (precedes(value, least)) break;
    setItem(index, least);
    index = child;
  }
  setItem(index, value);
}

/**
 * Joins the two least frequent nodes until one is left; new ones have numbers from `node` on. Answers how many are
 * ordered.
 */
function joinNodes(items: u32, node: u32): u32 {
  setItem(items + 1, LAST);
  for (let index = items >> 1; index >= 1; index--) sink(item(index), index, items);
  let ordered: u32 = 0;
  while (items > 1) {
    const a = item(1);
    const moved = item(items);
    setItem(items--, LAST);
    sink(moved, 1, items);
    const b = item(1);
    store<u16>(order + (ordered << 1), <u16>(a & NODE_MASK));
    store<u16>(order + (ordered << 1), <u16>(b & NODE_MASK), 2);
    ordered += 2;
    store<u16>(parents + ((a & NODE_MASK) << 1), <u16>node);
    store<u16>(parents + ((b & NODE_MASK) << 1), <u16>node);
    const height = 1 + max((a >> HEIGHT_SHIFT) & HEIGHT_MASK, (b >> HEIGHT_SHIFT) & HEIGHT_MASK);
    const frequency = (a >> FREQUENCY_SHIFT) + (b >> FREQUENCY_SHIFT);
    sink((frequency << FREQUENCY_SHIFT) | (height << HEIGHT_SHIFT) | node, 1, items);
    node++;
  }
  store<u16>(order + (ordered << 1), <u16>(node - 1));
  return ordered + 1;
}

/** Measures from the root down how deep the leaves are, at most `maxBits`. Answers how many nodes would be deeper. */
function measureDepths(nodes: u32, size: u32, maxBits: u32, frequencies: usize, lengths: usize): i32 {
  // Cheaper than memory.fill(), for so little.
  for (let at = counts; at < counts + 2 * (MAX_BITS + 1); at += 4) store<u32>(at, 0);
  let tooDeep: i32 = 0;
  let bits: u32 = 0;
  const root: u32 = load<u16>(order + ((nodes - 1) << 1));
  store<u8>(depths + root, 0);
  for (let i: i32 = nodes - 2; i >= 0; i--) {
    const node: u32 = load<u16>(order + (i << 1));
    let depth: u32 = <u32>load<u8>(depths + load<u16>(parents + (node << 1))) + 1;
    if (depth > maxBits) {
      depth = maxBits;
      tooDeep++;
    }
    store<u8>(depths + node, <u8>depth);
    if (node < size) {
      store<u8>(lengths + node, <u8>depth);
      setCount(depth, count(depth) + 1);
      bits += load<u16>(frequencies + (node << 1)) * depth;
    }
  }
  treeBits = bits;
  return tooDeep;
}

@inline
function count(length: u32): u32 {
  return load<u16>(counts + (length << 1));
}

@inline
function setCount(length: u32, value: u32): void {
  store<u16>(counts + (length << 1), <u16>value);
}

/**
 * Makes room for the leaves that were too deep: each time the deepest leaf that can becomes a node with itself and one
 * of them as its children. Then gives the longest codes to the least frequent symbols.
 */
function limitLengths(tooDeep: i32, size: u32, maxBits: u32, frequencies: usize, lengths: usize): void {
  for (; tooDeep > 0; tooDeep -= 2) {
    let length = maxBits - 1;
    while (count(length) == 0) length--;
    setCount(length, count(length) - 1);
    setCount(length + 1, count(length + 1) + 2);
    setCount(maxBits, count(maxBits) - 1);
  }
  let i: u32 = 0;
  let bits: u32 = 0;
  for (let length = maxBits; length > 0; length--) {
    for (let left = count(length); left > 0; ) {
      const node: u32 = load<u16>(order + (i++ << 1));
      if (node >= size) continue;
      store<u8>(lengths + node, <u8>length);
      bits += load<u16>(frequencies + (node << 1)) * length;
      left--;
    }
  }
  treeBits = bits;
}
