import { stepped, toMoment, toSecond } from "../moments";
import type { Span } from "./graph-data";

/** What a graph is asked to show. */
export interface View {
  readonly endMs: number;
  readonly rangeMs: number;
}

const SECOND = 1_000;

/** The whole seconds of what was dragged over; undefined where it has no width, as in a graph of one step. */
export function dragged({ startMs, endMs }: Span): View | undefined {
  if (startMs === endMs) {
    return undefined;
  }
  const toMs = Math.ceil(endMs / SECOND) * SECOND;
  return { endMs: toMs, rangeMs: Math.max(SECOND, toMs - Math.floor(startMs / SECOND) * SECOND) };
}

/** Where a key leads from a view; undefined where it leads nowhere. */
export function keyed(key: string, { endMs, rangeMs }: View): View | undefined {
  switch (key) {
    case "ArrowLeft":
      return { endMs: stepped(endMs, -rangeMs / 4), rangeMs };
    case "ArrowRight":
      return { endMs: stepped(endMs, rangeMs / 4), rangeMs };
    case "+": {
      const halfMs = Math.max(SECOND, toSecond(rangeMs / 2));
      return halfMs < rangeMs ? { endMs: toSecond(endMs - (rangeMs - halfMs) / 2), rangeMs: halfMs } : undefined;
    }
    case "-":
      return { endMs: toMoment(toSecond(endMs + rangeMs / 2)), rangeMs: 2 * rangeMs };
    default:
      return undefined;
  }
}
