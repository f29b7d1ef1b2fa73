import { mountPage } from "../shared/page.tsx";
import { DiagnosticsPage } from "./diagnostics-page.tsx";

mountPage(
  {
    load: () => window.handset.request("diagnostics:view", null),
    subscribe: (listener) => window.handset.on("diagnostics:view-changed", listener),
  },
  (view) => <DiagnosticsPage view={view} shell={window.handset} />,
);
