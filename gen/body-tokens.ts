/** Words and marks of a handler body. */
export class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    const pattern =
      /\s+|([A-Za-z_][A-Za-z0-9_.]*|0x[0-9a-fA-F]+|\d+|<<|>>|<=|>=|==|!=|&&|\|\||[-+*&|^~!<>=?:;,(){}])/gy;
    const tokens: string[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      end = match.index + match[0].length;
      if (match[1] !== undefined) tokens.push(match[1]);
    }
    if (end !== text.length) throw new Error(`body: cannot read ${text.slice(end, end + 30)} in ${text}`);
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }
  peek(ahead = 0): string {
    return this.#tokens[this.#at + ahead] ?? '';
  }
  next(): string {
    return this.#tokens[this.#at++] ?? '';
  }
  accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#at++;
    return true;
  }
  expect(token: string): void {
    const got = this.next();
    if (got !== token) throw new Error(`body: expected ${token}, got ${got} in ${this.#text}`);
  }
  fail(what: string): never {
    throw new Error(`body: ${what} at "${this.#tokens.slice(this.#at, this.#at + 6).join(' ')}" in ${this.#text}`);
  }
}
