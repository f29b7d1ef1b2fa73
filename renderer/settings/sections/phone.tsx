import { type WidgetFeature, widgetFeatures } from "../../../src/widget/features.ts";
import { Feature } from "../feature.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { phoneTexts } from "./phone-texts.ts";

function wordsOf({ name, label, sentence, form }: WidgetFeature): string {
  const options = form.kind === "choice" ? form.options.map((option) => option.label) : [];
  return [label, sentence, name, ...options, phoneTexts.words].join(" ");
}

const items: readonly SettingsItem[] = widgetFeatures.map((feature) => ({
  id: `feature-${feature.name}`,
  words: wordsOf(feature),
  show: (props) => <Feature {...props} feature={feature} />,
}));

export const phoneSection: SettingsSection = {
  id: "phone",
  title: phoneTexts.title,
  intro: phoneTexts.intro,
  items,
};
