/// <reference types="electron" />
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect } from "@playwright/test";
import { type Contract, test } from "./harness.ts";
import { argsFor, type SecureSite, withSecureSite as withAnySecureSite } from "./secure-site.ts";

declare const contract: Contract;

interface Site extends SecureSite {
  readonly requests: { method: string; host: string; url: string; body: string }[];
}

async function withSecureSite(use: (site: Site) => Promise<void>): Promise<void> {
  const requests: Site["requests"] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push({
      method: request.method ?? "",
      host: request.headers.host ?? "",
      url: request.url ?? "",
      body,
    });
    if (request.url === "/slow") setTimeout(() => response.end("late"), 20_000).unref();
    else response.writeHead(201, { "content-type": "application/json", "x-seen": "yes" }).end('{"ok":true}');
  };
  await withAnySecureSite(answer, (site) => use({ ...site, requests }));
}

const mapTo = (site: Site): string => argsFor(site)[0] ?? "";

test("net.fetch follows the host mapping and the certificate pin", async ({ launch }) => {
  await withSecureSite(async (site) => {
    const args = argsFor(site);
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" }, args });
    const seen = await app.evaluate(async ({ net }) => {
      const init = { method: "POST", body: new URLSearchParams({ a: "b c" }) };
      const posted = await net.fetch("https://api.contract.test/token", init);
      return {
        status: posted.status,
        header: posted.headers.get("x-seen"),
        json: await posted.json(),
      };
    });
    expect(seen).toEqual({
      status: 201,
      header: "yes",
      json: { ok: true },
    });
    expect(site.requests).toMatchObject([
      { method: "POST", host: "api.contract.test", url: "/token", body: "a=b+c" },
    ]);
  });
});

test("net.fetch refuses a certificate that is not pinned, a closed port and an aborted request", async ({
  launch,
}) => {
  await withSecureSite(async (site) => {
    const wrong = `--ignore-certificate-errors-spki-list=${createHash("sha256").update("other").digest("base64")}`;
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" }, args: [mapTo(site), wrong] });
    const seen = await app.evaluate(async ({ net }) => {
      const message = (url: string, init?: RequestInit) =>
        net.fetch(url, init).then(String, (error) => `${error.name} ${error.message}`);
      const signal = AbortSignal.abort();
      return [
        await message("https://api.contract.test/"),
        await message("https://other.test/"),
        await message("https://api.contract.test/", { signal }),
      ];
    });
    expect(seen[0]).toContain("net::ERR_");
    expect(seen[1]).toContain("net::ERR_");
    expect(seen[2]).toContain("AbortError");
    expect(site.requests).toEqual([]);
  });
});

test("an abort ends a request under way, and a page follows the same mapping", async ({ launch }) => {
  await withSecureSite(async (site) => {
    const args = argsFor(site);
    const app = await launch({ args });
    const aborted = await app.evaluate(({ net }) =>
      net
        .fetch("https://api.contract.test/slow", { signal: AbortSignal.timeout(300) })
        .then(String, (error) => `${error.name}: ${error.message}`),
    );
    expect(aborted).toMatch(/^(TimeoutError|AbortError)/);
    await app.evaluate(() => contract.open({ show: false }).loadURL("https://pages.contract.test/in-page"));
    expect(site.requests.map(({ host }) => host)).toContain("pages.contract.test");
  });
});
