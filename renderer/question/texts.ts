import type { QuestionView } from "../../src/calls/question-view.ts";

type Act = QuestionView["what"];

/** What would become of the calls. `product` is the product's name. */
function consequence({ what, onlyRings, several, productName }: QuestionView): string {
  const doing: Readonly<Record<Act, string>> = {
    quit: `Quitting ${productName}`,
    "sign-out": "Signing out",
    reload: "Loading the phone anew",
    update: `Updating ${productName}`,
  };
  if (onlyRings) return `${doing[what]} now means that you cannot answer here.`;
  return `${doing[what]} now ends ${several ? "the calls" : "the call"}.`;
}

const verbs: Readonly<Record<Act, string>> = {
  quit: "quit",
  "sign-out": "sign out",
  reload: "reload",
  update: "update",
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Every sentence of the question window. */
export const texts = {
  windowTitle: (product: string) => `Question – ${product}`,
  consequence,
  now: ({ what, onlyRings, several }: QuestionView) =>
    onlyRings ? `${capital(verbs[what])} now` : `End the ${several ? "calls" : "call"} and ${verbs[what]}`,
  afterCall: ({ what, several }: QuestionView) =>
    `${capital(verbs[what])} after the ${several ? "calls" : "call"}`,
  cancel: "Cancel",
  over: "Nothing is asked any more.",
};
