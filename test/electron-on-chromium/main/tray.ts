import type { App } from "./app.ts";
import type { Declared } from "./declared.ts";
import { strictEmitter } from "./events.ts";
import type { Menu } from "./menu.ts";
import { type NativeImage, toImage } from "./native-image.ts";
import type { StatusNotifier } from "./status-notifier.ts";

let app: Pick<App, "isReadyNow"> | null = null;

/** Must be called once: Electron's constructor takes no such argument. */
export function setTrayHost(value: Pick<App, "isReadyNow">): void {
  app = value;
}

/** @see https://www.electronjs.org/docs/latest/api/tray */
export class Tray
  extends strictEmitter("Tray", ["click"])
  implements Declared<Electron.Tray, Tray, "setImage" | "setContextMenu">
{
  #image: NativeImage;
  #toolTip = "";
  #menu: Menu | null = null;
  #destroyed = false;
  #notifier: StatusNotifier | null = null;

  /** @param _guid without effect on Linux */
  constructor(image: NativeImage | string, _guid?: string) {
    super();
    if (!app?.isReadyNow) throw new Error("Cannot create Tray before app is ready");
    this.#image = toImage(image);
    void this.#appear();
  }

  async #appear(): Promise<void> {
    const { findPanel, StatusNotifier } = await import("./status-notifier.ts"); // not needed without a tray
    const bus = await findPanel();
    if (this.#destroyed) bus?.close();
    else if (bus) {
      const state = { bitmap: this.#image.best, toolTip: this.#toolTip, menu: this.#menu };
      this.#notifier = new StatusNotifier(bus, state, () => this.#clicked());
    }
  }

  /** Where the icon is and how it was clicked is not known on Linux. */
  #clicked(): void {
    if (this.#destroyed) return;
    const event = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    this.emit("click", event, { x: 0, y: 0, width: 0, height: 0 }, { x: 0, y: 0 });
  }

  setImage(image: NativeImage | string): void {
    this.#check();
    this.#image = toImage(image);
    this.#notifier?.setBitmap(this.#image.best);
  }
  setToolTip(toolTip: string): void {
    this.#check();
    this.#toolTip = toolTip;
    this.#notifier?.setToolTip(toolTip);
  }
  setContextMenu(menu: Menu | null): void {
    this.#check();
    this.#menu = menu;
    this.#notifier?.setMenu(menu);
  }

  isDestroyed = (): boolean => this.#destroyed;
  destroy(): void {
    this.#destroyed = true;
    this.#notifier?.close();
    this.#notifier = null;
  }

  #check(): void {
    if (this.#destroyed) throw new TypeError("Object has been destroyed");
  }
}
