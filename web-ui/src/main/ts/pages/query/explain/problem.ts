import { plural } from "../../../format/number";
import type { Matching, Part } from "./explained";

/** Whether series without a match are what the operator is for: `and`, `or` and `unless` are. */
export function picksByMatch({ card }: Matching): boolean {
  return card === "many-to-many";
}

/** What is wrong with how series match, in few words. */
export function problemOf({ matching }: Part): string | undefined {
  if (matching === undefined) {
    return undefined;
  }
  const { lhs, rhs } = matching;
  if (lhs.crowdedGroups + rhs.crowdedGroups > 0) {
    return "several series match";
  }
  const unmatched = picksByMatch(matching) ? 0 : lhs.unmatchedSeries + rhs.unmatchedSeries;
  return unmatched > 0 ? `${plural(unmatched, "series", "series")} without match` : undefined;
}

/** The first part that has a problem, or undefined where none has. */
export function worstOf(part: Part): Part | undefined {
  return problemOf(part) === undefined ? part.parts.map(worstOf).find((each) => each !== undefined) : part;
}
