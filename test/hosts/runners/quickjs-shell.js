/* node quickjs-shell.js <variant of quickjs-emscripten> <program>: runs a module or a script in that engine. */
import { readFileSync } from 'node:fs';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten';

const [variant, program] = process.argv.slice(2);
const quickjs = await newQuickJSWASMModuleFromVariant(import(variant));
const runtime = quickjs.newRuntime();
runtime.setModuleLoader((path) => readFileSync(path, 'utf8'));
const context = runtime.newContext();
const print = context.newFunction('print', (text) => console.log(context.getString(text)));
context.setProp(context.global, 'print', print);
const type = program.endsWith('.mjs') ? 'module' : 'global';
context.unwrapResult(context.evalCode(readFileSync(program, 'utf8'), program, { type }));
