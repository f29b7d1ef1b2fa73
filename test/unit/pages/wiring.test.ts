import { describe, expect, test } from "vitest";
import type { Session } from "../../../src/auth/session.ts";
import type { PageName } from "../../../src/pages/electron.ts";
import { followClosing } from "../../../src/pages/wiring.ts";

interface World {
  readonly state: Session["state"];
  readonly phoneVisible?: boolean;
  readonly open?: readonly PageName[];
}

/** What comes of it when the user closes that page: whether the end of the last window is told. */
function closing(page: PageName, { state, phoneVisible = false, open = [] }: World): "stays" | "last window" {
  const listeners = new Map<PageName, () => void>();
  let outcome: "stays" | "last window" = "stays";
  const idle = () => {};
  followClosing({
    pages: {
      isOpen: (each) => open.includes(each),
      onClosedByUser: (each, listener) => listeners.set(each, listener),
    },
    softphone: { isVisible: phoneVisible },
    session: { status: () => ({ state }) },
    stayOrQuit: async () => {
      outcome = "last window";
      return true;
    },
    shortcuts: { setChoosing: idle },
    links: { dismissAll: idle },
    guard: { dismiss: idle },
    departure: { isLeaving: () => false },
  });
  listeners.get(page)?.();
  return outcome;
}

describe("closing a page of Handset's own", () => {
  test.each<PageName>(["settings", "devices"])("%s: a phone that is hidden goes on ringing", (page) => {
    expect(closing(page, { state: "signed-in" })).toBe("stays");
    expect(closing(page, { state: "signed-in", phoneVisible: true })).toBe("stays");
  });

  test.each<PageName>(["settings", "devices"])("%s: a saved sign-in is taken up out of sight", (page) => {
    expect(closing(page, { state: "redeeming" })).toBe("stays");
    expect(closing(page, { state: "redeeming", open: ["sign-in"] })).toBe("stays");
  });

  test("who closes the page that waits for a sign-in ends it", () => {
    expect(closing("sign-in", { state: "redeeming" })).toBe("last window");
    expect(closing("sign-in", { state: "signed-out" })).toBe("last window");
    expect(closing("sign-in", { state: "signed-out", open: ["settings"] })).toBe("stays");
  });

  test("without a phone the last page is the last window", () => {
    expect(closing("settings", { state: "signed-out" })).toBe("last window");
    expect(closing("devices", { state: "unconfigured" })).toBe("last window");
    expect(closing("devices", { state: "unconfigured", open: ["sign-in"] })).toBe("stays");
  });
});
