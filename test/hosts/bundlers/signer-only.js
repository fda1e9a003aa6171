/* A tiny app that only signs. Its bundle has to hold neither serializers nor zlib. */
import { Signer } from 'itsdangerous-wasm';

console.log(new Signer('secret key').sign('value'));
