/**
 * Where Embeddable keeps whether its colours follow the system's (2.3.1: `isAutoMode` of src/modules/Theme, in the
 * storage of its default `prefix`). No parameter and no message sets it.
 */
const AUTO_MODE_KEY = "rc-widget-GlobalStorage-Theme-isAutoMode";

/**
 * Lets the phone begin with the colours of the system, and so of Handset's own setting. What somebody has chosen in
 * the phone stays: from its first start on Embeddable keeps a value of its own there. To be called in front of the
 * page's first script. A version that keeps it elsewhere begins as it always did.
 */
export function beginWithSystemColours(storage: Pick<Storage, "getItem" | "setItem">): void {
  if (storage.getItem(AUTO_MODE_KEY) !== null) return;
  // `setter` tells Embeddable's pages which of them has written it; each takes a random id for itself.
  storage.setItem(AUTO_MODE_KEY, JSON.stringify({ value: true, setter: "shell" }));
}
