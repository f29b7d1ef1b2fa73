import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../../../renderer");

describe.each([
  "sign-in",
  "confirm-call",
  "call-popup",
  "call-window",
  "settings",
  "devices",
  "diagnostics",
  "question",
])("%s.html", (name) => {
  const html = readFileSync(resolve(folder, `${name}.html`), "utf8");

  it("carries the strict content policy", () => {
    expect(html).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'",
    );
  });

  it("has no inline script, style or handler, and nothing from elsewhere", () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:/);
  });

  it("names its language and itself", () => {
    expect(html).toMatch(/<html lang="en">/);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
  });
});
