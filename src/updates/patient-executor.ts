import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ElectronHttpExecutor } from "electron-updater/out/electronHttpExecutor.js";
import type { Scheduler } from "../app/scheduler.ts";
import { problemCode } from "./update-problem.ts";

type DownloadOptions = Parameters<ElectronHttpExecutor["download"]>[2];

/** A server that says nothing for so long says nothing any more. */
const SILENCE_LIMIT_MS = 60_000;
/** A file whose line breaks goes on where it was, so often and after these pauses, in milliseconds. */
const RESUME_AFTER_MS = [1_000, 5_000, 15_000];

/**
 * electron-updater's way to Electron's `net`, with an end for every wait: its own limit listens for Node's "socket"
 * event, which requests of Electron do not have. A download that breaks off is resumed (RFC 9110, section 14), which
 * electron-updater does not do.
 */
export class PatientExecutor extends ElectronHttpExecutor {
  readonly #scheduler: Scheduler;
  /** Of the last answer. */
  #status = 0;

  constructor(scheduler: Scheduler) {
    super();
    this.#scheduler = scheduler;
  }

  /** @returns `destination`, whose checksum is right; throws what the last attempt threw */
  override async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    let problem: unknown;
    try {
      return await super.download(url, destination, options);
    } catch (cause) {
      problem = cause;
    }
    for (const pause of RESUME_AFTER_MS) {
      // Without a checksum nobody could tell whether the parts belong together.
      if (problemCode(problem) !== "offline" || !options.sha512 || options.cancellationToken.cancelled) break;
      await this.#wait(pause, options);
      try {
        await this.#goOn(url, destination, options);
        await verify(destination, options.sha512);
        return destination;
      } catch (cause) {
        problem = cause;
      }
    }
    throw problem;
  }

  #wait(ms: number, { cancellationToken }: DownloadOptions): Promise<void> {
    return cancellationToken.createPromise((resolve, _reject, onCancel) => {
      onCancel(this.#scheduler.after(ms, () => resolve()));
    });
  }

  /** Gets what is missing of the file, and keeps what has come of it also when that breaks off in its turn. */
  async #goOn(url: URL, destination: string, options: DownloadOptions): Promise<void> {
    const { size } = await stat(destination).catch(() => ({ size: 0 }));
    const rest = `${destination}.rest`;
    const { onProgress, ...others } = options;
    this.#status = 0;
    try {
      await super.download(url, rest, {
        ...others,
        headers: { ...options.headers, range: `bytes=${size}-` },
        sha2: null,
        sha512: null,
        ...(onProgress === undefined
          ? {}
          : { onProgress: (part) => onProgress(ofTheWhole(part, this.#status === 206 ? size : 0)) }),
      });
    } catch (cause) {
      // 416: there is nothing behind what is there already; the checksum says whether that is all.
      if (this.#status !== 416) throw cause;
    } finally {
      if (this.#status === 206)
        await pipeline(createReadStream(rest), createWriteStream(destination, { flags: "a" }));
      // A server that knows no ranges has begun anew.
      else if (this.#status === 200) await rename(rest, destination);
      await rm(rest, { force: true });
    }
  }

  override addErrorAndTimeoutHandlers(
    request: Electron.ClientRequest,
    reject: (error: Error) => void,
    _timeout?: number,
  ): void {
    let stop = (): void => {};
    const wait = (): void => {
      stop();
      stop = this.#scheduler.after(SILENCE_LIMIT_MS, () => {
        reject(new Error("net::ERR_TIMED_OUT"));
        request.abort();
      });
    };
    wait();
    request.on("error", (error) => {
      stop();
      reject(error);
    });
    request.on("abort", () => stop());
    request.on("redirect", () => stop());
    request.on("response", (response) => {
      this.#status = response.statusCode;
      wait();
      response.on("data", wait);
      response.on("end", () => stop());
      response.on("error", () => stop());
    });
  }
}

type Progress = Parameters<NonNullable<DownloadOptions["onProgress"]>>[0];

function ofTheWhole(part: Progress, before: number): Progress {
  const [transferred, total] = [before + part.transferred, before + part.total];
  return { ...part, transferred, total, percent: (transferred / total) * 100 };
}

/** @param sha512 in base64, or in hexadecimal as older feeds have it. Throws as electron-updater does. */
async function verify(file: string, sha512: string): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest();
  if (digest.toString("base64") === sha512 || digest.toString("hex") === sha512.toLowerCase()) return;
  throw Object.assign(new Error("sha512 checksum mismatch"), { code: "ERR_CHECKSUM_MISMATCH" });
}
