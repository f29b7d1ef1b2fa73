/** What the search has to know of a section and what is in it. */
interface Searchable {
  readonly title: string;
  readonly items: readonly { readonly words: string }[];
}

/**
 * The sections with the items that have every word of the query in them, in any order; a section whose own title has
 * them keeps all of its items. An empty query keeps everything.
 */
export function foundSections<S extends Searchable>(sections: readonly S[], query: string): readonly S[] {
  const wanted = plain(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  const has = (text: string): boolean => {
    const found = plain(text);
    return wanted.every((word) => found.includes(word));
  };
  return sections
    .map((section) =>
      has(section.title)
        ? section
        : { ...section, items: section.items.filter((item) => has(`${section.title} ${item.words}`)) },
    )
    .filter((section) => section.items.length > 0);
}

/** Without case and accents, which nobody types into a search. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
