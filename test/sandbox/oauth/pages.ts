import { demoUser } from "../account.ts";
import type { AuthorizationTransaction } from "./authorization-store.ts";

const style = `
:root { color-scheme: light dark; --page: #eef1f4; --card: #fff; --ink: #1f2933; --soft: #5b6875; --line: #c5ccd3;
  --blue: #0667a8; --blue-ink: #fff; --orange: #e66a00; --bad: #b3261e; --note: #f4f7fa; }
@media (prefers-color-scheme: dark) { :root { --page: #14191e; --card: #1f262d; --ink: #edf1f4; --soft: #a7b3be;
  --line: #46525d; --blue: #69b7ee; --blue-ink: #0a1a26; --orange: #ff9a45; --bad: #ffb4ab; --note: #283139; } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 12px; background: var(--page);
  color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
main { width: min(420px, 100%); background: var(--card); border-radius: 14px; padding: 32px;
  border-top: 5px solid var(--orange); box-shadow: 0 6px 30px rgb(0 0 0 / .12) }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 4px }
p { margin: 0 0 16px } .soft { color: var(--soft) } .small { font-size: .875rem }
label { display: block; font-weight: 600; font-size: .9rem; margin: 0 0 6px }
input { width: 100%; font: inherit; color: inherit; background: transparent; padding: 10px 12px; margin: 0 0 18px;
  border: 1px solid var(--line); border-radius: 8px }
button { width: 100%; font: inherit; font-weight: 600; padding: 11px 16px; margin: 0 0 10px; border-radius: 8px;
  border: 1px solid var(--blue); background: var(--blue); color: var(--blue-ink); cursor: pointer }
button.quiet { background: transparent; color: var(--blue) }
:focus-visible { outline: 3px solid var(--orange); outline-offset: 2px }
.error { color: var(--bad); font-weight: 600 }
.note { background: var(--note); border-radius: 8px; padding: 12px 14px; margin: 14px 0 0; font-size: .875rem }
ul { margin: 0 0 20px; padding-left: 1.2em }
code { font-family: ui-monospace, "SF Mono", Consolas, monospace; overflow-wrap: anywhere }
`;

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} - RingCentral sandbox</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>${content}</main></body></html>`;
}

const aboutSandbox = `<p class="note">This is the RingCentral sandbox running on this computer. No real account is
involved.</p>`;

/** The login form. `problem` is shown above the fields and read out by screen readers. */
export function loginPage(transaction: AuthorizationTransaction, problem = ""): string {
  const error = problem === "" ? "" : `<p class="error" role="alert" id="problem">${escapeHtml(problem)}</p>`;
  return page(
    "Sign in",
    `<h1>Sign in</h1><p class="soft">to continue to ${escapeHtml(transaction.client.name)}</p>${error}
<form method="post" action="/restapi/oauth/authorize/login">
<input type="hidden" name="transaction" value="${transaction.id}">
<label for="username">Email or phone number</label>
<input id="username" name="username" autocomplete="username" required autofocus
 value="${escapeHtml(transaction.loginHint)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button id="sign-in" type="submit">Sign in</button></form>
<p class="small"><a id="sso" href="/restapi/oauth/authorize/sso">Single sign-on</a></p>
<p class="note">Demo user <code id="demo-username">${demoUser.username}</code><br>
Password <code id="demo-password">${demoUser.password}</code></p>${aboutSandbox}`,
  );
}

const wishes = [
  "Make, receive and control calls",
  "Read and send messages",
  "Read and change presence",
  "Read contacts, call log and account information",
];

export function consentPage(transaction: AuthorizationTransaction): string {
  const name = escapeHtml(transaction.client.name);
  return page(
    "Authorize",
    `<h1>Authorize ${name}</h1>
<p class="soft">Signed in as ${escapeHtml(transaction.user?.name ?? "")}</p>
<p>${name} asks for permission to:</p><ul>${wishes.map((wish) => `<li>${wish}</li>`).join("")}</ul>
<form method="post" action="/restapi/oauth/authorize/consent">
<input type="hidden" name="transaction" value="${transaction.id}">
<button id="authorize" name="decision" value="authorize">Authorize</button>
<button id="cancel" name="decision" value="cancel" class="quiet">Cancel</button></form>
<p class="small soft" id="after" role="status"></p>
<script>document.forms[0].addEventListener("submit",()=>{setTimeout(()=>{document.getElementById("after")
.textContent="Done. The application takes over; you can close this page."},400)})</script>${aboutSandbox}`,
  );
}

/** For requests that must not be answered with a redirect, because the redirect URI itself cannot be trusted. */
export function errorPage(errorCode: string, message: string): string {
  return page(
    "Error",
    `<h1>This request cannot be served</h1><p role="alert" class="error">${escapeHtml(message)}</p>
<p class="soft">Error code: <code id="error-code">${escapeHtml(errorCode)}</code></p>
<p>Go back to the application and start again.</p>${aboutSandbox}`,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
