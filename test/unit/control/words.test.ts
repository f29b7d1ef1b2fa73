import { describe, expect, test } from "vitest";
import type { CallVerb } from "../../../src/calls/control.ts";
import type { StatusCall, StatusReport } from "../../../src/control/status.ts";
import { verbNames } from "../../../src/control/verbs.ts";
import {
  printComplaint,
  printHelp,
  printNoAnswer,
  printNotRunning,
  printNotStarted,
  printReply,
  printVersion,
} from "../../../src/control/words.ts";

const out = (line: string) => ({ out: `${line}\n`, err: "", exitCode: 0 });
const err = (exitCode: number, line: string) => ({ out: "", err: `${line}\n`, exitCode });
const number = "+1 415 555 0123";

describe("what became of a number", () => {
  test.each([
    [{ result: "posted", what: "call", shown: number }, "Calling +1 415 555 0123."],
    [{ result: "posted", what: "message", shown: number }, "Writing to +1 415 555 0123."],
    [{ result: "asked", what: "call", shown: number }, "Asked on screen whether to call +1 415 555 0123."],
    [
      { result: "asked", what: "message", shown: number },
      "Asked on screen whether to write to +1 415 555 0123.",
    ],
    [
      { result: "waiting", what: "call", shown: number, for: "sign-in" },
      "Waiting for sign-in, then to call +1 415 555 0123.",
    ],
    [
      { result: "waiting", what: "call", shown: number, for: "dialer" },
      "Waiting for the phone to be ready, then to call +1 415 555 0123.",
    ],
    [{ result: "shown" }, "Handset is in front."],
    [{ result: "quitting" }, "Handset quits."],
  ] as const)("%j", (reply, line) => {
    expect(printReply(reply, "Handset", false, 0)).toEqual(out(line));
  });
});

test.each<[CallVerb, string]>([
  ["answer", "Answered X."],
  ["decline", "Declined X."],
  ["to-voicemail", "Sent X to voicemail."],
  ["hangup", "Hung up X."],
  ["mute", "Muted the call with X."],
  ["unmute", "Unmuted the call with X."],
  ["hold", "Put X on hold."],
  ["unhold", "Resumed the call with X."],
])("%s", (did, line) => {
  expect(printReply({ result: "controlled", did, shown: "X" }, "Handset", false, 0)).toEqual(out(line));
});

describe("status", () => {
  const report: StatusReport = {
    version: 1,
    product: "Handset",
    appVersion: "0.1.0",
    profile: null,
    session: { state: "signed-in", account: "16505550100*101" },
    dialer: { ready: true },
    calls: [],
  };
  const call = (more: Partial<StatusCall>): StatusCall => ({
    id: "a",
    direction: "inbound",
    number: "+14155550142",
    name: "Ada Lovelace",
    phase: "ringing",
    muted: false,
    startedAt: null,
    ...more,
  });
  const words = (more: Partial<StatusReport>) =>
    printReply({ result: "status", status: { ...report, ...more } }, "Handset", false, 100_000).out;

  test("as people read it", () => {
    expect(words({})).toBe("Handset 0.1.0: Signed in as +1 650 555 0100 ext. 101. Ready for calls.\n");
    expect(words({ dialer: { ready: false }, session: { state: "signed-in", account: "ann" } })).toBe(
      "Handset 0.1.0: Signed in as ann. The phone is not ready.\n",
    );
    expect(words({ profile: "work", session: { state: "signed-out", account: null } })).toBe(
      "Handset 0.1.0, profile work: Nobody is signed in.\n",
    );
    const reason = "You cannot be called: the phone has lost its connection.";
    const nextStep = "Reconnecting, next try in 20 s.";
    expect(words({ reachability: { reachable: false, reason, nextStep } })).toBe(
      `Handset 0.1.0: Signed in as +1 650 555 0100 ext. 101.\n${reason} ${nextStep}\n`,
    );
    expect(
      words({ reachability: { reachable: true, reason: "No microphone.", nextStep: "Connect one." } }),
    ).toBe(
      "Handset 0.1.0: Signed in as +1 650 555 0100 ext. 101. Ready for calls.\nNo microphone. Connect one.\n",
    );
    expect(words({ session: { state: "redeeming", account: null } })).toBe("Handset 0.1.0: Signing in.\n");
  });

  test.each<[Partial<StatusCall>, string]>([
    [{}, "Ada Lovelace (+1 415 555 0142) is ringing."],
    [{ name: null, number: "" }, "a withheld number is ringing."],
    [{ phase: "dialing", direction: "outbound", name: null }, "Calling +1 415 555 0142."],
    [{ phase: "active", startedAt: 35_000 }, "In a call from Ada Lovelace (+1 415 555 0142), 1:05."],
    [
      { phase: "held", direction: "outbound", muted: true, startedAt: 200_000, name: null },
      "In a call to +1 415 555 0142, 0:00, on hold, muted.",
    ],
  ])("a call %j", (more, line) => {
    expect(words({ calls: [call(more)] }).split("\n")[1]).toBe(line);
  });

  test("the name of a caller is no command for the terminal", () => {
    expect(words({ calls: [call({ name: "\u001b[31mAda\nroot#" })] })).toContain("[31mAdaroot# (");
  });

  test("as programs read it: one line", () => {
    const { out: json } = printReply({ result: "status", status: report }, "Handset", true, 0);
    expect(json.split("\n")).toHaveLength(2);
    expect(JSON.parse(json)).toEqual(report);
  });
});

test("what did not work goes to the standard error with a code of its own", () => {
  expect(
    printReply({ result: "refused", title: "No call is up.", nextStep: "" }, "Handset", true, 0),
  ).toEqual(err(1, "No call is up."));
  expect(
    printComplaint("Handset", { do: "complain", problem: '"a\u001b[0m" is no command.', verb: null }),
  ).toEqual(err(2, '"a[0m" is no command. Try "handset --help".'));
  expect(printComplaint("Handset", { do: "complain", problem: "No.", verb: "sms" })).toEqual(
    err(2, 'No. Try "handset help sms".'),
  );
  expect(printNotRunning("Handset")).toEqual(err(3, "Handset is not running."));
  expect(
    printReply(
      { result: "no-answer", title: "It has not happened.", nextStep: "Look." },
      "Handset",
      false,
      0,
    ),
  ).toEqual(err(4, "It has not happened. Look."));
  expect(printNoAnswer("Handset").exitCode).toBe(4);
  expect(printNotStarted("Handset", 45)).toMatchObject({ exitCode: 4, out: "" });
});

describe("help", () => {
  test("names every verb, in the product's own name", () => {
    const { out: all, exitCode } = printHelp("Acme Phone", null);
    expect(exitCode).toBe(0);
    for (const verb of verbNames) expect(all).toMatch(new RegExp(`^  ${verb}\\b`, "m"));
    expect(all).not.toContain("Handset");
    expect(all).not.toContain("handset");
  });

  test("of one verb", () => {
    expect(printHelp("Handset", "mute").out).toBe(
      "Usage: handset mute [on|off] [--call ID]\n\n" +
        "Mute your microphone or switch it on again; alone: the other.\n",
    );
  });

  test("the version", () => {
    expect(printVersion("Handset", "0.1.0")).toEqual(out("Handset 0.1.0"));
  });
});
