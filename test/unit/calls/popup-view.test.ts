import { describe, expect, test } from "vitest";
import { noCalls } from "../../../src/calls/call-state.ts";
import { callPopupView, canBeWrittenTo } from "../../../src/calls/popup-view.ts";
import { call, stateOf } from "./support.ts";

const words = { productName: "Handset", answerKeys: "Ctrl+Alt+A", notice: null };
const noMarks = { silenced: new Set<string>(), pending: new Map(), failed: new Set<string>() };
const view = (...calls: Parameters<typeof stateOf>) => callPopupView(stateOf(...calls), noMarks, words).calls;

describe("the call popup", () => {
  test("is empty while nothing rings", () => {
    expect(callPopupView(noCalls, noMarks, words)).toEqual({ ...words, calls: [] });
  });

  test("shows who calls, and offers what a call to the user allows", () => {
    expect(view(call("a"))).toEqual([
      {
        id: "a",
        name: "Ann",
        number: "+1 415 555 0123",
        queue: null,
        isContact: false,
        holdsOther: false,
        offersVoicemail: true,
        offersReply: true,
        offersSilence: true,
        silenced: false,
        pending: null,
        failed: false,
      },
    ]);
  });

  test("a call of a queue goes neither to the user's voicemail nor to the user's messages", () => {
    expect(view(call("a", { queue: "Support" }))).toMatchObject([
      { queue: "Support", offersVoicemail: false, offersReply: false, offersSilence: true },
    ]);
  });

  test("a contact is marked as one", () => {
    expect(view(call("a", { name: "Ann Example", isContact: true }))).toMatchObject([
      { name: "Ann Example", isContact: true },
    ]);
  });

  test.each([
    ["102", "Extension 102"],
    ["anonymous", "anonymous"],
    ["911", "911"],
    ["", ""],
  ])("shows a caller %j as %j", (number, shown) => {
    expect(view(call("a", { number }))[0]?.number).toBe(shown);
  });

  test.each([
    ["+14155550123", true],
    ["102", true],
    ["", false],
    ["anonymous", false],
    ["911", false],
    ["*67", false],
  ])("whether %j can be written to", (number, can) => {
    expect(canBeWrittenTo(number)).toBe(can);
    expect(view(call("a", { number }))[0]?.offersReply).toBe(can);
  });

  test("while another call is up it says that answering holds that one, and silences nothing", () => {
    expect(view(call("up", { phase: "active" }), call("a"))).toMatchObject([
      { id: "a", holdsOther: true, offersSilence: false },
    ]);
    expect(view(call("up", { phase: "held" }), call("a"))).toMatchObject([{ holdsOther: false }]);
    expect(view(call("desk", { phase: "active", where: "elsewhere" }), call("a"))).toMatchObject([
      { holdsOther: false, offersSilence: true },
    ]);
  });

  test("leaves out calls that do not ask to be answered", () => {
    const calls = [
      call("active", { phase: "active" }),
      call("outbound", { direction: "outbound" }),
      call("second"),
    ];
    expect(view(...calls).map(({ id }) => id)).toEqual(["second"]);
  });

  test("says what is under way and what failed", () => {
    const marks = {
      silenced: new Set(["a"]),
      pending: new Map([["a", "answer" as const]]),
      failed: new Set(["b"]),
    };
    expect(callPopupView(stateOf(call("a"), call("b")), marks, words).calls).toMatchObject([
      { silenced: true, pending: "answer", failed: false },
      { silenced: false, pending: null, failed: true },
    ]);
  });
});
