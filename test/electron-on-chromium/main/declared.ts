/// <reference types="electron" />
import type { EventEmitter } from "node:events";

/**
 * What Electron declares of the members that a class or object here has, for the compiler to check it against.
 * Left out are events, and the members named in `Except`: those that take or hand out another object of the
 * stand-in, which is only a part of its class.
 */
export type Declared<Whole, Own, Except extends keyof Own = never> = Pick<
  Whole,
  Exclude<keyof Own & keyof Whole, keyof EventEmitter | Except>
>;
