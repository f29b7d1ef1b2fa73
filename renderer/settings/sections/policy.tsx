import { NoticeBanner } from "../../shared/components.tsx";
import { Group } from "../controls.tsx";
import type { ItemProps, SettingsItem } from "../item.ts";
import { policyTexts } from "./policy-texts.ts";

/** Who manages this computer, from where, and what of it does not work. */
function Policy({ view }: ItemProps) {
  const { managedBy, sources, problems } = view.policy;
  return (
    <Group id="about-policy" title={policyTexts.title}>
      <p>{managedBy === null ? policyTexts.none : policyTexts.managed(managedBy)}</p>
      {sources.length > 0 && (
        <p class="help">
          {policyTexts.sources} {sources.join(", ")}
        </p>
      )}
      {problems.map((problem) => (
        <NoticeBanner key={problem.title} notice={problem} />
      ))}
    </Group>
  );
}

export const policyItem: SettingsItem = {
  id: "about-policy",
  words: `${policyTexts.title} ${policyTexts.words}`,
  show: (props) => <Policy {...props} />,
};
