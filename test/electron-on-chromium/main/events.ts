import { EventEmitter } from "node:events";
import { refuse, strict } from "../renderer/strict.ts";

/**
 * A class whose descendants refuse by name what they have not. The check sits in the prototype chain, so that
 * instances stay themselves.
 */
export function strictBase(name: string): new () => object {
  class Base {}
  Object.setPrototypeOf(Base.prototype, refusing(name, Object.prototype));
  return Base;
}

/**
 * An emitter that refuses by name what it has not, events included.
 * @param events the events that come here, or null for an object whose events the app names
 */
export function strictEmitter(name: string, events: readonly string[] | null): typeof EventEmitter {
  class Base extends EventEmitter {
    constructor() {
      super();
      this.on("newListener", (event: string) => {
        if (events !== null && !events.includes(event)) refuse(name, `on("${event}")`);
      });
    }
  }
  Object.setPrototypeOf(Base.prototype, refusing(name, EventEmitter.prototype));
  return Base as unknown as typeof EventEmitter;
}

/** The end of a prototype chain, reached for what nothing before it has. */
function refusing(name: string, end: object): object {
  return new Proxy(end, {
    get(object, member, receiver) {
      if (!(member in object)) refuse(name, member);
      return Reflect.get(object, member, receiver);
    },
  });
}

export type ElectronEvent<Fields extends object> = Fields & {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
};

/** The first argument of Electron's events. */
export function createEvent<Fields extends object>(fields: Fields): ElectronEvent<Fields> {
  let prevented = false;
  const event = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  Object.defineProperties(event, Object.getOwnPropertyDescriptors(fields)); // a setter stays one
  return strict("event", event as ElectronEvent<Fields>);
}
