/** Something that the server wants known, such as a configuration that could not be loaded. */
export interface Notice {
  readonly text: string;
  /** In RFC 3339. */
  readonly date: string;
  readonly active: boolean;
}

/** What holds now: a notification that is no longer active takes the one of its text away. */
export function withNotice(
  all: readonly Notice[],
  next: Notice,
): readonly Notice[] {
  const others = all.filter((each) => each.text !== next.text);
  return next.active ? [...others, next] : others;
}
