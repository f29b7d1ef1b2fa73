import { mountPage } from "../shared/page.tsx";
import { ConfirmCallPage } from "./confirm-call-page.tsx";

mountPage(
  {
    load: () => window.handset.request("confirm-call:view", null),
    subscribe: (listener) => window.handset.on("confirm-call:view-changed", listener),
  },
  (view) => <ConfirmCallPage view={view} shell={window.handset} />,
);
