import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { demoUser } from "../../sandbox/account.ts";
import { createTelephony, type Telephony } from "../../sandbox/calls/telephony.ts";

let telephony: Telephony;
let events: string[];

beforeEach(() => {
  vi.useFakeTimers();
  telephony = createTelephony({ now: Date.now, user: demoUser, answerAfterMs: 1000, ringForMs: 5000 });
  events = [];
  telephony.onEvent(({ name, call }) => events.push(`${name} ${call.state}`));
});
afterEach(() => {
  telephony.close();
  vi.useRealTimers();
});

describe("the simulated telephone network", () => {
  it("takes an incoming call from ring to end", () => {
    const { id } = telephony.ring({ from: "+14155550123", name: "Nora Vale", queue: "Support" });
    for (const action of ["answer", "hold", "unhold", "mute", "unmute", "hangup"] as const)
      telephony.act(id, action);
    expect(events.map((event) => event.split(" ")[0])).toEqual([
      "ring",
      "start",
      "hold",
      "resume",
      "mute",
      "unmute",
      "end",
    ]);
    expect(telephony.list()[0]).toMatchObject({
      endReason: "hung-up",
      queue: "Support",
      fromName: "Nora Vale",
    });
  });

  it("lets the far end of an outgoing call answer", () => {
    const { id } = telephony.dial(demoUser, "+14155550123");
    vi.advanceTimersByTime(1000);
    telephony.act(id, "dtmf", "12");
    telephony.act(id, "dtmf", "#");
    expect(events).toEqual(["init calling", "start connected", "dtmf connected", "dtmf connected"]);
    expect(telephony.list()[0]?.digits).toBe("12#");
    expect(telephony.remoteHangup(id)).toBe(true);
    expect(telephony.list()[0]?.endReason).toBe("remote-hung-up");
  });

  it("counts an unanswered call as missed", () => {
    telephony.ring({ from: "102" });
    vi.advanceTimersByTime(5000);
    expect(telephony.list()[0]).toMatchObject({ state: "ended", endReason: "missed" });
  });

  it("refuses in words what cannot be done", () => {
    const { id } = telephony.ring({ from: "102" });
    expect(telephony.act(id, "hold")).toHaveProperty("refused");
    expect(telephony.act("no-such-call", "answer")).toHaveProperty("refused");
    telephony.act(id, "toVoicemail");
    expect(telephony.act(id, "answer")).toHaveProperty("refused");
    expect(telephony.list()[0]).toMatchObject({ toVoicemail: true, endReason: "to-voicemail" });
    expect(telephony.remoteAnswer(id)).toBe(false);
  });
});
