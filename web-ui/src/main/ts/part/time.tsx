import type { JSX } from "preact";

import { settings } from "../frame/settings";
import { useStore } from "../frame/store";
import { dateTime } from "../format/time";

/** A moment, in the zone that was chosen. */
export function Time({ at }: { readonly at: string | number | Date }): JSX.Element {
  const { localTime } = useStore(settings);
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? (
    <>unknown</>
  ) : (
    <time dateTime={date.toISOString()}>{dateTime(date, localTime)}</time>
  );
}
