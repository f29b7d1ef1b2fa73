import { mountPage } from "../shared/page.tsx";
import { QuestionPage } from "./question-page.tsx";

mountPage(
  {
    load: () => window.handset.request("question:view", null),
    subscribe: (listener) => window.handset.on("question:view-changed", listener),
  },
  (view) => <QuestionPage view={view} shell={window.handset} />,
);
