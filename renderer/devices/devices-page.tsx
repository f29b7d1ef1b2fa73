import { useEffect } from "preact/hooks";
import type { DevicesView } from "../../src/devices/devices-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner, useTitle } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { Microphone } from "./microphone.tsx";
import { Ring, Speakers } from "./speakers.tsx";
import { texts } from "./texts.ts";
import { useDevices } from "./use-devices.ts";

interface DevicesPageProps {
  readonly view: DevicesView;
  readonly shell: ShellApi;
}

/** A person may take a while to answer the system's question. */
const askLimitMs = 120_000;

/** Where microphone, speakers and ring are tried. */
export function DevicesPage({ view, shell }: DevicesPageProps) {
  useTitle(texts.windowTitle(view.productName));
  useRefresh(shell);
  const { devices, change } = useDevices(view.microphone);
  return (
    <main class="sheet">
      <h1>{texts.title}</h1>
      <p class={change === "" ? "unseen" : "change"} role="status">
        {change}
      </p>
      <Permission view={view} shell={shell} />
      {devices === null ? (
        <p role="status">{texts.looking}</p>
      ) : (
        <>
          <Microphone devices={devices} isDenied={view.microphone === "denied"} />
          <Speakers speakers={devices.speakers} />
          {devices.speakers.length > 0 && <Ring speakers={devices.speakers} />}
        </>
      )}
      <InUse view={view} shell={shell} />
    </main>
  );
}

/** What the system has to allow first. */
function Permission({ view, shell }: DevicesPageProps) {
  const asking = useRequest(askLimitMs);
  const opening = useRequest();
  const { microphone, notice } = view;
  // That there is none is said where the microphones are.
  if (microphone === "not-asked") {
    return (
      <div class="permission">
        <p>{texts.askHelp}</p>
        <Button
          kind="primary"
          inactive={asking.busy}
          onPress={() => asking.run(() => shell.request("devices:ask", null))}
        >
          {texts.ask}
        </Button>
        {asking.problem !== null && <NoticeBanner notice={asking.problem} />}
      </div>
    );
  }
  if (microphone !== "denied" || notice === null) return null;
  return (
    <div class="permission">
      <NoticeBanner notice={notice} />
      {view.hasSystemSettings && (
        <Button
          kind="primary"
          inactive={opening.busy}
          onPress={() => opening.run(() => shell.request("devices:open-system-settings", null))}
        >
          {texts.openSystemSettings}
        </Button>
      )}
      {opening.problem !== null && <NoticeBanner notice={opening.problem} />}
    </div>
  );
}

/** The choice itself is made in the phone. */
function InUse({ view, shell }: DevicesPageProps) {
  const opening = useRequest();
  return (
    <section class="card" aria-labelledby="in-use">
      <h2 id="in-use">{texts.inUse}</h2>
      <p class="help">{texts.inUseHelp}</p>
      {view.canOpenPhoneSettings && (
        <Button
          kind="secondary"
          inactive={opening.busy}
          onPress={() => opening.run(() => shell.request("devices:open-phone-settings", null))}
        >
          {texts.openPhoneSettings}
        </Button>
      )}
      {opening.problem !== null && <NoticeBanner notice={opening.problem} />}
    </section>
  );
}

/** The permission is changed in the system's settings: whoever comes back from there sees what holds now. */
function useRefresh(shell: ShellApi): void {
  useEffect(() => {
    const refresh = () => {
      shell
        .request("devices:view", null)
        .catch((cause: unknown) => console.error("The devices could not be refreshed:", cause));
    };
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [shell]);
}
