/** The values between which an axis runs, and where it has marks. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly marks: readonly number[];
}

const PADDING = 0.05;
const STEPS = [1, 2, 2.5, 5, 10];

/** A round distance of marks. */
function roundStep(range: number, wanted: number): number {
  const rough = range / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (STEPS.find((step) => step * power >= rough) ?? 10);
}

/** An axis for values from `least` to `greatest`. */
export function valueAxis(least: number, greatest: number, wanted: number): Axis {
  let min = least;
  let max = greatest;
  if (!(min < max)) {
    const room = Math.abs(min) > 0 ? Math.abs(min) * 0.1 : 1;
    min -= room;
    max += room;
  }
  const step = roundStep(max - min, wanted);
  const marks: number[] = [];
  for (let i = Math.ceil(min / step); i * step <= max && marks.length < 100; i++) {
    marks.push(Number((i * step).toPrecision(12)));
  }
  return { min, max, marks };
}

/** Least and greatest finite number of columns, or of nothing 0 and 1. */
export function extremes(columns: readonly Float64Array[]): readonly [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i] as number;
      if (value < min && value !== -Infinity) {
        min = value;
      }
      if (value > max && value !== Infinity) {
        max = value;
      }
    }
  }
  return min <= max ? [min, max] : [0, 1];
}

/** Leaves some room above and below, but not beyond zero. */
export function padded(min: number, max: number): readonly [number, number] {
  const room = (max - min) * PADDING;
  return [min >= 0 ? Math.max(0, min - room) : min - room, max <= 0 ? Math.min(0, max + room) : max + room];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY,
];

/** How far clocks are behind UTC at a time. */
function behindMs(ms: number, local: boolean): number {
  return local ? new Date(ms).getTimezoneOffset() * MINUTE : 0;
}

/** Marks of a time axis at round times of the zone. */
export function timeMarks(startMs: number, endMs: number, wanted: number, local: boolean): number[] {
  const rough = (endMs - startMs) / wanted;
  const step = TIME_STEPS.find((each) => each >= rough) ?? 365 * DAY;
  const behind = behindMs(startMs, local);
  // Nearly all clocks change by whole hours: up to there, round times stay round.
  const timeOf = (clock: number): number => clock + (step <= HOUR ? behind : behindMs(clock + behind, local));
  const marks: number[] = [];
  for (let clock = Math.ceil((startMs - behind) / step) * step; timeOf(clock) <= endMs; clock += step) {
    // Where clocks change before it, the first one can lie before the start.
    if (timeOf(clock) >= startMs) {
      marks.push(timeOf(clock));
    }
  }
  return marks;
}

/** What stands at a mark: the time, or the day where one begins. */
export function markText(ms: number, rangeMs: number, local: boolean): string {
  const iso = new Date(ms - behindMs(ms, local)).toISOString();
  if (iso.slice(11, 19) === "00:00:00" || rangeMs > 60 * DAY) {
    return iso.slice(5, 10);
  }
  if (rangeMs > 2 * DAY) {
    return iso.slice(5, 16).replace("T", " ");
  }
  return rangeMs < 10 * MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
}
