/** The words about what an organisation has decided. */
export const policyTexts = {
  title: "Managed settings",
  none: "Nothing is managed on this computer.",
  managed: (by: string) => `Some settings are managed by ${by}. They say so where they stand.`,
  sources: "They come from:",
  words: "policy policies organisation organization administrator admin managed locked group",
};
