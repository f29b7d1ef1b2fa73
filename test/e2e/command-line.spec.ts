import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type } from "./support/command-line.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { until } from "./support/until.ts";

const done = (out: string) => ({ exitCode: 0, out: `${out}\n`, err: "" });
const failed = (exitCode: number, err: string) => ({ exitCode, out: "", err: `${err}\n` });

async function signedIn(handset: Handset): Promise<RunningApp> {
  const app = await handset.launch();
  await handset.signIn(app);
  await reachable(handset);
  return app;
}

/** The door for commands opens a moment after the window. */
async function reachable(handset: Handset): Promise<void> {
  await until("Handset can be controlled", () => existsSync(keyPath(handset)));
}
const keyPath = (handset: Handset): string => join(handset.profile, "control", "key");

/** Signed in, and the web phone of the stand-in connected, so that the sandbox can ring it. */
async function withPhone(handset: Handset): Promise<RunningApp> {
  const app = await signedIn(handset);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  return app;
}

const onlyCall = (handset: Handset) => handset.sandbox.calls().at(-1);

/** The incoming call is in Handset's own state. */
async function ring(handset: Handset, from = "+14155550142", name = "Ada Lovelace"): Promise<string> {
  const { id } = handset.sandbox.ring({ from, name });
  await expect.poll(async () => (await type(handset, ["status"])).out).toContain("is ringing.");
  return id;
}

test("answer, decline, mute, hold and hangup control the call, and each says so", async ({ handset }) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  await withPhone(handset);
  const id = await ring(handset);
  const who = "+1 415 555 0142";
  expect(await type(handset, ["hangup"])).toEqual(
    failed(1, 'No call is up. One is ringing: "handset answer" or "handset decline".'),
  );
  expect(await type(handset, ["answer"])).toEqual(done(`Answered ${who}.`));
  expect(onlyCall(handset)).toMatchObject({ id, state: "connected" });
  expect(await type(handset, ["mute"])).toEqual(done(`Muted the call with ${who}.`));
  expect(onlyCall(handset)?.muted).toBe(true);
  expect(await type(handset, ["mute", "on"])).toEqual(done(`Muted the call with ${who}.`));
  expect(await type(handset, ["mute"])).toEqual(done(`Unmuted the call with ${who}.`));
  expect(onlyCall(handset)?.muted).toBe(false);
  expect(await type(handset, ["hold"])).toEqual(done(`Put ${who} on hold.`));
  expect(onlyCall(handset)?.onHold).toBe(true);
  const status = JSON.parse((await type(handset, ["status", "--json"])).out);
  expect(status.calls).toEqual([
    {
      id,
      direction: "inbound",
      number: "+14155550142",
      name: "Ada Lovelace",
      phase: "held",
      muted: false,
      startedAt: onlyCall(handset)?.startedAt,
    },
  ]);
  expect(await type(handset, ["hold", "off"])).toEqual(done(`Resumed the call with ${who}.`));
  expect(onlyCall(handset)?.onHold).toBe(false);
  expect(await type(handset, ["hangup", `--call=${id}`])).toEqual(done(`Hung up ${who}.`));
  expect(onlyCall(handset)).toMatchObject({ state: "ended", endReason: "hung-up" });
  expect(await type(handset, ["hangup"])).toEqual(failed(1, "No call is up."));

  const declined = await ring(handset);
  expect(await type(handset, ["decline"])).toEqual(done("Declined +1 415 555 0142."));
  expect(handset.sandbox.calls().find(({ id }) => id === declined)?.endReason).toBe("rejected");
  expect(await type(handset, ["answer"])).toEqual(failed(1, "No call is ringing."));

  // Answering a second call holds the first.
  await ring(handset, "+14155550143", "Bea");
  await type(handset, ["answer"]);
  await ring(handset, "+14155550144", "Cleo");
  await type(handset, ["answer"]);
  const { out } = await type(handset, ["status"]);
  expect(out).toMatch(/In a call from Bea \(\+1 415 555 0143\), \d:\d\d, on hold\./);
  expect(out).toMatch(/In a call from Cleo \(\+1 415 555 0144\), \d:\d\d\./);
  expect(await type(handset, ["hangup"])).toEqual(done("Hung up +1 415 555 0144."));
  expect(await type(handset, ["hangup"])).toEqual(done("Hung up +1 415 555 0143."));
});

