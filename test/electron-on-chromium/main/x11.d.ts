/** The part of the package x11 that the stand-in and the test tools use; it comes without declarations. */
declare module "x11" {
  export interface XEvent {
    readonly name: string;
    readonly keycode: number;
    /** The modifiers held: KeyButMask of the X protocol. */
    readonly buttons: number;
  }

  export interface XTest {
    readonly KeyPress: number;
    readonly KeyRelease: number;
    FakeInput(type: number, keycode: number, time: number, window: number, x: number, y: number): void;
  }

  /** MIT-SCREEN-SAVER. */
  export interface ScreenSaver {
    QueryInfo(drawable: number, done: (error: Error | null, info: ScreenSaverInfo) => void): void;
  }

  export interface ScreenSaverInfo {
    /** 1 while it is on. */
    readonly state: number;
    /** Milliseconds since somebody touched mouse or keyboard. */
    readonly idle: number;
  }

  export interface XClient extends NodeJS.EventEmitter {
    /** A callback that returns true has handled its error. */
    GrabKey(
      window: number,
      ownerEvents: 0 | 1,
      modifiers: number,
      keycode: number,
      pointerMode: 0 | 1,
      keyboardMode: 0 | 1,
      done: (error: Error | null) => true,
    ): void;
    UngrabKey(window: number, keycode: number, modifiers: number): void;
    GetKeyboardMapping(
      first: number,
      count: number,
      done: (error: Error | null, rows: readonly (readonly number[])[]) => void,
    ): void;
    require(extension: "xtest", done: (error: Error | null, extension: XTest) => void): void;
    require(extension: "screen-saver", done: (error: Error | null, extension: ScreenSaver) => void): void;
    /** 1 switches it on, 0 off. */
    ForceScreenSaver(activate: 0 | 1): void;
    QueryPointer(
      window: number,
      done: (error: Error | null, pointer: { readonly rootX: number; readonly rootY: number }) => void,
    ): void;
    GetInputFocus(done: (error: Error | null, focus: { readonly focus: number }) => void): void;
    AllocID(): number;
    CreateWindow(id: number, parent: number, x: number, y: number, width: number, height: number): void;
    MapWindow(window: number): void;
    SetInputFocus(window: number, revertTo: 0 | 1 | 2): void;
    MoveWindow(window: number, x: number, y: number): void;
    QueryTree(
      window: number,
      done: (error: Error | null, tree: { readonly children: readonly number[] }) => void,
    ): void;
    InternAtom(onlyIfExists: boolean, name: string, done: (error: Error | null, atom: number) => void): void;
    GetProperty(
      remove: 0 | 1,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      done: (error: Error | null, property: { readonly data: Buffer }) => void,
    ): void;
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: 8 | 16 | 32,
      data: readonly number[],
      eventMask: number,
    ): void;
    /** Comes back when the server has done everything asked so far. */
    sync(): Promise<void>;
    terminate(): void;
    on(event: "event", listener: (event: XEvent) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
  }

  export interface XDisplay {
    readonly client: XClient;
    readonly screen: readonly {
      readonly root: number;
      readonly pixel_width: number;
      readonly pixel_height: number;
    }[];
    readonly min_keycode: number;
    readonly max_keycode: number;
  }

  export function createClient(
    options: { readonly display: string },
    done: (error: Error | null, display: XDisplay) => void,
  ): unknown;

  const x11: { createClient: typeof createClient };
  export default x11;
}
