import type { LabelSet } from "../../part/labels";

/** What became of one label. */
export interface LabelChange {
  readonly name: string;
  readonly kind: "added" | "changed" | "removed";
  /** Value before; empty when it was not there. */
  readonly before: string;
  readonly after: string;
}

/** How two label sets differ, by name. */
export function labelChanges(before: LabelSet, after: LabelSet): readonly LabelChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): LabelChange[] => {
    const old = before[name] ?? "";
    const now = after[name] ?? "";
    if (old === now) {
      return [];
    }
    return [{ name, kind: old === "" ? "added" : now === "" ? "removed" : "changed", before: old, after: now }];
  });
}
