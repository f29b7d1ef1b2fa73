/**
 * The browser's Storage, as far as a page can tell: entries are properties, methods are on the prototype, and
 * calling one on anything but the object itself is refused (Web Storage, "Storage" in the HTML Standard).
 *
 * @param entries what it holds; plays the disk
 */
export function createFakeStorage(entries: Map<string, string>): Storage {
  const methods = {
    getItem(this: unknown, name: string) {
      legal(this);
      return entries.get(String(name)) ?? null;
    },
    setItem(this: unknown, name: string, value: string) {
      legal(this);
      entries.set(String(name), String(value));
    },
    removeItem(this: unknown, name: string) {
      legal(this);
      entries.delete(String(name));
    },
    clear(this: unknown) {
      legal(this);
      entries.clear();
    },
    key(this: unknown, index: number) {
      legal(this);
      return [...entries.keys()][index] ?? null;
    },
    get length() {
      legal(this);
      return entries.size;
    },
  };
  const legal = (self: unknown): void => {
    if (self !== storage) throw new TypeError("Illegal invocation");
  };
  const storage: Storage = new Proxy<Storage>(Object.create(methods), {
    get: (target, name, receiver) =>
      typeof name === "string" && entries.has(name) ? entries.get(name) : Reflect.get(target, name, receiver),
    set: (_, name, value) => {
      entries.set(String(name), String(value));
      return true;
    },
    defineProperty: (_, name, { value }) => {
      entries.set(String(name), String(value));
      return true;
    },
    deleteProperty: (_, name) => {
      entries.delete(String(name));
      return true;
    },
    has: (target, name) => entries.has(String(name)) || Reflect.has(target, name),
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      entries.has(String(name))
        ? { value: entries.get(String(name)), configurable: true, enumerable: true, writable: true }
        : undefined,
  });
  return storage;
}
