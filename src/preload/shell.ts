import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import type { Notices, Requests, ShellApi } from "../ipc/channels.ts";

const api: ShellApi = {
  request: <C extends keyof Requests>(
    channel: C,
    payload: Requests[C]["payload"],
  ): Promise<Requests[C]["result"]> => ipcRenderer.invoke(channel, payload),
  on: <C extends keyof Notices>(channel: C, listener: (payload: Notices[C]) => void) => {
    const forward = (_: IpcRendererEvent, payload: Notices[C]): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld("handset", api);
