/*
 * HTTP dates (RFC 9110 §5.6.7), in which Flask writes datetimes: whole seconds, in UTC.
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT`, the form that is written; a numeric zone is read as well. */
const IMF_FIXDATE = /^(?:\w+, )?(\d{1,2}) (\w{3}) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|([+-]\d{4}))$/;
/** `Sunday, 06-Nov-94 08:49:37 GMT`, obsolete. */
const RFC_850 = /^\w+, (\d\d)-(\w{3})-(\d\d) (\d\d:\d\d:\d\d) GMT$/;
/** `Sun Nov  6 08:49:37 1994`, obsolete. */
const ASCTIME = /^\w{3} (\w{3}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/;

/**
 * Whether this is a date that comes back from an HTTP date. Before the year 100 it does not: Python takes such years for
 * abbreviations.
 */
export function isHTTPDate(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 100 && year <= 9999;
}

/** The whole seconds of a date that {@link isHTTPDate}: a fraction is left out, as in Python. */
export function formatHTTPDate(date: Date): string {
  return date.toUTCString();
}

/** The date of a text; `null`, as in Werkzeug's `parse_date`, where there is none. */
export function parseHTTPDate(text: string): Date | null {
  const fields = readFields(text);
  if (fields === undefined) return null;
  const [day, monthName, digits, time, zone = ''] = fields;
  const month = MONTHS.indexOf(monthName);
  const year = fullYear(Number(digits));
  const [hour, minute, second] = time.split(':').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month, Number(day), hour, minute, second));
  // Fields out of range would have been carried over into others.
  const exact = date.getUTCMonth() === month && hour < 24 && minute < 60 && second < 60;
  return exact ? new Date(date.getTime() - zoneOffset(zone)) : null;
}

type Fields = [day: string, month: string, year: string, time: string, zone?: string];

function readFields(text: string): Fields | undefined {
  const [, ...fields] = IMF_FIXDATE.exec(text) ?? RFC_850.exec(text) ?? [];
  if (fields.length > 0) return fields as unknown as Fields;
  const [, month, day, time, year] = ASCTIME.exec(text) ?? [];
  return month === undefined ? undefined : ([day, month, year, time] as Fields);
}

/** RFC 850's two digits, as Python's `email.utils` takes them: from 1969 to 2068. */
function fullYear(year: number): number {
  if (year >= 100) return year;
  return year > 68 ? 1900 + year : 2000 + year;
}

/** What a zone `+hhmm` is ahead of UTC, in milliseconds. */
function zoneOffset(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
