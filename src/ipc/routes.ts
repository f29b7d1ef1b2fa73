import type { About } from "../about/electron.ts";
import type { SignOutWay } from "../app/departure.ts";
import { isSignInWindowAllowed } from "../auth/redirect-way.ts";
import type { SessionController } from "../auth/session-api.ts";
import { readSnippet } from "../auth/snippet.ts";
import type { CallGuard } from "../calls/call-guard.ts";
import type { Calls } from "../calls/electron.ts";
import type { Devices } from "../devices/devices.ts";
import type { Integrations } from "../integrations/integrations.ts";
import type { LinkController } from "../links/link-controller.ts";
import type { Privacy } from "../privacy/privacy.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsPage } from "../settings/settings-page.ts";
import type { ShortcutsControl } from "../shortcuts/shortcuts-control.ts";
import type { UpdateController } from "../updates/update-controller.ts";
import type { FeatureReload } from "../widget/feature-reload.ts";
import type { PageIpc } from "./electron.ts";

/** Who answers the shell's own pages. */
export interface PageHandlers {
  readonly session: SessionController;
  readonly signOut: (how: SignOutWay) => Promise<void>;
  readonly settingsPage: SettingsPage;
  readonly links: Pick<LinkController, "view" | "answer">;
  readonly calls: Pick<Calls, "popupView" | "act" | "fit" | "callWindow">;
  readonly guard: Pick<CallGuard, "view" | "answer">;
  readonly shortcuts: Pick<ShortcutsControl, "setChoosing">;
  readonly updates: Pick<UpdateController, "act">;
  readonly integrations: Pick<Integrations, "tryScreenPop" | "copyToken" | "renewToken">;
  readonly featureReload: Pick<FeatureReload, "reload">;
  readonly privacy: Privacy;
  readonly about: Pick<About, "licences" | "copyDetails" | "open">;
  readonly settings: () => Settings;
  readonly showSettings: () => void;
  readonly devices: Pick<Devices, "view" | "ask" | "openSystemSettings" | "openPhoneSettings">;
  readonly showDevices: () => void;
}

/** Connects every channel of src/ipc/channels.ts with who answers it. */
export function routePageRequests(ipc: PageIpc, to: PageHandlers): void {
  const { session, settingsPage, links, calls, showSettings } = to;
  ipc.handle("sign-in:view", session.view);
  ipc.handle("sign-in:start", session.signIn);
  ipc.handle("sign-in:test-jwt", session.testJwt);
  ipc.handle("sign-in:read-snippet", (text) => readSnippet(text, isSignInWindowAllowed(to.settings())));
  ipc.act("sign-in:use-loopback", session.useLoopback);
  ipc.act("sign-in:cancel", session.cancel);
  ipc.act("sign-in:sign-out", (how) => void to.signOut(how));
  ipc.act("sign-in:open-again", session.openBrowserAgain);
  ipc.act("sign-in:copy-link", session.copyAddress);
  ipc.act("sign-in:open-settings", showSettings);
  ipc.handle("settings:view", settingsPage.view);
  ipc.act("settings:refresh", settingsPage.refresh);
  ipc.handle("settings:change", settingsPage.change);
  ipc.handle("settings:claim-scheme", settingsPage.claim);
  ipc.handle("settings:release-scheme", settingsPage.release);
  ipc.handle("settings:open-default-apps", settingsPage.openDefaultApps);
  ipc.handle("settings:remove-source", settingsPage.removeSource);
  ipc.handle("settings:try-screen-pop", to.integrations.tryScreenPop);
  ipc.handle("settings:copy-stream-token", to.integrations.copyToken);
  ipc.handle("settings:renew-stream-token", to.integrations.renewToken);
  ipc.handle("settings:choose-feature", settingsPage.chooseFeature);
  ipc.act("settings:reload-phone", (when) => void to.featureReload.reload(when));
  ipc.handle("settings:clear", to.privacy.clear);
  ipc.handle("settings:licences", to.about.licences);
  ipc.handle("settings:open", to.about.open);
  ipc.act("settings:copy-details", to.about.copyDetails);
  ipc.act("settings:choose-keys", to.shortcuts.setChoosing);
  ipc.act("settings:show-sign-in", session.bringForward);
  ipc.act("settings:open-devices", to.showDevices);
  ipc.handle("settings:sign-out", settingsPage.signOut);
  ipc.act("settings:act-on-update", to.updates.act);
  ipc.handle("devices:view", to.devices.view);
  ipc.handle("devices:ask", to.devices.ask);
  ipc.handle("devices:open-system-settings", to.devices.openSystemSettings);
  ipc.handle("devices:open-phone-settings", to.devices.openPhoneSettings);
  ipc.handle("confirm-call:view", links.view);
  ipc.act("confirm-call:answer", ({ id, choice, trusts }) => links.answer(id, choice, trusts));
  ipc.handle("call-popup:view", calls.popupView);
  ipc.handle("question:view", to.guard.view);
  ipc.act("question:answer", ({ id, choice }) => to.guard.answer(id, choice));
  ipc.act("call-popup:act", calls.act);
  ipc.act("call-popup:fit", (height) => calls.fit("call-popup", height));
  ipc.handle("call-window:view", calls.callWindow.view);
  ipc.act("call-window:act", calls.callWindow.act);
  ipc.act("call-window:fit", (height) => calls.fit("call-window", height));
  ipc.act("call-window:open-phone", session.bringForward);
  ipc.act("call-window:close", calls.callWindow.dismiss);
}
