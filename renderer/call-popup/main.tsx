import { mountPage } from "../shared/page.tsx";
import { CallPopupPage } from "./call-popup-page.tsx";

mountPage(
  {
    load: () => window.handset.request("call-popup:view", null),
    subscribe: (listener) => window.handset.on("call-popup:view-changed", listener),
  },
  (view) => <CallPopupPage view={view} shell={window.handset} />,
);
