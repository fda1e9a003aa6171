/** What @rollup/plugin-wasm makes of an inlined module: see scripts/inline-wasm.js. */
declare module '#core.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}
declare module '#simd.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}
declare module '#zlib.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}

/** What a bundler for Cloudflare Workers makes of a module. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

/** What a module is converted to: see scripts/convert.js. */
declare module '#core.js' {
  export default function instantiate(): unknown;
}
declare module '#zlib.js' {
  export default function instantiate(): unknown;
}
