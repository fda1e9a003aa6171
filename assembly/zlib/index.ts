/** zlib streams (RFC 1950) of DEFLATE (RFC 1951): what the shell calls. */
export { PIECE_SIZE, output, piece } from './buffers';
export { deflateStart, deflatePiece } from './deflate';
export { inflate, inflateStart, inflatePiece, inflated, inflatedLength } from './inflate';
