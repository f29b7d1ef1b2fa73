/** What code may ask of any object without meaning a feature of Electron. */
const harmless = new Set(["then", "toJSON", "constructor", "prototype", "__esModule", "default", "domain"]);

/** @throws Error naming the member, unless it is one that means no feature */
export function refuse(owner: string, member: string | symbol): void {
  if (typeof member === "symbol" || member.startsWith("_") || harmless.has(member)) return;
  throw new Error(`electron-on-chromium: ${owner}.${member} is not implemented`);
}

/** Makes everything that the object does not have throw by name, so that a gap is found where it is used. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member) {
      if (!(member in object)) refuse(name, member);
      return Reflect.get(object, member);
    },
  });
}
