/** Whether what fits stands within quotes: a name or a value. */
export function isQuoted(context: string): boolean {
  return context.endsWith("name") || context.endsWith("value");
}

/**
 * A text as it stands between quotes.
 *
 * @param context what the server says of the place: of which quotes it is, and what it is of
 */
export function quoted(text: string, context: string): string {
  if (context.startsWith("raw-")) {
    return text;
  }
  const plain = JSON.stringify(text).slice(1, -1);
  return context.startsWith("single-") ? plain.replaceAll('\\"', '"').replaceAll("'", "\\'") : plain;
}
