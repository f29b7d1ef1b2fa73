// @ts-nocheck: plain JavaScript, the same file for both hosts
// biome-ignore lint/style/noRestrictedImports: this is an app
const { contextBridge, ipcRenderer } = require("electron");

const order = contextBridge.executeInMainWorld({
  func: (early, scale) => {
    window.early = { when: document.documentElement === null, value: early };
    window.fromPage = (value) => scale(value) + 1;
    return { seenScripts: document.scripts.length };
  },
  args: ["seeded", (value) => value * 10],
});

contextBridge.exposeInMainWorld("bridge", {
  order,
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  sendSync: (channel, ...args) => ipcRenderer.sendSync(channel, ...args),
  on: (channel, listener) => {
    const wrapped = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, wrapped);
    return () => ipcRenderer.off(channel, wrapped);
  },
  callBack: async (callback, value) => `preload got ${await callback(value)}`,
  fail: () => {
    throw new RangeError("out of range");
  },
  failLater: async () => {
    throw new TypeError("later");
  },
});
