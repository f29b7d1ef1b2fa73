import { describe, expect, test } from "vitest";
import { confirmCallHeight, confirmCallView as viewOf } from "../../../src/links/confirm-view.ts";
import {
  ARM_AFTER_MS,
  addIntent as addIntentAt,
  addRejected,
  answer,
  needsConfirmation as asksBefore,
  type Choice,
  type Confirmations,
  expireHeld,
  heldCard,
  MAX_CARDS,
  MAX_CARDS_OF_SOURCE,
  noConfirmations,
  setCanDial,
} from "../../../src/links/confirmation.ts";
import type { DialIntent, RejectedIntent } from "../../../src/links/intent.ts";
import { parseLink } from "../../../src/links/parse.ts";
import { refusalOf } from "../../../src/links/refusal.ts";

const signedIn = setCanDial(noConfirmations, true);
const quiet = { region: "US", calledCountries: ["GB"], onCall: false };
const facts = { ...quiet, productName: "Handset", linkAction: "call", trustedSources: [] } as const;

const addIntent = (state: Confirmations, added: DialIntent, at = 0) => addIntentAt(state, added, at);
const confirmCallView = (state: Confirmations, changes: Partial<typeof facts> | object = {}) =>
  viewOf(state, { ...facts, ...changes });
const needsConfirmation = (of: DialIntent, trusted: readonly string[], changes: Partial<typeof quiet> = {}) =>
  asksBefore(of, trusted, { ...quiet, ...changes });

function intent(link: string, program: string | null = null): DialIntent {
  const context = {
    redirectScheme: "app.handset.desktop",
    linkScheme: "handset",
    region: "US",
    areaCode: "",
  };
  const parsed = parseLink(link, context, program);
  if (parsed.kind !== "call" && parsed.kind !== "message") throw new Error(`${link} is not to be dialled`);
  return parsed;
}

const rejected: RejectedIntent = {
  kind: "rejected",
  reason: "has-letters",
  part: null,
  shown: "tel:ABC",
  source: { kind: "link", scheme: "tel", program: null },
};
const refusal = refusalOf(rejected);
const addRefusal = (state: Confirmations) => addRejected(state, rejected, 0);
const heldIntent = (state: Confirmations): DialIntent | null => {
  const card = heldCard(state);
  return card?.kind === "confirm" ? card.intent : null;
};

const front = (state: Confirmations, changes: object = {}) => confirmCallView(state, changes).card;
const answerFront = (state: Confirmations, choice: Choice) =>
  answer(state, front(state)?.id ?? "none", choice);

describe("what the user is asked", () => {
  test("a call shows the number as people read it, its country and where it came from", () => {
    expect(confirmCallView(addIntent(signedIn, intent("tel:+14155550123")))).toEqual({
      productName: "Handset",
      card: {
        kind: "confirm",
        id: "1",
        action: "call",
        number: "+1 415 555 0123",
        country: "United States",
        others: [],
        text: null,
        source: "From a link (tel:) in another program or a web page",
        remarks: [],
        canText: true,
        blocks: "tel: links",
        trusts: null,
      },
      waiting: 0,
      sameSource: 0,
      dropped: 0,
      armAfterMs: ARM_AFTER_MS,
    });
  });

  test("a message shows its text", () => {
    const state = addIntent(signedIn, intent("sms:+442079460018?body=Hi"));
    expect(front(state)).toMatchObject({ action: "message", text: "Hi", country: "United Kingdom" });
  });

  test("a refusal shows its notice and the link", () => {
    expect(front(addRefusal(signedIn))).toEqual({
      kind: "refused",
      id: "1",
      notice: refusal,
      shown: "tel:ABC",
    });
  });

  test("the confirming button is dead for long enough that no stray key can dial", () => {
    expect(ARM_AFTER_MS).toBeGreaterThanOrEqual(300);
  });

  test("nothing waits: no card", () => {
    expect(confirmCallView(signedIn)).toMatchObject({ card: null, waiting: 0, dropped: 0 });
  });
});

