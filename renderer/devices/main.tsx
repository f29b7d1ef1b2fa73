import { mountPage } from "../shared/page.tsx";
import { DevicesPage } from "./devices-page.tsx";

mountPage(
  {
    load: () => window.handset.request("devices:view", null),
    subscribe: (listener) => window.handset.on("devices:view-changed", listener),
  },
  (view) => <DevicesPage view={view} shell={window.handset} />,
);
