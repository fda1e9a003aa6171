/**
 * Text that is safe to put into HTML as it is, MarkupSafe's `Markup`. It escapes nothing: that is for who makes it.
 *
 * ```ts
 * String(new Markup('<b>Saved</b>')); // '<b>Saved</b>'
 * ```
 */
export class Markup {
  readonly html: string;

  /** @throws TypeError if `html` is no string */
  constructor(html: string) {
    if (typeof html !== 'string') throw new TypeError('html must be a string');
    this.html = html;
    Object.freeze(this);
  }

  toString(): string {
    return this.html;
  }

  toJSON(): string {
    return this.html;
  }
}
