const SECOND = 1_000;

/** JavaScript's dates end so far from 1970. */
const FARTHEST_MS = 8.64e15;

/** Whether a number of milliseconds since 1970 is a time that can be written. */
export function isMoment(ms: number): boolean {
  return Math.abs(ms) <= FARTHEST_MS;
}

/** A time in whole seconds, which are all that URLs and fields have of it. */
export function toSecond(ms: number): number {
  return Math.round(ms / SECOND) * SECOND;
}

/** The nearest time that can be written. */
export function toMoment(ms: number): number {
  return Math.max(-FARTHEST_MS, Math.min(FARTHEST_MS, ms));
}

/** The time that lies so far from another one, in whole seconds, and never the same but where times end. */
export function stepped(ms: number, byMs: number): number {
  return toMoment(toSecond(ms) + Math.sign(byMs) * Math.max(SECOND, toSecond(Math.abs(byMs))));
}
