export { Markup } from './markup.js';
export { SessionSerializer, type SessionSerializerOptions } from './session-serializer.js';
export type { Tag } from './tag.js';
export { TaggedJSON, type TaggedJSONOptions } from './tagged-json.js';
export { Tuple, type TupleConstructor } from './tuple.js';
export { UUID } from './uuid.js';
