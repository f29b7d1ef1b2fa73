/**
 * The command line for a start behind an update: without a link, which would be opened again, and without what stands
 * behind one, which whoever wrote the link may have put there.
 *
 * @param argv `process.argv` of a packaged app
 */
export function restartArgs(argv: readonly string[], link: string | null): readonly string[] {
  const at = link === null ? -1 : argv.indexOf(link);
  return argv.slice(1, at === -1 ? undefined : at);
}
