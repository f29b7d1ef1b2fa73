/**
 * Content security policy of the shell's own pages: their own scripts and styles, no network at all.
 * https://www.electronjs.org/docs/latest/tutorial/security, item 7.
 */
export const pageContentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