describe("the user's answer", () => {
  const two = addIntent(addIntent(signedIn, intent("tel:101")), intent("tel:102"));

  test("accept dials the card in front and brings the next one", () => {
    const { state, outcome } = answerFront(two, "accept");
    expect(outcome).toEqual({ do: "dial", intent: intent("tel:101") });
    expect(front(state)).toMatchObject({ number: "Extension 102" });
    expect(confirmCallView(two).waiting).toBe(1);
    expect(confirmCallView(state).waiting).toBe(0);
  });

  test("an answer dials at most once", () => {
    const { state } = answer(two, "1", "accept");
    expect(answer(state, "1", "accept")).toEqual({ state, outcome: { do: "nothing" } });
  });

  test.each(["2", "3", "", "none"])("an answer to %j, which is not in front, does nothing", (id) => {
    expect(answer(two, id, "accept")).toEqual({ state: two, outcome: { do: "nothing" } });
    expect(answer(two, id, "dismiss-all")).toEqual({ state: two, outcome: { do: "nothing" } });
  });

  test("copy gives the number in dialable form and leaves the card", () => {
    const state = addIntent(signedIn, intent("tel:415-555-0123"));
    expect(answerFront(state, "copy")).toEqual({ state, outcome: { do: "copy", text: "+14155550123" } });
  });

  test("copy on a refusal gives the link as shown", () => {
    const state = addRefusal(signedIn);
    expect(answerFront(state, "copy").outcome).toEqual({ do: "copy", text: "tel:ABC" });
  });

  test("accepting a refusal dials nothing", () => {
    const { state, outcome } = answerFront(addRefusal(signedIn), "accept");
    expect(outcome).toEqual({ do: "nothing" });
    expect(front(state)).toBeNull();
  });

  test("dismiss dials nothing and brings the next card", () => {
    const { state, outcome } = answerFront(two, "dismiss");
    expect(outcome).toEqual({ do: "nothing" });
    expect(front(state)).toMatchObject({ number: "Extension 102" });
  });

  test("dismiss-all leaves nothing", () => {
    const { state, outcome } = answerFront(two, "dismiss-all");
    expect(outcome).toEqual({ do: "nothing" });
    expect(front(state)).toBeNull();
  });

  test("ids are not used again, so a late answer cannot meet a new card", () => {
    const { state } = answerFront(addIntent(signedIn, intent("tel:101")), "dismiss");
    expect(front(addIntent(state, intent("tel:102")))?.id).not.toBe("1");
  });
});

describe("signed out", () => {
  const held = addIntent(noConfirmations, intent("tel:101"));

  test("calls wait, and cannot be accepted", () => {
    expect(front(held)).toBeNull();
    expect(heldIntent(held)).toEqual(intent("tel:101"));
    expect(answer(held, "1", "accept")).toEqual({ state: held, outcome: { do: "nothing" } });
  });

  test("after the sign-in they are asked about, in order", () => {
    const state = setCanDial(addIntent(held, intent("tel:102")), true);
    expect(heldIntent(state)).toBeNull();
    expect(front(state)).toMatchObject({ number: "Extension 101" });
    expect(confirmCallView(state).waiting).toBe(1);
  });

  test("refusals are shown at once, and dismissing them all keeps the calls", () => {
    const state = addRefusal(held);
    expect(confirmCallView(state)).toMatchObject({ card: { kind: "refused" }, waiting: 0 });
    const after = answerFront(state, "dismiss-all").state;
    expect(front(after)).toBeNull();
    expect(heldIntent(after)).toEqual(intent("tel:101"));
  });

  test("after a sign-out what was asked waits again", () => {
    const asked = setCanDial(held, true);
    expect(front(setCanDial(asked, false))).toBeNull();
    expect(heldIntent(setCanDial(asked, false))).toEqual(intent("tel:101"));
  });
});

