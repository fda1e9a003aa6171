/**
 * Counts the work of every WebAssembly module that is compiled after this file is imported: one for each function entered
 * and each turn of a loop. The same input makes the same count on every machine, however busy it is.
 */
import binaryen from 'binaryen';

let work = 0;

/** What the modules have done so far. */
export function workDone(): number {
  return work;
}

WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(target, [bytes]: [ArrayBuffer | Uint8Array], newTarget): WebAssembly.Module {
    const module = binaryen.readBinary(new Uint8Array(bytes as ArrayBuffer));
    module.setFeatures(binaryen.Features.All);
    module.runPasses(['log-execution']);
    const counting = module.emitBinary();
    module.dispose();
    return Reflect.construct(target, [counting], newTarget);
  },
});

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports], newTarget): WebAssembly.Instance {
    const env = {
      ...imports?.['env'],
      log_execution: () => {
        work++;
      },
    };
    return Reflect.construct(target, [module, { ...imports, env }], newTarget);
  },
});
