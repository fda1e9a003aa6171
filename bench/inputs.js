/*
 * What the jobs are given. It varies from call to call: with one value over and over a processor learns every branch by
 * heart, and compression looks twice as fast as a server ever sees it.
 */

/** Inputs of one pass. */
const COUNT = 100;

/** `count` inputs, each made of its number. */
export function vary(make, count = COUNT) {
  return Array.from({ length: count }, (_, number) => make(number));
}

/** One input as often as there would be different ones. */
export function repeat(input) {
  return vary(() => input);
}

/**
 * The text as it comes off the wire. A token that was just put together is a rope, and the first call that looks into it
 * pays for making it flat.
 */
export function flat(text) {
  return Buffer.from(text).toString();
}

/** Looks like chance, and is the same in every run. */
function scatter(number) {
  return Math.imul(number + 1, 2654435761) >>> 8;
}

/** `size` ASCII characters. */
export function text(size, number) {
  let characters = `user-${number}:`;
  for (let word = 0; characters.length < size; word++) characters += scatter(1000 * number + word).toString(36);
  return flat(characters.slice(0, size));
}

/** What a login token holds: 31 bytes of compact JSON. */
export function login(number) {
  return { id: 100000 + (scatter(number) % 900000), name: text(8, number).replace(':', '.') };
}

/** What a session of Flask-Login with a cart and a message to show holds. */
export function session(number) {
  return {
    _fresh: number % 3 === 0,
    _id: scatter(number).toString(16).padStart(8, '0').repeat(16),
    _user_id: String(scatter(number) % 100000),
    cart: [scatter(number + 1) % 1000, scatter(number + 2) % 1000],
    csrf_token: scatter(number + 3)
      .toString(16)
      .padStart(8, '0')
      .repeat(5),
    locale: ['en', 'de', 'it', 'uk'][number % 4],
  };
}

/** A list of users, compressible as an answer of an API is: exactly `size` bytes of compact JSON. */
export function users(size, number) {
  const cities = ['London', 'Turin', 'Lagos', 'Kyiv', 'Lima', 'Osaka'];
  const list = [];
  for (let id = 1 + 7 * number; ; id++) {
    const seed = scatter(id);
    const name = `user${seed % 977}`;
    const user = { id: seed, name, city: cities[seed % 6], admin: seed % 7 === 0, score: (seed % 801) / 8 };
    if (JSON.stringify([...list, user, '']).length > size) break;
    list.push(user);
  }
  const rest = size - JSON.stringify([...list, '']).length;
  return [...list, `user${scatter(number) % 977} `.repeat(rest).slice(0, rest)];
}

/** A token whose signature was tampered with: it still looks like one. */
export function forge(token) {
  const at = token.length - 10;
  return flat(token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1));
}
