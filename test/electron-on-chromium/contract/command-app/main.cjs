// @ts-nocheck: plain JavaScript, the same file for both hosts
// An app that does one thing and ends before `ready`, as a command line does.
"use strict";

const { writeSync } = require("node:fs");
const { MessageChannel, receiveMessageOnPort, Worker } = require("node:worker_threads");
// biome-ignore lint/style/noRestrictedImports: this is an app of its own, for the contract tests
const { app } = require("electron");

const { port1, port2 } = new MessageChannel();
const done = new Int32Array(new SharedArrayBuffer(4));
const source = `
  const { port, done } = require("node:worker_threads").workerData;
  port.postMessage("from the thread");
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
`;
new Worker(source, { eval: true, workerData: { port: port2, done }, transferList: [port2] });
Atomics.wait(done, 0, 0, 10_000);
writeSync(1, `${receiveMessageOnPort(port1).message}; ${app.getVersion()}; ${process.argv.slice(-1)}\n`);
app.whenReady().then(() => writeSync(1, "ready\n"));
process.exit(7);
