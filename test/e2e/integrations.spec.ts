import { once } from "node:events";
import { createServer } from "node:net";
import type { Page } from "@playwright/test";
import { WebSocket } from "ws";
import { openClipboard } from "../tools/clipboard.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { until } from "./support/until.ts";

test.skip(cannotRing !== false, cannotRing || undefined);
// The token is on the clipboard, which tests on one display share.
test.use({ display: "own" });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function openSettings(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  await expect(page.getByRole("heading", { name: "Integrations", level: 2 })).toBeVisible();
  return page;
}

/** A program of the user that keeps what it hears. */
function program(url: string, token: string) {
  const heard: Record<string, unknown>[] = [];
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  socket.on("message", (data) => heard.push(JSON.parse(data.toString())));
  return {
    hears: (what: string): Promise<Record<string, unknown>> =>
      until(`the program hears "${what}"`, () =>
        heard.find(({ type, event, id }) => [type, event, id].includes(what)),
      ),
    events: () => heard.filter(({ type }) => type === "call").map(({ event }) => event),
    command: (id: string, verb: string) => socket.send(JSON.stringify({ v: 1, type: "command", id, verb })),
    close: () => socket.close(),
  };
}

/** The status with which a WebSocket is refused. */
function refusal(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on("error", () => {});
    socket.once("unexpected-response", (_, response) => resolve(response.statusCode));
    socket.once("open", () => resolve(101));
  });
}

test("a page opens with the call, and a program follows and answers it", async ({ handset }) => {
  const app = await handset.launch();
  await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const page = await openSettings(handset, app);

  const address = page.getByLabel("Address", { exact: true });
  await address.fill("https://{name}.example.com/");
  await expect(page.getByText("A placeholder stands in the name of the server.")).toBeVisible();
  await address.fill("https://crm.example.com/call/{name}?tel={e164}");
  await expect(
    page.getByText("https://crm.example.com/call/Ada%20Lovelace?tel=%2B14155550142"),
  ).toBeVisible();
  await page.getByRole("button", { name: "Try it" }).click();
  expect(await handset.nextBrowserVisit()).toBe(
    "https://crm.example.com/call/Ada%20Lovelace?tel=%2B14155550142",
  );
  await address.press("Enter");
  await expect(page.getByRole("button", { name: "Save" }).first()).toHaveAttribute("aria-disabled", "true");

  const port = await freePort();
  const portField = page.getByRole("textbox", { name: "Port" });
  await portField.fill(String(port));
  await portField.press("Enter");
  await page.getByLabel("Let programs on this computer follow calls").check();
  const shownAddress = page.getByLabel("Address of the event stream");
  await expect(shownAddress).toHaveValue(`ws://127.0.0.1:${port}/events`);
  const url = await shownAddress.inputValue();
  await page.getByRole("button", { name: "Copy token" }).click();
  await expect(page.getByText("The token is on the clipboard.")).toBeVisible();
  const clipboard = openClipboard(handset.desktop.env);
  // The display needs a moment to make Handset the owner of the clipboard.
  const token = await until(
    "the token is on the clipboard",
    async () => (await clipboard.paste()) || undefined,
  );
  await clipboard.close();
  expect(token).toMatch(/^[\w-]{43}$/);
  handset.secrets.push({ kind: "stream-token", value: token });

  const bearer = { authorization: `Bearer ${token}` };
  expect(await refusal(url, { authorization: `Bearer ${"A".repeat(43)}` })).toBe(401);
  expect(await refusal(url, { ...bearer, origin: "https://evil.example" })).toBe(403);
  expect(await refusal(url, { ...bearer, host: `rebound.example:${port}` })).toBe(403);
  expect(await refusal(`${url}?token=x`, bearer)).toBe(400);

  const follower = program(url, token);
  expect(await follower.hears("hello")).toMatchObject({ v: 1, product: "Handset" });
  expect(await follower.hears("snapshot")).toMatchObject({ session: { state: "signed-in" }, calls: [] });
  await expect(page.getByText("1 program is connected.")).toBeVisible();
  const search = page.getByRole("searchbox");
  await search.fill("screen pop");
  await picture(page, "settings-screen-pop");
  await search.fill("event stream");
  await picture(page, "settings-event-stream");
  await search.fill("");

  const call = handset.sandbox.ring({ from: "+14155550143", name: "../Bea & Co" });
  expect(await follower.hears("ringing")).toMatchObject({
    call: {
      id: call.id,
      direction: "inbound",
      number: "+14155550143",
      name: "../Bea & Co",
      phase: "ringing",
    },
  });
  expect(await handset.nextBrowserVisit()).toBe(
    "https://crm.example.com/call/..%2FBea%20%26%20Co?tel=%2B14155550143",
  );
  follower.command("please", "answer");
  expect(await follower.hears("please")).toMatchObject({
    type: "answer",
    ok: true,
    reply: { result: "controlled", did: "answer" },
  });
  expect(handset.sandbox.calls().find(({ id }) => id === call.id)?.state).toBe("connected");
  handset.sandbox.remoteHangup(call.id);
  expect(await follower.hears("ended")).toMatchObject({ call: { id: call.id, outcome: "answered" } });
  expect(follower.events()).toEqual(["ringing", "answered", "ended"]);

  // Once for each call: the next page is that of the next call.
  const next = handset.sandbox.ring({ from: "+14155550144", name: "Cleo" });
  expect(await handset.nextBrowserVisit()).toBe("https://crm.example.com/call/Cleo?tel=%2B14155550144");
  handset.sandbox.remoteHangup(next.id);
  expect(await follower.hears("missed")).toMatchObject({ call: { id: next.id, outcome: "missed" } });
  follower.close();

  await page.getByLabel("Let programs on this computer follow calls").uncheck();
  await expect(page.getByText("The event stream is off.")).toBeVisible();
  expect(await handset.readLog()).not.toContain("Lovelace");
});
