import { inspect } from "node:util";

/**
 * A value that must not be shown. It prints as `[secret]` wherever it ends up by mistake: in a template, in
 * JSON, in `console.log`, in an error's properties. `reveal` is the only way to the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
