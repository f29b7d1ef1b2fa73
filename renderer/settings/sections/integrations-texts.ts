import type { EventStreamView } from "../../../src/integrations/integrations-view.ts";

function stateInWords({ state, clients }: EventStreamView): string {
  switch (state) {
    case "off":
      return "The event stream is off.";
    case "starting":
      return "The event stream is being opened…";
    case "failed":
      return "The event stream is not open.";
    case "on":
      return clients === 1 ? "1 program is connected." : `${clients} programs are connected.`;
  }
}

/** Every sentence of this section. `product` is the product's name. */
export const integrationTexts = {
  title: "Integrations",
  intro: (product: string) =>
    `For other programs that work with ${product}: a customer’s page that opens with a call, and programs that follow calls.`,

  screenPop: "Page to open for a call",
  screenPopHelp:
    "An address that begins with https://. What stands in braces is put in for each call: {number} {e164} {name} {queue} {callId} {direction}. Leave it empty to open nothing.",
  screenPopWords: "screen pop crm url template web page browser customer caller number",
  address: "Address",
  placeholder: "https://crm.example.com/search?phone={e164}",
  save: "Save",
  preview: "A call from Ada Lovelace would open:",
  nothing: "No page is opened.",
  tryIt: "Try it",
  tried: "Opened in your browser.",

  popOn: "Open it when a call",
  popOns: { ring: "rings", answer: "is answered", end: "ends" },
  popOnWords: "screen pop page ring answer end when",
  popFor: "Open it for",
  popFors: { inbound: "Calls that come in", both: "All calls, also those you make" },
  popForWords: "screen pop page inbound outbound incoming outgoing",

  stream: "Let programs on this computer follow calls and control them",
  streamHelp: (product: string) =>
    `Programs that know the token can see who calls and do what ${product}’s command line can: call, answer, hang up. Web pages cannot connect, and neither can other computers.`,
  streamWords: "event stream websocket api integration loopback program events commands",
  port: "Port",
  portHelp: "A number from 1024 to 65535 that no other program uses.",
  portWords: "event stream port websocket address",
  connection: "Token of the event stream",
  connectionWords: "event stream token secret copy renew address websocket",
  streamState: stateInWords,
  streamAddress: "Address of the event stream",
  copyToken: "Copy token",
  copied: "The token is on the clipboard. Give it only to programs that you trust.",
  renewToken: "Renew token…",
  renewQuestion: "Programs that have the old token are cut off until you give them the new one.",
  renewNow: "Renew token",
  renewed: "There is a new token. Copy it and give it to your programs.",
  cancel: "Cancel",
};
