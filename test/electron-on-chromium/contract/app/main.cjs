// @ts-nocheck: plain JavaScript, the same file for both hosts
/** The app of the contract tests: opens one window and records what happens; the tests do the rest. */
// biome-ignore lint/style/noRestrictedImports: this is an app
const { app, BrowserWindow, ipcMain, Notification, protocol, session } = require("electron");
const path = require("node:path");

protocol.registerSchemesAsPrivileged([
  { scheme: "contract-page", privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const log = [];
globalThis.contract = {
  log,
  requests: [],
  windows: [],
  navigations: [],
  denied: [],
};

const csp = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";
const files = {
  "/start.html": [
    "text/html",
    '<!doctype html><title>start</title><script type="module" src="start.js"></script><body><a id="away" href="https://away.test/">away</a><a id="tel" href="tel:+14155550123">tel</a><a id="pop" target="_blank" href="/pop.html">pop</a><a id="next" href="/next.html">next</a>',
  ],
  "/start.js": [
    "text/javascript",
    'import { value } from "./module.js"; window.moduleValue = value; window.earlySeen = window.early?.value; document.body.dataset.ready = "yes";',
  ],
  "/module.js": ["text/javascript", "export const value = 42;"],
  "/next.html": ["text/html", "<!doctype html><title>next</title><body>next"],
};

function serve(request) {
  globalThis.contract.requests.push(request.url);
  const file = files[new URL(request.url).pathname];
  if (!file) return new Response("none", { status: 404 });
  return new Response(file[1], { headers: { "content-type": file[0], "content-security-policy": csp } });
}

globalThis.contract.open = (options = {}, preferences = {}) => {
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    ...options,
    webPreferences: {
      preload: path.join(__dirname, "preload.cjs"),
      partition: "fleeting",
      sandbox: true,
      ...preferences,
    },
  });
  window.on("closed", () => {
    log.push("closed");
    globalThis.contract.windows.splice(globalThis.contract.windows.indexOf(window), 1);
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    globalThis.contract.denied.push(url);
    return { action: "deny" };
  });
  window.webContents.on("will-navigate", (details) => {
    globalThis.contract.navigations.push(details.url);
    if (!details.url.startsWith("contract-page:")) details.preventDefault();
  });
  globalThis.contract.windows.push(window);
  return window;
};

app.on("second-instance", (_event, ...args) => log.push(["second-instance", ...args]));
if (process.env.CONTRACT_STAY) app.on("window-all-closed", () => log.push("window-all-closed"));

ipcMain.handle("echo", (_event, ...args) => args);
ipcMain.handle("fail", () => {
  throw new Error("no luck");
});
ipcMain.handle("who", (event) => ({
  url: event.senderFrame.url,
  top: event.senderFrame.parent === null,
  same: event.sender === globalThis.contract.windows[0].webContents,
}));
ipcMain.on("sync", (event, value) => {
  event.returnValue = { doubled: value * 2, url: event.senderFrame.url };
});
ipcMain.on("note", (_event, ...args) => log.push(["note", ...args]));

if (process.env.CONTRACT_EARLY_NOTIFICATION) {
  try {
    new Notification({ title: "early" });
  } catch (error) {
    log.push(error.message);
  }
}
if (process.env.CONTRACT_USER_DATA) app.setPath("userData", process.env.CONTRACT_USER_DATA);
if (process.env.CONTRACT_SINGLE && !app.requestSingleInstanceLock({ id: process.env.CONTRACT_SINGLE })) {
  app.quit();
} else {
  app.whenReady().then(() => {
    if (process.env.CONTRACT_LOG) require("node:fs").writeFileSync(process.env.CONTRACT_LOG, "ready");
    session.fromPartition("fleeting").protocol.handle("contract-page", serve);
    if (!process.env.CONTRACT_NO_WINDOW) {
      globalThis.contract.open().loadURL("contract-page://shell/start.html");
    }
  });
}