describe("too many at once", () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, index) => intent(`tel:${1000 + index}`)).reduce(
      (state, each) => addIntent(state, each),
      signedIn,
    );

  test("ten are all asked about", () => {
    expect(confirmCallView(links(10))).toMatchObject({ waiting: 9, dropped: 0 });
  });

  test("what is over the limit is counted and said", () => {
    expect(confirmCallView(links(MAX_CARDS_OF_SOURCE + 5))).toMatchObject({
      waiting: MAX_CARDS_OF_SOURCE - 1,
      dropped: 5,
    });
  });

  test("the count stays until the last card is gone", () => {
    let state = links(MAX_CARDS_OF_SOURCE + 5);
    for (let left = MAX_CARDS_OF_SOURCE; left > 1; left--) {
      state = answerFront(state, "dismiss").state;
      expect(confirmCallView(state).dropped).toBe(5);
    }
    expect(confirmCallView(answerFront(state, "dismiss").state).dropped).toBe(0);
  });
});

describe("sources", () => {
  const state = [
    intent("tel:101", "chromium"),
    intent("tel:102", "chromium"),
    intent("tel:103", "thunderbird"),
    intent("tel:104", "chromium"),
  ].reduce((all, each) => addIntent(all, each), signedIn);

  test("further links of the source in front are counted in its card", () => {
    expect(confirmCallView(state)).toMatchObject({ waiting: 3, sameSource: 2 });
  });

  test("take turns, so that a flood of one does not hide the other", () => {
    const order: string[] = [];
    for (let left = state; front(left) !== null; left = answerFront(left, "dismiss").state) {
      const card = front(left);
      if (card?.kind === "confirm") order.push(card.number);
    }
    expect(order).toEqual(["Extension 101", "Extension 103", "Extension 102", "Extension 104"]);
  });

  test("one's flood leaves room for another's link", () => {
    const flood = Array.from({ length: 1000 }, (_, index) => intent(`tel:${1000 + index}`, "chromium"));
    const flooded = flood.reduce((all, each) => addIntent(all, each), signedIn);
    expect(confirmCallView(flooded)).toMatchObject({ dropped: 1000 - MAX_CARDS_OF_SOURCE });
    const more = addIntent(flooded, intent("tel:103", "thunderbird"));
    expect(confirmCallView(more).waiting).toBe(MAX_CARDS_OF_SOURCE);
    expect(front(answerFront(more, "dismiss").state)).toMatchObject({ number: "Extension 103" });
  });

  test("however many there are, the cards are bounded", () => {
    const many = Array.from({ length: 100 }, (_, index) => intent("tel:101", `program-${index}`));
    expect(many.reduce((all, each) => addIntent(all, each), signedIn).cards).toHaveLength(MAX_CARDS);
  });

  test("a link that already waits, as after a double click, is asked about once", () => {
    const twice = addIntent(addIntent(signedIn, intent("tel:101"), 1), intent("tel:101"), 2);
    expect(confirmCallView(twice)).toMatchObject({ waiting: 0, dropped: 0 });
    // The same number from elsewhere is another wish.
    expect(confirmCallView(addIntent(twice, intent("tel:101", "chromium"), 3)).waiting).toBe(1);
  });

  test("blocking one takes all of its cards away and leaves the others", () => {
    const { state: after, outcome } = answerFront(state, "block");
    expect(outcome).toEqual({ do: "block", source: { kind: "link", scheme: "tel", program: "chromium" } });
    expect(confirmCallView(after)).toMatchObject({ card: { number: "Extension 103" }, waiting: 0 });
  });

  test("what the user asked for by hand cannot be blocked", () => {
    const typed: DialIntent = { ...intent("tel:101"), source: { kind: "shortcut" } };
    const asked = addIntent(signedIn, typed);
    expect(front(asked)).toMatchObject({ blocks: null, source: "From a keyboard shortcut" });
    expect(answerFront(asked, "block")).toEqual({ state: asked, outcome: { do: "nothing" } });
  });
});

