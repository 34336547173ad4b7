import { selector } from "../../format/query-link";

/** A selector of all series of a metric. */
export function metricSelector(name: string): string {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
}

/** A selector of all series with a pair that the API names `label=value`. */
export function pairSelector(pair: string): string {
  const at = pair.indexOf("=");
  return selector("", { [pair.slice(0, at)]: pair.slice(at + 1) });
}
