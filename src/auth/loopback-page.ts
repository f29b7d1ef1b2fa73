import { createHash } from "node:crypto";

/** What the browser is told at the end of its part of a sign-in. */
export interface LoopbackPage {
  readonly heading: string;
  readonly text: string;
}

const STYLE = `:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f4f5f8, #1d1f24); color: light-dark(#1a1e27, #eef0f4);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; text-wrap: pretty }
main { box-sizing: border-box; width: min(28rem, 100vw - 2rem); padding: 2rem; border-radius: 0.75rem;
  background: light-dark(#ffffff, #282b32); border: 1px solid light-dark(#dfe2e8, #3a3e48) }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3 }
p { margin: 0; color: light-dark(#565e6d, #a9b0bd) }`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/**
 * Sent with every page. The address that the page is shown under holds the authorization code, so nothing may be
 * loaded that could tell it to anybody, and no cache may keep it.
 */
export const LOOPBACK_PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  connection: "close",
};

export function loopbackPage(productName: string, { heading, text }: LoopbackPage): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(productName)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(text)}</p></main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
