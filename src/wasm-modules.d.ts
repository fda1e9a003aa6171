/** What @rollup/plugin-wasm makes of an inlined module. */
declare module '#core.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}
declare module '#zlib.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}
