/*
 * Starts the Express app and the Node server with one secret key.
 */
import { generateSecretKey } from 'itsdangerous-wasm';

process.env.SECRET_KEY ??= generateSecretKey();
// Where another process has started this one, the end of that is the end of this.
process.on('disconnect', () => process.exit());
await import('./app/app.js');
await import('./server.js');
