/** A flag by its name, without dashes, and its value. */
export type Flag = readonly [string, string];

/** The column by which flags are sorted, 0 for names, and which way. */
export interface Sorting {
  readonly column: 0 | 1;
  readonly order: "ascending" | "descending";
}

/** By name, as the list begins. */
export const BY_NAME: Sorting = { column: 0, order: "ascending" };

/** What a click on the head of a column makes of a sorting: by it, or the other way round. */
export function clicked({ column, order }: Sorting, next: Sorting["column"]): Sorting {
  return { column: next, order: column === next && order === "ascending" ? "descending" : "ascending" };
}

/** The flags in order; those of the same value by name. */
export function sorted(flags: readonly Flag[], { column, order }: Sorting): readonly Flag[] {
  const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
  const way = order === "ascending" ? 1 : -1;
  return [...flags].sort((a, b) => way * compare(a[column], b[column]) || compare(a[0], b[0]));
}
