import { mountPage } from "../shared/page.tsx";
import { SignInPage } from "./sign-in-page.tsx";

mountPage(
  {
    load: () => window.handset.request("sign-in:view", null),
    subscribe: (listener) => window.handset.on("sign-in:view-changed", listener),
  },
  (view) => <SignInPage view={view} shell={window.handset} />,
);
