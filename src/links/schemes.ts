/** Schemes that a user can let Handset open, in the order in which they are shown; RingCentral's own are last. */
const CLAIMABLE = ["tel", "callto", "sms", "smsto", "sip", "sips", "rcmobile", "rcapp"];

/** What an installation does not declare, which macOS and Windows ask for (installedSchemes of build/brand-file.ts). */
const UNDECLARED = ["rcmobile", "rcapp"];

/**
 * Those of `known` that belong to nobody in particular, so that claiming them is the user's choice; without those that
 * this system would not bring.
 */
export function claimableSchemes(known: readonly string[], platform: NodeJS.Platform): readonly string[] {
  const canBeBrought = (scheme: string): boolean => platform === "linux" || !UNDECLARED.includes(scheme);
  return CLAIMABLE.filter((scheme) => known.includes(scheme) && canBeBrought(scheme));
}

/** What the system says about who opens links of a scheme. */
export type SchemeOwner =
  | { readonly kind: "this" }
  /** `name` is safe to show: "Other Phone". */
  | { readonly kind: "other"; readonly name: string }
  | { readonly kind: "nobody" }
  /** The system does not say, or was not asked yet. */
  | { readonly kind: "unknown" };

/** One scheme on the settings page. */
export interface SchemeRow {
  /** Without the colon: "tel". */
  readonly scheme: string;
  /** One of Handset's own, which it always claims. */
  readonly own: boolean;
  /** The user wants Handset to open it. */
  readonly claimed: boolean;
  readonly owner: SchemeOwner;
  /** Handset had it, and another program has it now. */
  readonly takenOver: boolean;
}

export interface SchemeFacts {
  readonly ownSchemes: readonly string[];
  readonly claimable: readonly string[];
  readonly claimedSchemes: readonly string[];
  readonly owners: ReadonlyMap<string, SchemeOwner>;
  /** What the system was seen to bring to Handset before. */
  readonly held: readonly string[];
}

/** Every scheme with who has it, the shared ones first. */
export function schemeRows(facts: SchemeFacts): readonly SchemeRow[] {
  const row = (scheme: string, own: boolean): SchemeRow => {
    const owner = facts.owners.get(scheme) ?? { kind: "unknown" };
    const claimed = own || facts.claimedSchemes.includes(scheme);
    const wasHere = own || facts.held.includes(scheme);
    return { scheme, own, claimed, owner, takenOver: claimed && wasHere && owner.kind === "other" };
  };
  return [
    ...facts.claimable.map((scheme) => row(scheme, false)),
    ...facts.ownSchemes.map((scheme) => row(scheme, true)),
  ];
}

/**
 * What to remember of the look at `owners`: a scheme stays held while another program has it, so that its return can
 * be offered, and is forgotten when the user gives it up.
 */
export function nextHeld({ claimedSchemes, owners, held }: SchemeFacts): readonly string[] {
  return claimedSchemes.filter((scheme) => owners.get(scheme)?.kind === "this" || held.includes(scheme));
}
