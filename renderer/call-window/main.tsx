import { mountPage } from "../shared/page.tsx";
import { CallWindowPage } from "./call-window-page.tsx";

mountPage(
  {
    load: () => window.handset.request("call-window:view", null),
    subscribe: (listener) => window.handset.on("call-window:view-changed", listener),
  },
  (view) => <CallWindowPage view={view} shell={window.handset} />,
);
