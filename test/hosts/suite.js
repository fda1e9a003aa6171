/*
 * What the package promises, asked of one build of it on one host. ES5 and nothing of the host, so that the same lines run
 * in Duktape and in Chromium; project.js puts the library before it and a reporter after it.
 */

/**
 * Asks everything. No test throws: what failed is in the answer.
 *
 * @param library what an entry of the package exports
 * @param corpus the records of test/vectors/itsdangerous.jsonl: what Python made of the same inputs
 * @param backend 'wasm' or 'js' for what has to have run, 'refused' where the entry has to say that the host forbids it
 * @returns {{ name: string, ok: boolean, message: string }[]}
 */
function suite(library, corpus, backend) {
  var results = [];
  var instances = watchWebAssembly();

  function test(name, body) {
    try {
      body();
      results.push({ name: name, ok: true, message: '' });
    } catch (error) {
      results.push({ name: name, ok: false, message: String(error) });
    }
  }

  if (backend === 'refused') {
    test('the first call tells what is wrong and what to use instead, and so does the second', function () {
      for (var i = 0; i < 2; i++) {
        throws(Error, /WebAssembly.*itsdangerous-wasm\/js/, function () {
          new library.Signer('secret key').sign('value');
        });
      }
    });
    return results;
  }

  for (var i = 0; i < corpus.length; i++) testLine(corpus[i]);

  function testLine(line) {
    test(line.id + ' ' + line.op + (line.mut ? ' ' + line.mut : ''), function () {
      CHECKS[line.op](library, line);
    });
  }

  test('error classes', function () {
    var chain = [
      ['BadHeader', 'ERR_BAD_HEADER', 'BadSignature'],
      ['SignatureExpired', 'ERR_SIGNATURE_EXPIRED', 'BadTimeSignature'],
      ['BadTimeSignature', 'ERR_BAD_TIME_SIGNATURE', 'BadSignature'],
      ['BadSignature', 'ERR_BAD_SIGNATURE', 'BadData'],
      ['BadPayload', 'ERR_BAD_PAYLOAD', 'BadData'],
      ['BadData', 'ERR_BAD_DATA', 'BadData'],
    ];
    for (var i = 0; i < chain.length; i++) {
      var error = new library[chain[i][0]]('text');
      equal(error.name, chain[i][0]);
      equal(error.code, chain[i][1]);
      equal(error.message, 'text');
      equal(error instanceof library[chain[i][0]], true);
      equal(error instanceof library[chain[i][2]], true);
      equal(error instanceof Error, true);
    }
    equal(new library.BadPayload('text') instanceof library.BadSignature, false);
  });

  test('what came over the wire is a BadSignature, whatever it is', function () {
    var signer = new library.TimestampSigner('secret key');
    var tokens = [undefined, null, 7, ['a.b'], {}, true, '', '\ud800.x', new Uint8Array([0xff, 0x2e, 0xff])];
    for (var i = 0; i < tokens.length; i++) {
      equal(signer.validate(tokens[i]), false);
      equal(signer.tryUnsign(tokens[i]).error instanceof library.BadSignature, true);
      equal(new library.URLSafeSerializer('secret key').loadsUnsafe(tokens[i])[0], false);
    }
  });

  test("a programmer's mistakes are TypeError and RangeError, and name the parameter", function () {
    var signer = new library.TimestampSigner('secret key');
    throws(TypeError, /value/, function () {
      signer.sign('\ud83d');
    });
    throws(TypeError, /maxAge/, function () {
      signer.unsign(signer.sign('value'), { maxAge: NaN });
    });
    throws(RangeError, /secretKey/, function () {
      new library.Signer('');
    });
    throws(RangeError, /sep/, function () {
      new library.Signer('secret key', { sep: 'a' });
    });
    throws(TypeError, /keyDerivation/, function () {
      new library.Signer('secret key', { keyDerivation: 'sha1' });
    });
    throws(TypeError, /./, function () {
      new library.Serializer('secret key').dumps(undefined);
    });
  });

  test('bytes go in unchanged and come out as a copy', function () {
    var signer = new library.Signer('secret key');
    var value = new Uint8Array([0, 0x2e, 0xff, 0x80]);
    var token = signer.sign(value);
    equal(hex(value), '002eff80');
    value[0] = 1;
    var again = signer.unsign(token);
    equal(hex(again), '002eff80');
    again[0] = 1;
    equal(hex(signer.unsign(token)), '002eff80');
  });

  test('text outside the BMP, under text keys, salts and separators', function () {
    var signer = new library.Signer('🔑 clé', { salt: 'соль', sep: '—' });
    var token = signer.sign('naïve ☃ 𝒳😀');
    equal(token.slice(0, token.length - 27), 'naïve ☃ 𝒳😀—');
    equal(signer.unsign(token), 'naïve ☃ 𝒳😀');
    equal(signer.unsign(utf8(token)), utf8('naïve ☃ 𝒳😀'));
    equal(signer.unsign(signer.sign('\ufeffmark')), '\ufeffmark');
  });

  test('a moved clock, and one of the host that is moved', function () {
    var now = 1.7e12;
    var serializer = new library.URLSafeTimedSerializer('secret key', {
      signerOptions: {
        clock: function () {
          return now;
        },
      },
    });
    var token = serializer.dumps([1]);
    now += 10999;
    equal(serializer.loads(token, { maxAge: 10 }), [1]);
    now += 1;
    throws(library.SignatureExpired, /^Signature age 11 > 10 seconds$/, function () {
      serializer.loads(token, { maxAge: 10 });
    });
    now = 1.7e12 - 1;
    throws(library.SignatureExpired, /^Signature age -1 < 0 seconds$/, function () {
      serializer.loads(token, { maxAge: 10 });
    });

    var hostNow = Date.now;
    var signer = new library.TimestampSigner('secret key');
    token = signer.sign('value');
    try {
      Date.now = function () {
        return hostNow.call(Date) + 60000;
      };
      equal(signer.validate(token, { maxAge: 59 }), false);
      equal(signer.validate(token, { maxAge: 120 }), true);
    } finally {
      Date.now = hostNow;
    }
  });

  test('many at once', function () {
    var signer = new library.Signer(['old', 'new']);
    var values = ['a', 'é', '😀', '', 'a.b'];
    var tokens = signer.signMany(values);
    for (var i = 0; i < values.length; i++) equal(tokens[i], signer.sign(values[i]));
    var lengths = [];
    for (i = 0; i < 150; i++) lengths.push(repeat('x', i));
    var signed = signer.signMany(lengths);
    for (i = 0; i < 150; i++) equal(signed[i], signer.sign(lengths[i]));
    tokens[1] = new library.Signer('old').sign('é');
    tokens[2] = 'forged.token';
    var found = signer.tryUnsignMany(tokens);
    equal(found[0], { ok: true, value: 'a', keyIndex: 1, needsResign: false });
    equal(found[1], { ok: true, value: 'é', keyIndex: 0, needsResign: true });
    equal(found[2].ok, false);
    equal(found[4].value, 'a.b');
  });

  test('a subclass is obeyed', function () {
    var signer = new library.Signer('secret key');
    // A class is constructed; what stands for one in ES5 is called.
    var isClass = /^class/.test(Function.prototype.toString.call(library.Signer));
    function Derived(secretKey) {
      return isClass
        ? Reflect.construct(library.Signer, [secretKey], Derived)
        : library.Signer.call(this, secretKey) || this;
    }
    Derived.defaultDigestMethod = 'sha256';
    Derived.defaultKeyDerivation = 'concat';
    Derived.prototype = Object.create(library.Signer.prototype);
    Derived.prototype.constructor = Derived;
    Derived.prototype.deriveKey = function () {
      return utf8('secret key');
    };
    var derived = new Derived('another key');
    equal(
      derived.sign('value'),
      new library.Signer('secret key', { keyDerivation: 'none', digestMethod: 'sha256' }).sign('value')
    );
    equal(derived.unsign(derived.sign('value')), 'value');
    equal(derived.validate(signer.sign('value')), false);
  });

  test('limits', function () {
    var serializer = new library.URLSafeSerializer('secret key', { maxTokenSize: 64, maxPayloadSize: 1000 });
    throws(RangeError, /64/, function () {
      serializer.dumps('not so short, and in no way to be made shorter by compression: 0123456789');
    });
    var large = new library.URLSafeSerializer('secret key').dumps(repeat('x', 1001));
    throws(library.BadPayload, /./, function () {
      new library.URLSafeSerializer('secret key', { maxPayloadSize: 1000 }).loads(large);
    });
  });

  test('a secret key from the host, or an error that says that it has none', function () {
    var host = typeof crypto === 'object' && crypto;
    if (host && typeof host.getRandomValues === 'function') {
      var first = library.generateSecretKey();
      equal(/^[\w-]{43}$/.test(first), true);
      equal(library.generateSecretKey() === first, false);
    } else {
      throws(Error, /getRandomValues/, library.generateSecretKey);
    }
  });

  if (backend === 'wasm') {
    test('WebAssembly ran: a core and a zlib module without imports, and one of vectors in the place of some of the core', function () {
      var faster = [];
      for (var i = 0; i < instances.length; i++) {
        var imports = WebAssembly.Module.imports(instances[i].module);
        if (imports.length === 0) continue;
        for (var j = 0; j < imports.length; j++) equal(imports[j].module, 'env');
        var core = instances[i].imports.env;
        faster = WebAssembly.Module.exports(instances[i].module);
        for (var k = 0; k < faster.length; k++) {
          for (var at = 0; at < core.table.length; at++) equal(core.table.get(at) === core[faster[k].name], false);
        }
      }
      equal(instances.length, 3);
      equal(faster.length > 0, true);
    });
  } else {
    test('JavaScript ran: nothing asked for WebAssembly', function () {
      equal(instances.length, 0);
    });
  }

  return results;
}

