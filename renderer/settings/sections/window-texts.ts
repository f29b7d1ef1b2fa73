/** What the section about windows says beside closing them. `product` is the product's name. */
export const windowTexts = {
  startAtLogin: (product: string) => `Start ${product} when you log in`,
  startAtLoginHelp: (product: string) =>
    `${product} then waits in the tray, as long as you are signed in; without a tray its window shows. If you change this in the system’s own settings, that counts.`,
  startAtLoginWords: "autostart startup boot log in automatically hidden background",
  theme: "Colours",
  themes: { system: "As the system has them", light: "Light", dark: "Dark" },
  themeHelp:
    "For every window. The phone follows unless other colours are chosen in the phone itself, under Settings → Theme.",
  themeWords: "theme dark mode light appearance night contrast",
};
