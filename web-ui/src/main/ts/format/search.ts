/** Whether each word of a search is somewhere in the texts; case does not matter. */
export function matches(search: string, ...texts: readonly string[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** Labels as one text to search in, `name="value"` each. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(" ");
}
