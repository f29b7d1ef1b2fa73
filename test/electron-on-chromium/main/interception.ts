import type { DevToolsSession } from "./devtools.ts";
import { type SchemeUrls, schemeRequests } from "./scheme-urls.ts";

export interface InterceptionListener {
  /** A request for one of the app's own schemes. */
  respond(request: Request): Promise<Response>;
  /** A server sends the main frame elsewhere. @returns false to stop it there */
  redirected(url: string): boolean;
  /** The main frame is about to ask for a document of this URL: the last moment to set permissions. */
  arriving(url: string): Promise<void>;
  /** The document of the main frame was answered with that HTTP status. */
  answered(status: number): void;
}

/** Serves the app's own schemes and watches the documents of the main frame, through the Fetch domain. */
export async function interceptRequests(
  session: DevToolsSession,
  mainFrame: string,
  urls: SchemeUrls,
  listener: InterceptionListener,
): Promise<void> {
  session.on("Fetch.requestPaused", (paused) => {
    const { requestId, request, resourceType, frameId, redirectedRequestId } = paused;
    const work = async (): Promise<void> => {
      if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
        if (frameId === mainFrame) listener.answered(paused.responseStatusCode ?? -1);
        await session.send("Fetch.continueRequest", { requestId });
        return;
      }
      if (resourceType === "Document" && frameId === mainFrame) {
        if (redirectedRequestId !== undefined && !listener.redirected(request.url)) {
          await session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
          return;
        }
        await listener.arriving(request.url);
      }
      const url = urls.toElectron(request.url);
      if (url === request.url) await session.send("Fetch.continueRequest", { requestId });
      else await serve(requestId, new Request(url, { method: request.method }));
    };
    work().catch(() => undefined); // the page went away, and its request with it
  });

  async function serve(requestId: string, request: Request): Promise<void> {
    try {
      const response = await listener.respond(request);
      const body = Buffer.from(await response.arrayBuffer()).toString("base64");
      const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
      const { status } = response;
      await session.send("Fetch.fulfillRequest", { requestId, responseCode: status, responseHeaders, body });
    } catch (error) {
      process.stderr.write(`electron-on-chromium: protocol handler failed: ${String(error)}\n`);
      await session.send("Fetch.failRequest", { requestId, errorReason: "Failed" });
    }
  }

  await session.send("Fetch.enable", {
    patterns: [
      { urlPattern: schemeRequests },
      { urlPattern: "*", resourceType: "Document" },
      { urlPattern: "*", resourceType: "Document", requestStage: "Response" },
    ],
  });
}
