/*
 * Starts the Django site and the Node server with one secret key.
 */
import { generateSecretKey } from 'itsdangerous-wasm';
import { runPython } from '../python-app.js';

process.env.SECRET_KEY ??= generateSecretKey();
runPython(new URL('site.py', import.meta.url));
await import('./server.js');