/** What is instantiated from now on: modules and their imports. */
function watchWebAssembly() {
  var instances = [];
  if (typeof WebAssembly === 'object') {
    var Instance = WebAssembly.Instance;
    WebAssembly.Instance = function (module, imports) {
      instances.push({ module: module, imports: imports });
      return new Instance(module, imports);
    };
  }
  return instances;
}

// The operations of the corpus: see test/vectors/README.md

var CHECKS = {
  sign: function (library, line) {
    var signer = makeSigner(library, line);
    if (line.value_unit) {
      // A megabyte goes through once as text and once as bytes: slow engines take seconds for it.
      var large = repeatBytes(bytes(line.value_unit), line.value_count);
      var signed = decodeUtf8(large) + '.' + line.signature;
      equal(signer.sign(decodeUtf8(large)), signed);
      equal(signer.unsign(utf8(signed)), large);
      return;
    }
    var value = bytes(line.value);
    var token = tokenOf(line);
    equal(signer.sign(value), token);
    equal(signer.unsign(token), value);
    var text = [decodeUtf8(value), decodeUtf8(token)];
    if (text[0] === undefined || text[1] === undefined) return;
    equal(signer.sign(text[0]), text[1]);
    equal(signer.unsign(text[1]), text[0]);
  },

  derive_key: function (library, line) {
    for (var i = 0; i < line.cfg.keys.length; i++) {
      equal(makeSigner(library, line).deriveKey(bytes(line.cfg.keys[i])), bytes(line.expect[i]));
    }
  },

  unsign: function (library, line) {
    var timed = line.now !== undefined;
    var options = { maxAge: line.max_age, returnTimestamp: line.return_timestamp };
    var signer = makeSigner(library, line);
    compare(library, line, function (token) {
      var read = timed ? signer.unsign(token, options) : signer.unsign(token);
      return options.returnTimestamp ? { value: read[0], timestamp: read[1].getTime() / 1000 } : { value: read };
    });
    var result = signer.tryUnsign(tokenOf(line), timed ? options : undefined);
    if (result.ok && line.key_index !== undefined) equal(result.keyIndex, line.key_index);
  },

  dumps: function (library, line) {
    if (line.value_unit) {
      var text = repeat(decodeUtf8(bytes(line.value_unit)), line.value_count);
      equal(makeSerializer(library, line).dumps(text), line.token);
      equal(makeSerializer(library, line).loads(line.token), text);
      return;
    }
    var json = line.json;
    var compact = line.cls.indexOf('URLSafe') === 0;
    if (!isReadable(json)) return isRefused(library, line);
    var value = parsePython(json, compact);
    var serializer = makeSerializer(library, line);
    var options = line.call_salt === undefined ? {} : { salt: bytes(line.call_salt) };
    if (isWrittenAlike(json, compact)) {
      equal(serializer.dumps(value, options), line.token);
      equal(serializer.dumpPayload(value), bytes(line.payload));
    }
    if (json.indexOf('"__proto__"') >= 0) {
      throws(library.BadPayload, /./, function () {
        serializer.loads(line.token, options);
      });
    } else {
      equal(serializer.loads(line.token, options), value);
    }
  },

  loads: function (library, line) {
    var timed = line.cls.indexOf('Timed') >= 0;
    if (line.expect.ok && !isReadable(line.expect.json)) return isRefused(library, line);
    var serializer = makeSerializer(library, line);
    compare(library, line, function (token) {
      if (!timed) return { json: serializer.loads(token) };
      var read = serializer.loads(token, { maxAge: line.max_age, returnTimestamp: true });
      return { json: read[0], timestamp: read[1].getTime() / 1000 };
    });
  },

  int_to_bytes: function (library, line) {
    var number = Number(line.int);
    if (number > MAX_SAFE_INTEGER) {
      if (typeof BigInt !== 'function') {
        throws(RangeError, /BigInt/, function () {
          library.bytesToInt(bytes(line.bytes));
        });
        return;
      }
      number = BigInt(line.int);
    }
    equal(library.intToBytes(number), bytes(line.bytes));
    equal(library.bytesToInt(bytes(line.bytes)), number);
  },

  base64_encode: function (library, line) {
    equal(library.base64Encode(bytes(line.bytes)), line.text);
    equal(library.base64Decode(line.text), bytes(line.bytes));
  },

  base64_decode: function (library, line) {
    var text = bytes(line.text_b64);
    // Python reads other spellings than the one that it writes.
    if (line.expect.ok && library.base64Encode(bytes(line.expect.bytes)) === decodeUtf8(text)) {
      equal(library.base64Decode(text), bytes(line.expect.bytes));
    } else {
      throws(library.BadData, /^Invalid base64-encoded data$/, function () {
        library.base64Decode(text);
      });
    }
  },

  separator: function (library, line) {
    var sep = bytes(line.sep);
    if (/^[\w=-]*$/.test(decodeUtf8(sep) === undefined ? '.' : decodeUtf8(sep))) {
      throws(RangeError, /sep/, function () {
        new library.Signer('key', { sep: sep });
      });
    } else {
      var signer = new library.Signer('key', { sep: sep });
      equal(line.expect.ok, true);
      equal(signer.unsign(signer.sign(utf8('value'))), utf8('value'));
    }
  },
};

