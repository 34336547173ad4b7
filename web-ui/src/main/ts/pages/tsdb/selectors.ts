import { selector } from "../../format/query-link";

/** A selector of all series with a pair that the API names `label=value`. */
export function pairSelector(pair: string): string {
  const at = pair.indexOf("=");
  return selector("", { [pair.slice(0, at)]: pair.slice(at + 1) });
}
