/** Every sentence of the confirmation window. `product` is the product's name. */
export const texts = {
  windowTitle: (product: string) => `Confirm – ${product}`,

  ask: {
    call: "Call this number?",
    dialer: "Put this number into the dialer?",
    message: "Write to this number?",
  },
  askSeveral: "Write to these numbers?",
  accept: { call: "Call", dialer: "To the dialer", message: "Write message" },
  dismiss: { call: "Don’t call", dialer: "Dismiss", message: "Don’t write" },
  soon: "Available in a moment.",
  text: "Text",
  copy: "Copy",
  copyLabel: "Copy number",
  trust: (links: string) => `Do not ask again for ${links}`,
  trustHelp: "Any web page that is open there can then call.",
  block: "Never from this source",
  blockLabel: (links: string) => `Never from this source: refuse ${links} from now on`,
  copied: "The number was copied.",
  messageText: "Text of the message",

  received: "The link as it came in",
  ok: "OK",

  waiting: (count: number, ofSameSource: number) =>
    ofSameSource === 0
      ? `and ${count} more waiting`
      : ofSameSource === count
        ? `and ${count} more from the same source`
        : `and ${count} more waiting, ${ofSameSource} from the same source`,
  dismissAll: "Dismiss all",
  dropped: (count: number) =>
    count === 1
      ? "1 more link was dropped: too many came at once."
      : `${count} more links were dropped: too many came at once.`,
  nothingLeft: "Nothing is left to confirm.",
};
