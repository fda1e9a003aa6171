/**
 * Every memory of every WebAssembly module that is instantiated after this file is imported. The modules are instantiated
 * on first use, so all of them are seen, whatever they are and whoever keeps them.
 */
export const memories: WebAssembly.Memory[] = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, newTarget): WebAssembly.Instance {
    const instance = Reflect.construct(target, args, newTarget) as WebAssembly.Instance;
    for (const item of Object.values(instance.exports)) {
      if (item instanceof WebAssembly.Memory && !memories.includes(item)) memories.push(item);
    }
    return instance;
  },
});

/** Their sizes together, in bytes. */
export function memorySize(): number {
  return memories.reduce((size, { buffer }) => size + buffer.byteLength, 0);
}
