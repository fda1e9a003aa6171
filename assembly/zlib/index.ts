/** zlib streams (RFC 1950) of DEFLATE (RFC 1951): what the shell calls. */
export { PIECE_SIZE, piece } from './buffers';
export { inflate, inflateStart, inflatePiece, inflated, inflatedLength } from './inflate';
