/**
 * The spell checker's languages, in the user's order: for each language of the system the dictionary of its region,
 * else one of the language.
 *
 * @param preferred BCP 47 tags as the system gives them: "de-AT", "en"
 * @param available the checker's own codes: "de", "en-GB"
 */
export function spellingLanguages(
  preferred: readonly string[],
  available: readonly string[],
): readonly string[] {
  const chosen = preferred.flatMap((tag) => {
    const [language = ""] = tag.split("-");
    return (
      available.find((code) => code.toLowerCase() === tag.toLowerCase()) ??
      available.find((code) => code.toLowerCase() === language.toLowerCase()) ??
      available.find((code) => code.toLowerCase().startsWith(`${language.toLowerCase()}-`)) ??
      []
    );
  });
  return [...new Set(chosen)];
}