describe("a text instead of a call", () => {
  test("opens a message to the same number", () => {
    const { state, outcome } = answerFront(addIntent(signedIn, intent("tel:+14155550123")), "text");
    expect(outcome).toMatchObject({
      do: "dial",
      intent: { kind: "message", number: { e164: "+14155550123" }, others: [], text: null },
    });
    expect(front(state)).toBeNull();
  });

  test.each(["tel:*67", "tel:911", "sms:101"])("is not offered for %s", (link) => {
    const state = addIntent(signedIn, intent(link));
    expect(front(state)).toMatchObject({ canText: false });
    expect(answerFront(state, "text")).toEqual({ state, outcome: { do: "nothing" } });
  });
});

describe("what is remarked on", () => {
  const remarks = (link: string, changes: Partial<typeof quiet> = {}) => {
    const card = front(addIntent(signedIn, intent(link)), changes);
    return card?.kind === "confirm" ? card.remarks.map(({ text }) => text).join(" ") : "";
  };

  test.each([
    ["an emergency number", "tel:911", "may not know where you are"],
    ["a premium-rate number", "tel:+19005550123", "premium-rate"],
    ["a premium-rate number of no country", "tel:+979123456789", "premium-rate"],
    ["a shared-cost number", "tel:+441845678901", ""],
    ["a country that nobody called yet", "tel:+4930123456", "Nobody has called Germany from here before."],
    ["a neighbour that looks like home", "tel:+18765230123", "Nobody has called Jamaica"],
    ["a number of no country", "tel:+80012345678", "belongs to no country"],
  ])("%s", (_, link, expected) => {
    expect(remarks(link)).toContain(expected);
  });

  test.each([
    ["home", "tel:+14155550123"],
    ["a country that was called before", "tel:+442079460018"],
    ["an extension", "tel:101"],
    ["a code", "tel:*67"],
  ])("not %s", (_, link) => {
    expect(remarks(link)).toBe("");
  });

  test("a call that is up, and will be held", () => {
    expect(remarks("tel:+14155550123", { onCall: true })).toBe("You are on a call. Calling puts it on hold.");
    expect(remarks("sms:+14155550123", { onCall: true })).toBe("");
  });

  test("each country of a group message once", () => {
    expect(remarks("sms:+4930123456,+4930123457,+14155550123")).toBe(
      "Nobody has called Germany from here before.",
    );
  });

  test("the window grows with what there is to read", () => {
    const height = (link: string) => confirmCallHeight(confirmCallView(addIntent(signedIn, intent(link))));
    expect(height("tel:911")).toBeGreaterThan(height("tel:101"));
    expect(height(`sms:${Array.from({ length: 10 }, (_, i) => 100 + i)}?body=Hi`)).toBeLessThanOrEqual(560);
  });
});

describe("links that wait for the sign-in", () => {
  const held = addIntent(addIntent(noConfirmations, intent("tel:101"), 1000), intent("tel:102"), 2000);

  test("are let go when they waited too long", () => {
    expect(expireHeld(held, 1000)).toEqual({ state: held, expired: [] });
    const { state, expired } = expireHeld(held, 1001);
    expect(expired).toMatchObject([{ intent: intent("tel:101") }]);
    expect(heldIntent(state)).toEqual(intent("tel:102"));
  });

  test("stay once they can be asked about", () => {
    const asked = setCanDial(held, true);
    expect(expireHeld(asked, 9999)).toEqual({ state: asked, expired: [] });
  });
});

