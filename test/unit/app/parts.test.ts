import { describe, expect, test } from "vitest";
import { buildParts, type GivenParts, type PartBuilders } from "../../../src/app/parts.ts";

/** Only names and order are of interest here: three parts stand for all of them. */
const build = (builders: Record<string, (parts: Record<string, unknown>) => unknown>) =>
  buildParts({ profile: "work" } as GivenParts, builders as unknown as PartBuilders) as Promise<unknown>;

describe("the parts", () => {
  test("are built in order, wait for each other, and know each other when they are used", async () => {
    const order: string[] = [];
    const parts = (await build({
      pages: (all) => {
        order.push("pages");
        return { session: () => all.session };
      },
      registration: async () => {
        await Promise.resolve();
        order.push("registration");
        return "registered";
      },
      session: (all) => {
        order.push("session");
        return `of ${all.profile}, ${all.registration}`;
      },
    })) as { pages: { session(): unknown } };
    expect(order).toEqual(["pages", "registration", "session"]);
    expect(parts.pages.session()).toBe("of work, registered");
  });

  test("name the one that is taken before it is there", async () => {
    await expect(build({ pages: ({ session }) => session, session: () => "late" })).rejects.toThrow(
      "session was used before it was built",
    );
  });
});
