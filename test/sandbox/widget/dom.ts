type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/** Makes an element; functions become listeners for the event they are named after. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (typeof value === "string") made.setAttribute(name, value);
    else if (value) made.setAttribute(name, "");
  }
  made.append(...children);
  return made;
}
