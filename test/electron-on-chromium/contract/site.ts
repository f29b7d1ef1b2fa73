import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A web site with a redirect, a file to keep, a page that is unavailable, and a page for every other address; and what it was asked for. */
export async function withSite(use: (base: string, requests: string[]) => Promise<void>): Promise<void> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (request.url === "/redirect") response.writeHead(302, { location: "/landed" }).end();
    else if (request.url === "/file") {
      response.writeHead(200, { "content-disposition": "attachment; filename=kept.txt" }).end("kept");
    } else {
      response
        .writeHead(request.url === "/unavailable" ? 503 : 200, { "content-type": "text/html" })
        .end("<!doctype html><title>site</title><body>site<a href='/file'>file</a>");
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
