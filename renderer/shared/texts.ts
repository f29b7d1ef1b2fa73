import type { Notice } from "../../src/ipc/channels.ts";

const noView: Notice = {
  code: "page-no-view",
  severity: "error",
  title: "This window could not be filled.",
  nextStep: "Try again. If that does not help, quit the app from its tray menu and start it again.",
};

const noAnswer: Notice = {
  code: "page-no-answer",
  severity: "error",
  title: "That did not go through.",
  nextStep: "Try again. If that does not help, quit the app from its tray menu and start it again.",
};

/** What every shell page may have to say. */
export const texts = {
  loading: "Just a moment…",
  retry: "Retry",
  noView,
  noAnswer,
};
