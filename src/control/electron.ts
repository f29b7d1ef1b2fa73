/// <reference types="electron-vite/node" />
import { spawn } from "node:child_process";
import { readFileSync, writeSync } from "node:fs";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { app } from "electron";
import { ownAppImage } from "../app/app-image.ts";
import type { ExchangeOptions, ExchangeResult } from "./client.ts";
import clientThread from "./client-thread.ts?modulePath";
import { controlFolder } from "./places.ts";
import type { ControlRequest } from "./protocol.ts";
import { parseCommand, startsHandset } from "./verbs.ts";
import {
  type Printed,
  printComplaint,
  printHelp,
  printNoAnswer,
  printNotRunning,
  printNotStarted,
  printReply,
  printVersion,
} from "./words.ts";

/** What the thread of the command line is given (client-thread.ts). */
export interface ThreadData {
  readonly options: ExchangeOptions;
  readonly port: MessagePort;
  /** 1 when the result is at the port. */
  readonly done: Int32Array;
}

/** A cold Handset starts Chromium and opens a keychain first. */
const START_LIMIT_MS = 45_000;
/** Longer than anything that a Handset waits for before it answers. */
const REPLY_LIMIT_MS = 30_000;
/** The thread keeps its own limits; this one is for a thread that does not come up. */
const THREAD_MARGIN_MS = 10_000;

/**
 * Does what the command line asks, prints what became of it, and returns the exit code. Takes as long as that
 * takes and holds up everything else: the process ends before Chromium has started (`app.exit` before `ready` ends
 * at once), so that there is no window, and no display and no network are needed.
 *
 * @param words the verb and what belongs to it
 * @param start the arguments that start this Handset, without the verb
 */
export function runCommand(productName: string, words: readonly string[], start: readonly string[]): number {
  const command = parseCommand(words);
  switch (command.do) {
    case "help":
      return print(printHelp(productName, command.verb));
    case "version":
      return print(printVersion(productName, app.getVersion()));
    case "complain":
      return print(printComplaint(productName, command));
    case "ask":
      return print(ask(productName, command.request, command.json, start));
  }
}

function ask(productName: string, request: ControlRequest, json: boolean, start: readonly string[]): Printed {
  let result = exchangeNow(request, 0);
  if (result.kind === "not-running") {
    if (!startsHandset(request)) return printNotRunning(productName);
    startHandset(start);
    result = exchangeNow(request, START_LIMIT_MS);
    if (result.kind === "not-running") return printNotStarted(productName, START_LIMIT_MS / 1000);
  }
  if (result.kind === "no-answer") return printNoAnswer(productName);
  return printReply(result.reply, productName, json, Date.now());
}

/** The main thread waits for the other one, and nothing else happens in the meantime. */
function exchangeNow(request: ControlRequest, startLimitMs: number): ExchangeResult {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const folder = controlFolder(app.getPath("userData"));
  const options: ExchangeOptions = { folder, request, startLimitMs, replyLimitMs: REPLY_LIMIT_MS };
  const data: ThreadData = { options, port: port2, done };
  // As text: a thread need not know how to read from the package's archive.
  const source = readFileSync(clientThread, "utf8");
  const thread = new Worker(source, { eval: true, workerData: data, transferList: [port2], execArgv: [] });
  thread.unref();
  Atomics.wait(done, 0, 0, startLimitMs + REPLY_LIMIT_MS + THREAD_MARGIN_MS);
  const received: { readonly message: ExchangeResult } | undefined = receiveMessageOnPort(port1);
  port1.close();
  return received?.message ?? { kind: "no-answer" };
}

/**
 * Starts Handset in the background, as a person would: with the arguments that are there for every start, and
 * nothing of what the command line asks for. That goes the same way as to a Handset that runs already.
 */
function startHandset(args: readonly string[]): void {
  const program = ownAppImage(process.env, process.execPath) ?? process.execPath;
  const child = spawn(program, [...args], { detached: true, stdio: "ignore" });
  // A program that cannot be started shows as a Handset that is not there in time.
  child.on("error", () => {});
  child.unref();
}

function print({ out, err, exitCode }: Printed): number {
  writeFully(1, out);
  writeFully(2, err);
  return exitCode;
}

/** The process ends right afterwards, so nothing may be left to a stream. A reader that is gone wants no more. */
function writeFully(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  const end = Date.now() + 5_000;
  while (rest.length > 0 && Date.now() < end) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (cause) {
      // A full pipe that does not block (write(2)).
      if (!(cause instanceof Error) || Reflect.get(cause, "code") !== "EAGAIN") return;
    }
  }
}