test("calls are known again after the page was reloaded", { tag: "@thorough" }, async ({ handset }) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  const app = await withPhone(handset);
  const id = await ring(handset);
  await type(handset, ["answer"]);
  const page = await app.page("app.html");
  await page.reload();
  await expect.poll(async () => (await type(handset, ["status"])).out).toContain("In a call from Ada");
  expect(await type(handset, ["hangup"])).toEqual(done("Hung up +1 415 555 0142."));
  expect(handset.sandbox.calls().find((call) => call.id === id)?.state).toBe("ended");
});

test("status tells programs everything; call and sms reach the widget without a question", async ({
  handset,
}) => {
  expect(await type(handset, ["status"])).toEqual(failed(3, "Handset is not running."));
  expect(await type(handset, ["hangup"])).toEqual(failed(3, "Handset is not running."));
  expect(existsSync(handset.profile)).toBe(false);
  await signedIn(handset);
  const report = async () => JSON.parse((await type(handset, ["status", "--json"])).out);
  await expect.poll(async () => (await report()).reachability.reachable).toBe(true);
  expect(await report()).toEqual({
    version: 1,
    product: "Handset",
    appVersion: "0.1.0",
    profile: null,
    session: { state: "signed-in", account: "16505550100*101" },
    dialer: { ready: true },
    reachability: { reachable: true, reason: null, nextStep: null },
    calls: [],
  });
  expect(await type(handset, ["status"])).toEqual(
    done("Handset 0.1.0: Signed in as +1 650 555 0100 ext. 101. Ready for calls."),
  );

  expect(await type(handset, ["call", "+1", "415", "555-0123"])).toEqual(done("Calling +1 415 555 0123."));
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
  expect(await type(handset, ["sms", "+14155550124", "--text", "On my way"])).toEqual(
    done("Writing to +1 415 555 0124."),
  );
});

test("call on a signed-out Handset waits for the sign-in", { tag: "@thorough" }, async ({ handset }) => {
  const app = await handset.launch();
  await app.page("sign-in");
  await reachable(handset);
  expect(await type(handset, ["status"])).toEqual(done("Handset 0.1.0: Nobody is signed in."));
  expect(await type(handset, ["call", "+14155550123"])).toEqual(
    done("Waiting for sign-in, then to call +1 415 555 0123."),
  );
  expect(handset.dialled()).toEqual([]);
});

test("call starts a Handset that does not run, with the account of its vault, and quit ends it", async ({
  handset,
}) => {
  const first = await signedIn(handset);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  expect(await type(handset, ["call", "+14155550123"])).toEqual(done("Calling +1 415 555 0123."));
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
  const started = handset.desktop.programs().map(({ command }) => command);
  expect(started.filter((command) => command.includes("+14155550123"))).toEqual([]);
  // With the call up, quit would be refused; the sandbox has no calls of a real widget.
  if (cannotRing === false) await expect.poll(async () => (await type(handset, ["hangup"])).exitCode).toBe(0);
  expect(await type(handset, ["quit"])).toEqual(done("Handset quits."));
  await expect.poll(() => handset.desktop.programs()).toEqual([]);
  expect(existsSync(keyPath(handset))).toBe(false);
});

test("show starts a signed-out Handset, and a second show brings the same one forward", {
  tag: "@thorough",
}, async ({ handset }) => {
  expect(await type(handset, ["show"])).toEqual(done("Handset is in front."));
  expect(await type(handset, ["show"])).toEqual(done("Handset is in front."));
  expect((await handset.readLog()).split('"app.starting"').length - 1).toBe(1);
  expect(await type(handset, ["quit"])).toEqual(done("Handset quits."));
});

test("each profile is controlled by its name, and by no other", { tag: "@thorough" }, async ({ handset }) => {
  await signedIn(handset);
  const work = await handset.launch("--profile=work");
  await work.page("sign-in");
  await until("the other can be controlled", () =>
    existsSync(join(`${handset.profile}-work`, "control/key")),
  );
  const other = done("Handset 0.1.0, profile work: Nobody is signed in.");
  expect(await type(handset, ["status", "--profile=work"])).toEqual(other);
  expect(await type(handset, ["--profile", "work", "status"])).toEqual(other);
  expect((await type(handset, ["status"])).out).toContain("Signed in as");
  expect(await type(handset, ["status", "--profile=home"])).toEqual(failed(3, "Handset is not running."));
  expect((await type(handset, ["hangup", "--profile=../Handset"])).exitCode).toBe(2);
  expect(await type(handset, ["quit", "--profile=work"])).toEqual(done("Handset quits."));
  await expect.poll(async () => (await type(handset, ["status", "--profile=work"])).exitCode).toBe(3);
  expect((await type(handset, ["status"])).exitCode).toBe(0);
});

