import { mountPage } from "../shared/page.tsx";
import { SettingsPage } from "./settings-page.tsx";

mountPage(
  {
    load: () => window.handset.request("settings:view", null),
    subscribe: (listener) => window.handset.on("settings:view-changed", listener),
  },
  (view) => <SettingsPage view={view} shell={window.handset} />,
);
