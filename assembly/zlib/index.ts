/** zlib streams (RFC 1950) of DEFLATE (RFC 1951): what the shell calls. */
export { PIECE_SIZE, output, piece } from './buffers';
export { deflateEnd, deflatePiece, deflateStart } from './deflate';
export { inflate, inflateEnd, inflatePiece, inflateStart, inflated, inflatedLength } from './inflate';
export { MAX_SHORT, cannotPay } from './short-text';
