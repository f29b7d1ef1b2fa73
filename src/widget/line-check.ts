/**
 * Runs in the widget's own world before its first script, so it is sent there as text: nothing here may refer to
 * anything outside of the function.
 *
 * The widget's web phone sends nothing over its SIP connection between two registrations, ten minutes apart: after a
 * sleep a connection that is long dead still counts as connected (ringcentral-web-phone 0.8 leaves `keepAliveInterval`
 * of SIP.js at 0). So the connection is pinged here, as RFC 5626, section 4.4.1, has it: a double CRLF is answered with
 * a single one, and SIP.js takes that for the answer to a ping of its own. One that does not answer is closed, and the
 * widget is told so at once, where Chromium would wait a minute for the other end to agree. It then connects again by
 * itself, as the same phone as before. A server that knows no pings costs that, too.
 *
 * @param nextCheck resolves when the line is to be looked at; asked again after each look
 * @param report is told what was found: "none" where the widget has no SIP connection at all
 * @param limitMs how long the answer may take, in milliseconds
 */
export function installLineCheck(
  nextCheck: () => Promise<null>,
  report: (line: "alive" | "dead" | "none") => void,
  limitMs: number,
): void {
  const Real = window.WebSocket;
  const lines = new Set<WebSocket>();
  /** The widget has heard of their end, and has long had another line when they really end. */
  const abandoned = new WeakSet<WebSocket>();

  window.WebSocket = new Proxy(Real, {
    construct(target, args, newTarget) {
      const socket: WebSocket = Reflect.construct(target, args, newTarget);
      const protocols: unknown = args[1];
      if (protocols === "sip" || (Array.isArray(protocols) && protocols.includes("sip"))) {
        lines.add(socket);
        // Ahead of the widget's own listeners.
        socket.addEventListener("close", (event) => {
          lines.delete(socket);
          if (abandoned.has(socket)) event.stopImmediatePropagation();
        });
      }
      return socket;
    },
  });

  const isAlive = (line: WebSocket): Promise<boolean> =>
    new Promise((resolve) => {
      const finish = (alive: boolean): void => {
        clearTimeout(timer);
        line.removeEventListener("message", heard);
        line.removeEventListener("close", gone);
        resolve(alive);
      };
      const gone = (): void => finish(false);
      // Whatever comes over it comes over a living connection.
      const heard = (): void => finish(true);
      const timer = setTimeout(gone, limitMs);
      line.addEventListener("message", heard);
      line.addEventListener("close", gone);
      line.send("\r\n\r\n");
    });
  const giveUp = (line: WebSocket): void => {
    line.close();
    line.dispatchEvent(new CloseEvent("close", { code: 1006, wasClean: false }));
    abandoned.add(line);
  };
  const look = async (): Promise<"alive" | "dead" | "none"> => {
    const open = [...lines].filter(({ readyState }) => readyState === Real.OPEN);
    const answers = await Promise.all(open.map(isAlive));
    open.forEach((line, index) => {
      if (answers[index] === false && line.readyState === Real.OPEN) giveUp(line);
    });
    if (answers.length === 0) return "none";
    return answers.includes(true) ? "alive" : "dead";
  };
  const serve = async (): Promise<void> => {
    for (;;) {
      await nextCheck();
      report(await look());
    }
  };
  serve().catch((cause: unknown) => console.error("The line is not looked at any more:", cause));
}
