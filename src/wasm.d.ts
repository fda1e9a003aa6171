/** A module of the core, inlined by the bundler: instantiating it compiles it, both at the call. */
declare module '*.wasm' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Instance;
}
