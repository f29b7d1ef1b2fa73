import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRequest } from "../../../src/control/protocol.ts";
import { type Command, parseCommand, startsHandset, verbNames } from "../../../src/control/verbs.ts";

const ask = (request: object, json = false) => ({ do: "ask", request, json });

describe("commands", () => {
  test.each<[string[], object]>([
    [["call", "+14155550123"], ask({ verb: "call", number: "+14155550123" })],
    [["call", "+1", "415", "555-0123"], ask({ verb: "call", number: "+1 415 555-0123" })],
    [["call", "-5"], ask({ verb: "call", number: "-5" })],
    [["sms", "102"], ask({ verb: "sms", number: "102", text: null })],
    [["sms", "102", "--text", "Hi there"], ask({ verb: "sms", number: "102", text: "Hi there" })],
    [["sms", "--text=--json\nx=1", "102"], ask({ verb: "sms", number: "102", text: "--json\nx=1" })],
    [["sms", "102", "--text", "--text"], ask({ verb: "sms", number: "102", text: "--text" })],
    [["answer"], ask({ verb: "answer", call: null })],
    [["decline", "--call", "a"], ask({ verb: "decline", call: "a" })],
    [["hangup", "--call=a"], ask({ verb: "hangup", call: "a" })],
    [["mute"], ask({ verb: "mute", to: "toggle", call: null })],
    [["mute", "on"], ask({ verb: "mute", to: "on", call: null })],
    [["hold", "off", "--call=b"], ask({ verb: "hold", to: "off", call: "b" })],
    [["status"], ask({ verb: "status" })],
    [["status", "--json"], ask({ verb: "status" }, true)],
    [["show"], ask({ verb: "show" })],
    [["quit"], ask({ verb: "quit" })],
  ])("%j", (words, command) => {
    expect(parseCommand(words)).toEqual(command);
  });

  test.each<[string[], Command]>([
    [["--help"], { do: "help", verb: null }],
    [["-h"], { do: "help", verb: null }],
    [["help"], { do: "help", verb: null }],
    [["help", "sms"], { do: "help", verb: "sms" }],
    [["call", "--help"], { do: "help", verb: "call" }],
    [["--version"], { do: "version" }],
    [["-v"], { do: "version" }],
  ])("%j", (words, command) => {
    expect(parseCommand(words)).toEqual(command);
  });
});

describe("complaints", () => {
  test.each<[string[], string]>([
    [[], '"" is no command.'],
    [["dial", "102"], '"dial" is no command.'],
    [["CALL", "102"], '"CALL" is no command.'],
    [["toString"], '"toString" is no command.'],
    [["x".repeat(100)], `"${"x".repeat(40)}…" is no command.`],
    [["help", "dial"], '"dial" is no command.'],
    [["help", "call", "sms"], '"call sms" is no command.'],
    [["call"], '"call" needs a phone number.'],
    [["call", " "], '"call" needs a phone number.'],
    [["call", "1".repeat(201)], "That is too long for a phone number."],
    [["sms", "--text=x"], '"sms" needs a phone number.'],
    [["sms", "102", "--text"], "--text needs a value."],
    [["sms", "102", "--text="], "--text needs a value."],
    [["sms", "102", "--text=a", "--text=b"], "--text is given twice."],
    [["sms", "102", `--text=${"x".repeat(4001)}`], "The text is longer than 4,000 characters."],
    [["call", "102", "--text=x"], '"call" has no option --text.'],
    [["call", "102", "--toString"], '"call" has no option --toString.'],
    [["answer", "now"], '"answer" takes nothing behind it.'],
    [["status", "all"], '"status" takes nothing behind it.'],
    [["status", "--json=yes"], "--json takes no value."],
    [["mute", "maybe"], '"mute" takes "on", "off" or nothing.'],
    [["mute", "on", "off"], '"mute" takes "on", "off" or nothing.'],
    [["--profile"], "The name of a profile has letters, digits, - and _, at most 32 of them."],
    [["--data-dir"], "--data-dir needs a full path."],
  ])("%j", (words, problem) => {
    expect(parseCommand(words)).toMatchObject({ do: "complain", problem });
  });
});

test("only what a person wants to see or say starts a Handset", () => {
  const starting = verbNames.filter((verb) => {
    const command = parseCommand(verb === "call" || verb === "sms" ? [verb, "102"] : [verb]);
    return command.do === "ask" && startsHandset(command.request);
  });
  expect(starting).toEqual(["call", "sms", "show"]);
});

test("never throws, and what it asks is what the other side reads", () => {
  const word = fc.oneof(
    fc.constantFrom(...verbNames, "help", "on", "off", "--text", "--call", "--json", "--text=a", "102"),
    fc.string({ maxLength: 20 }),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const command = parseCommand(words);
      if (command.do === "ask")
        expect(parseRequest(JSON.stringify(command.request))).toEqual(command.request);
    }),
    { numRuns: 5000 },
  );
});
