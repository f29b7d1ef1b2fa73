/** What the section about the phone's own features says. `product` is the product's name. */
export const phoneTexts = {
  title: "Phone",
  intro: (product: string) =>
    `The phone inside ${product} is RingCentral Embeddable. These are its own features; what your account or your administrator does not allow stays away, whatever you choose.`,
  words: "feature phone widget embeddable ringcentral parameter",
  needs: (version: string) => `Needs Embeddable ${version}, which this phone is not.`,
  parameter: (name: string) => `Parameter: ${name}`,
  address: "https://…",
  reloadNeeded: "Applies when the phone is loaded again.",
  reloadAfterCall: "The phone is loaded again when your call has ended.",
  reloadNow: "Reload now",
  reloadAfter: "After the call",
};