describe("the offer not to ask again", () => {
  const offer = (link: string, program: string | null, changes: object = {}) => {
    const card = front(addIntent(signedIn, intent(link, program)), changes);
    return card?.kind === "confirm" ? card.trusts : undefined;
  };

  test("is for one program's links of one scheme, and warns of web pages", () => {
    expect(offer("tel:+14155550123", "chromium")).toEqual({
      links: "tel: links from Chromium",
      ofWebPages: true,
    });
    expect(offer("sms:+14155550123", "thunderbird")).toEqual({
      links: "sms: links from Thunderbird",
      ofWebPages: false,
    });
  });

  test.each([
    ["the program is not known", "tel:+14155550123", null, {}],
    ["a policy holds the list", "tel:+14155550123", "chromium", { trustedSources: null }],
    ["the source is trusted already", "tel:+14155550123", "chromium", { trustedSources: ["link:tel"] }],
    ["the number is a premium-rate one", "tel:+19005550123", "chromium", {}],
    ["the number is for emergencies", "tel:911", "chromium", {}],
    ["one recipient's country is new", "sms:+14155550123,+4930123456", "chromium", {}],
  ])("is not made where %s", (_, link, program, changes) => {
    expect(offer(link, program, changes)).toBeNull();
  });

  test("makes the window higher", () => {
    const height = (program: string | null) =>
      confirmCallHeight(confirmCallView(addIntent(signedIn, intent("tel:101", program))));
    expect(height("chromium")).toBeGreaterThan(height("thunderbird"));
    expect(height("thunderbird")).toBeGreaterThan(height(null));
  });
});

describe("trusted sources", () => {
  test("only the very source that is trusted is not asked about", () => {
    expect(needsConfirmation(intent("tel:101"), [])).toBe(true);
    expect(needsConfirmation(intent("tel:101"), ["link:callto", "tel", "link:TEL", "link:*"])).toBe(true);
    expect(needsConfirmation(intent("tel:101"), ["link:callto", "link:tel"])).toBe(false);
    expect(needsConfirmation(intent("callto:101"), ["link:tel"])).toBe(true);
  });

  test("a scheme covers every program, a program only itself", () => {
    expect(needsConfirmation(intent("tel:101", "chromium"), ["link:tel"])).toBe(false);
    expect(needsConfirmation(intent("tel:101", "chromium"), ["link:tel:chromium"])).toBe(false);
    expect(needsConfirmation(intent("tel:101", "firefox"), ["link:tel:chromium"])).toBe(true);
    expect(needsConfirmation(intent("tel:101"), ["link:tel:chromium"])).toBe(true);
  });

  const every = ["link:tel", "link:sms", "command-line", "shortcut", "clipboard"];
  const from = (kind: "command-line" | "shortcut" | "clipboard", link: string): DialIntent => ({
    ...intent(link),
    source: { kind },
  });

  test("an emergency number is asked about whoever wants it dialled", () => {
    expect(needsConfirmation(intent("tel:911"), every)).toBe(true);
    expect(needsConfirmation(from("command-line", "tel:112"), every)).toBe(true);
    expect(needsConfirmation(from("clipboard", "tel:999"), every)).toBe(true);
  });

  test("a trusted link is asked about where it costs or interrupts something, a command is not", () => {
    for (const link of ["tel:+19005550123", "tel:+4930123456"]) {
      expect(needsConfirmation(intent(link), every)).toBe(true);
      expect(needsConfirmation(from("command-line", link), every)).toBe(false);
    }
    expect(needsConfirmation(intent("tel:101"), every, { onCall: true })).toBe(true);
    expect(needsConfirmation(intent("sms:101"), every, { onCall: true })).toBe(false);
    expect(needsConfirmation(from("command-line", "tel:101"), every, { onCall: true })).toBe(false);
  });

  test("a shortcut asks unless trusted; the menu entry with the number on it is the question itself", () => {
    expect(needsConfirmation(from("shortcut", "tel:101"), [])).toBe(true);
    expect(needsConfirmation(from("clipboard", "tel:101"), [])).toBe(false);
    expect(needsConfirmation(from("clipboard", "tel:+442079460018"), [])).toBe(false);
  });

  test.each([
    ["a premium-rate number", "tel:+19005550123"],
    ["an emergency number", "tel:911"],
    ["a country that nobody called yet", "tel:+4930123456"],
  ])("what Handset itself offers to call is asked about where it is %s", (_, link) => {
    expect(needsConfirmation(from("clipboard", link), every)).toBe(true);
  });
});
