/** A stream of Node is an async iterable to whom reads it. */
export const Readable = {
  async *from(chunks) {
    yield* chunks;
  },
};