test("a command that is not understood ends with 2 and starts nothing", { tag: "@thorough" }, async ({
  handset,
}) => {
  for (const [words, sentence] of [
    [["dial", "+14155550123"], '"dial" is no command. Try "handset --help".'],
    [["call"], '"call" needs a phone number. Try "handset help call".'],
    [["hangup", "now"], '"hangup" takes nothing behind it. Try "handset help hangup".'],
    [["call", "102", "--text=x"], '"call" has no option --text. Try "handset help call".'],
  ] as const) {
    expect(await type(handset, words)).toEqual(failed(2, sentence));
  }
  expect((await type(handset, ["--help"])).out).toContain("Usage: handset");
  expect(await type(handset, ["--version"])).toEqual(done("Handset 0.1.0"));
  expect(existsSync(handset.profile)).toBe(false);
});

test("numbers that are none are refused in words", { tag: "@thorough" }, async ({ handset }) => {
  await signedIn(handset);
  const { exitCode, out, err } = await type(handset, ["call", "CALL-ME-NOW"]);
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
  expect(err).toContain("letters");
  expect(handset.dialled()).toEqual([]);
});

test("no link is ever a command, whatever stands around it", async ({ handset }) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  const app = await withPhone(handset);
  await ring(handset);
  await type(handset, ["answer"]);
  for (const words of [
    ["handset://open?page=dialer", "hangup"],
    ["hangup", "handset://open?page=dialer"],
    ["handset://hangup"],
    ["handset:hangup"],
  ]) {
    const [program = "", ...args] = handset.command;
    const second = spawn(program, [...args, ...words], { env: handset.desktop.env, stdio: "ignore" });
    await new Promise((resolve) => second.once("exit", resolve));
  }
  await app.electron.evaluate(({ app: electronApp }) => {
    electronApp.emit("second-instance", {}, ["/handset", "hangup"], "/", {
      link: null,
      typed: { words: ["hangup"] },
    });
  });
  await expect.poll(async () => (await handset.readLog()).split('"link.received"').length - 1).toBe(5);
  expect(onlyCall(handset)?.state).toBe("connected");
  expect((await handset.readLog()).includes('"verb":"hangup"')).toBe(false);
});

/** Says something to the door and returns what came back until it was shut. */
async function say(handset: Handset, what: string | Buffer): Promise<string> {
  const { path } = JSON.parse(await readFile(keyPath(handset), "utf8"));
  const socket = connect(path);
  socket.on("error", () => {}); // whoever is dropped while still talking
  socket.write(what);
  return text(socket).catch(() => "");
}

test("who does not know the key, or talks garbage, is dropped without a word", async ({ handset }) => {
  await signedIn(handset);
  const hello = (key: string): string => `${JSON.stringify({ handset: 1, key })}\n`;
  const { key } = JSON.parse(await readFile(keyPath(handset), "utf8"));
  const status = '{"verb":"status"}\n';
  expect(await say(handset, `${hello("A".repeat(43))}${status}`)).toBe("");
  expect(await say(handset, status)).toBe("");
  expect(await say(handset, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toBe("");
  expect(await say(handset, Buffer.alloc(1_000_000, 0xff))).toBe("");
  expect(await say(handset, `${hello(key)}${"x".repeat(100_000)}\n`)).toBe("");
  expect(await say(handset, `${hello(key)}${status}${status}`)).toBe("");
  expect(await say(handset, `${hello(key)}${status}`)).toContain('"result":"status"');
  expect((await type(handset, ["status"])).exitCode).toBe(0);
});

test("only the user can open the folder of the key and the socket", { tag: "@thorough" }, async ({
  handset,
}) => {
  test.skip(process.platform === "win32", "Windows has no such permissions");
  await signedIn(handset);
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await mode(join(handset.profile, "control"))).toBe("700");
  expect(await mode(keyPath(handset))).toBe("600");
  expect(await mode(join(handset.profile, "control", "socket"))).toBe("600");
});

test("a Handset that was killed is not running, and the next one takes its place", {
  tag: "@thorough",
}, async ({ handset }) => {
  const app = await signedIn(handset);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  const killed = app.electron.process();
  const ended = new Promise((resolve) => killed.once("exit", resolve));
  killed.kill("SIGKILL");
  await ended;
  expect(existsSync(keyPath(handset))).toBe(true);
  expect(await type(handset, ["status"])).toEqual(failed(3, "Handset is not running."));
  await handset.launch();
  await expect.poll(async () => (await type(handset, ["status"])).out).toContain("Signed in as");
});