/** Tokens that Python reads though it never writes them, or of which it says more: ours refuses each. The unit tests say how. */
var STRICTER = new RegExp(
  '^(padding|blank|line-end|unused-bits|byte-outside-ascii|not-unicode)' +
    '|^timestamp-(year-10000|53-bits|64-bits|leading-zero|padded|unused-bits|not-base64)' +
    '|^payload-(proto|zlib-and-more|zlib-in-two|padded|blank|unused-bits)$'
);

/** Holds what `read` gives, or throws, against what Python said: for the token as bytes, and as text where it is text. */
function compare(library, line, read) {
  var token = tokenOf(line);
  var text = decodeUtf8(token);
  var forms = text === undefined ? [asBytes] : [asBytes, decodeUtf8];
  for (var i = 0; i < forms.length; i++) {
    var expected = line.expect;
    var found;
    try {
      found = read(forms[i](token));
    } catch (error) {
      if (!(error instanceof library.BadData)) throw error;
      equal(expected.ok && !STRICTER.test(line.mut), false, String(error));
      if (STRICTER.test(line.mut)) continue;
      equal(error.name, expected.exc);
      equal(error instanceof library[expected.exc], true);
      // Python shows bytes as it writes them in a program: where that is more than quotes, the unit tests translate.
      if (!/\\|b"/.test(expected.message)) equal(error.message, expected.message.replace(/b'([^']*)'/g, '"$1"'));
      equal(
        error.payload,
        expected.payload ? forms[i](bytes(expected.payload)) : asNothing(expected.payload, forms[i])
      );
      equal(error.dateSigned && error.dateSigned.getTime() / 1000, asDate(expected.date_signed));
      continue;
    }
    equal(STRICTER.test(line.mut), false, 'was read');
    equal(expected.ok, true, 'was read');
    if (expected.value !== undefined) equal(found.value, forms[i](bytes(expected.value)));
    else equal(found.json, parsePython(expected.json, line.cls.indexOf('URLSafe') === 0));
    if (found.timestamp !== undefined) equal(found.timestamp, expected.timestamp);
  }
}

/** Where the host has no bigint, no digit of an integer is lost without a word. */
function isRefused(library, line) {
  throws(library.BadPayload, /./, function () {
    makeSerializer(library, line).loads(tokenOf(line));
  });
}

function asBytes(data) {
  return data;
}

/** An empty payload is one; Python's None is none. */
function asNothing(payload, form) {
  return payload === '' ? form(new Uint8Array(0)) : undefined;
}

function asDate(seconds) {
  return seconds === null ? undefined : seconds;
}

// Ours, built as Python's were

function signerOptions(cfg, now) {
  var options = { digestMethod: cfg.digest.replace('_', '-'), keyDerivation: cfg.kd };
  if (cfg.sep !== undefined) options.sep = bytes(cfg.sep);
  if (now !== undefined) {
    options.clock = function () {
      return now * 1000;
    };
  }
  return options;
}

function keysOf(cfg) {
  var keys = [];
  for (var i = 0; i < cfg.keys.length; i++) keys.push(bytes(cfg.keys[i]));
  return keys;
}

function makeSigner(library, line) {
  var options = signerOptions(line.cfg, line.now);
  options.salt = bytes(line.cfg.salt);
  return new library[line.now === undefined ? 'Signer' : 'TimestampSigner'](keysOf(line.cfg), options);
}

function makeSerializer(library, line) {
  var now = line.cls.indexOf('Timed') >= 0 ? line.now : undefined;
  var fallbacks = line.fallback_signers || [];
  var fallbackSigners = [];
  for (var i = 0; i < fallbacks.length; i++) fallbackSigners.push(signerOptions(fallbacks[i], now));
  return new library[line.cls](keysOf(line.cfg), {
    salt: bytes(line.cfg.salt),
    signerOptions: signerOptions(line.cfg, now),
    fallbackSigners: fallbackSigners,
  });
}

function tokenOf(line) {
  return line.token === undefined ? bytes(line.token_b64) : utf8(line.token);
}

// Python's JSON

var MAX_SAFE_INTEGER = 9007199254740991;
var JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

function numbersIn(json) {
  var tokens = json.match(JSON_TOKEN) || [];
  var numbers = [];
  for (var i = 0; i < tokens.length; i++) if (tokens[i].charAt(0) !== '"') numbers.push(tokens[i]);
  return numbers;
}

function isBigInteger(number, compact) {
  return (
    /^-?\d+$/.test(number) &&
    Math.abs(Number(number)) > MAX_SAFE_INTEGER &&
    !(compact && String(Number(number)) === number)
  );
}

/** Whether the host has what the numbers need. */
function isReadable(json) {
  var numbers = numbersIn(json);
  for (var i = 0; i < numbers.length; i++) {
    if (isBigInteger(numbers[i], false) && typeof BigInt !== 'function') return false;
  }
  return true;
}

/** An integer that a number would not be written as again is a bigint. */
function parsePython(json, compact) {
  var marked = json.replace(JSON_TOKEN, function (token) {
    if (token.charAt(0) === '"' || (isFinite(Number(token)) && !isBigInteger(token, compact))) return token;
    return '{"$number": "' + token + '"}';
  });
  return JSON.parse(marked, function (_, value) {
    if (value === null || typeof value !== 'object' || value.$number === undefined) return value;
    return isBigInteger(value.$number, compact) ? BigInt(value.$number) : Number(value.$number);
  });
}

/** Not what JavaScript has no way to say: 1.0 is 1, keys like integers come first, a lone surrogate has no UTF-8. */
function isWrittenAlike(json, compact) {
  if (/"\d+":|"\\ud800"/.test(json)) return false;
  var numbers = numbersIn(json);
  for (var i = 0; i < numbers.length; i++) {
    var number = Number(numbers[i]);
    if (!isFinite(number)) return false;
    if (/^-?\d+$/.test(numbers[i])) continue;
    if (
      compact ? String(number) !== numbers[i] : number === Math.floor(number) && Math.abs(number) <= MAX_SAFE_INTEGER
    ) {
      return false;
    }
  }
  return true;
}

// Bytes and text

function bytes(base64) {
  var alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  var text = base64.replace(/=/g, '');
  var data = new Uint8Array(Math.floor((text.length * 3) / 4));
  var bits = 0;
  for (var i = 0; i < text.length; i++) {
    bits = ((bits << 6) | alphabet.indexOf(text.charAt(i))) & 0xffff;
    if (i % 4 > 0) data[Math.floor((i * 3) / 4)] = bits >> (6 - 2 * (i % 4));
  }
  return data;
}

function utf8(text) {
  var binary = unescape(encodeURIComponent(text));
  var data = new Uint8Array(binary.length);
  for (var i = 0; i < binary.length; i++) data[i] = binary.charCodeAt(i);
  return data;
}

/** The text of UTF-8 bytes, or `undefined` where they are not UTF-8. */
function decodeUtf8(data) {
  var binary = [];
  for (var i = 0; i < data.length; i++) binary.push(String.fromCharCode(data[i]));
  try {
    return decodeURIComponent(escape(binary.join('')));
  } catch (_) {
    return undefined;
  }
}

function hex(data) {
  var digits = [];
  for (var i = 0; i < data.length; i++) digits.push((data[i] + 256).toString(16).slice(1));
  return digits.join('');
}

function repeatBytes(unit, count) {
  var whole = new Uint8Array(unit.length * count);
  for (var i = 0; i < count; i++) whole.set(unit, unit.length * i);
  return whole;
}

function repeat(unit, count) {
  return new Array(count + 1).join(unit);
}

// Assertions

function show(value) {
  var text;
  if (value instanceof Uint8Array) text = 'bytes ' + hex(value);
  else if (typeof value === 'string') text = JSON.stringify(value);
  else if (typeof value === 'object' && value !== null) text = JSON.stringify(value, showBigInt);
  else text = value === 0 && 1 / value < 0 ? '-0' : typeof value + ' ' + String(value);
  return text.length > 300 ? text.slice(0, 300) + '…' : text;
}

function showBigInt(_, value) {
  return typeof value === 'bigint' ? String(value) : value;
}

function isSame(one, other) {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other
      ? one !== 0 || 1 / one === 1 / other
      : typeof one === 'number' && typeof other === 'number' && isNaN(one) && isNaN(other);
  }
  if (one instanceof Uint8Array !== other instanceof Uint8Array || Array.isArray(one) !== Array.isArray(other))
    return false;
  if (one instanceof Uint8Array) {
    if (one.length !== other.length) return false;
    for (var i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
    return true;
  }
  var keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  for (var j = 0; j < keys.length; j++) if (!isSame(one[keys[j]], other[keys[j]])) return false;
  return true;
}

function equal(found, expected, what) {
  if (!isSame(found, expected)) throw new Error((what ? what + ': ' : '') + show(found) + ' is not ' + show(expected));
}

function throws(type, message, call) {
  try {
    call();
  } catch (error) {
    if (error instanceof type && message.test(error.message)) return;
    throw new Error(String(error) + ' is not a ' + type.name + ' like ' + message);
  }
  throw new Error('no error');
}
