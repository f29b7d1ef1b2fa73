import { assertNever } from "../app/assert-never.ts";
import type { Notice } from "../ipc/channels.ts";
import type { SourceFailure } from "./policy-file.ts";
import type { PolicyProblem, PolicyState } from "./policy-keeper.ts";
import type { RefusedPolicy } from "./policy-values.ts";

/** What the settings page says of the policies. */
export interface PolicyView {
  /** "Acme IT"; null where nothing is managed. */
  readonly managedBy: string | null;
  /** Where the policies come from. */
  readonly sources: readonly string[];
  readonly problems: readonly Notice[];
}

const FAILURES: Readonly<Record<SourceFailure, string>> = {
  "not-trusted": "others than the administrator may write it",
  "not-a-file": "it is no file",
  "too-large": "it is far too large",
  "not-json": "it is damaged",
  unreadable: "it cannot be read",
  "too-slow": "it could not be read in time",
};

export function policyView({ sources, policies, problems }: PolicyState): PolicyView {
  return {
    managedBy: sources.length === 0 ? null : policies.managedBy,
    sources,
    problems: problems.map(policyNotice),
  };
}

/** A problem with the policies in words. */
function policyNotice(problem: PolicyProblem): Notice {
  const notice = (code: string, title: string, nextStep: string): Notice => ({
    code: `policy/${code}`,
    severity: "warning",
    title,
    nextStep,
  });
  switch (problem.kind) {
    case "source":
      return notice(
        problem.because,
        `The policies in ${problem.source} cannot be used: ${FAILURES[problem.because]}.`,
        problem.usesLastGood
          ? "What it held before stays in force. Tell your administrator."
          : "Nothing of it is in force. Tell your administrator.",
      );
    case "proxy":
      return notice(
        "proxy",
        "The network could not be set up as a policy wants it.",
        "The system’s own settings are used. Tell your administrator.",
      );
    case "policy":
      return refusedNotice(problem, notice);
    default:
      return assertNever(problem);
  }
}

function refusedNotice(
  { name, because }: RefusedPolicy,
  notice: (code: string, title: string, nextStep: string) => Notice,
): Notice {
  switch (because) {
    case "unknown":
      return notice(
        because,
        `There is no policy “${name}” in this version.`,
        "The others are in force. Tell your administrator.",
      );
    case "value":
      return notice(
        because,
        `The policy “${name}” cannot have the value that was set.`,
        "It is left out, and the others are in force. Tell your administrator.",
      );
    case "unguarded":
      return notice(
        because,
        `The policy “${name}” does not count in a file that others than the administrator could have written.`,
        "It is left out, and the others are in force. Tell your administrator: it counts in the registry.",
      );
    case "conflict":
      return notice(
        because,
        `The policy “${name}” does not go together with another one.`,
        "It is left out, and the others are in force. Tell your administrator.",
      );
    default:
      return assertNever(because);
  }
}
