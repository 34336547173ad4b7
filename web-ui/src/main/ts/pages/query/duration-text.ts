const UNITS = [
  ["y", 31_536_000_000],
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Milliseconds of a duration as PromQL writes it, such as `1h30m`; null when it is none. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (text.trim() === "" || match === null) {
    return null;
  }
  return UNITS.reduce((sum, [, size], i) => sum + Number(match[i + 1] ?? 0) * size, 0);
}

/** A duration as PromQL writes it; weeks and years only where nothing is left over. */
export function durationText(ms: number): string {
  let rest = Math.round(ms);
  if (rest === 0) {
    return "0s";
  }
  let text = "";
  for (const [name, size] of UNITS) {
    const whole = rest % size === 0 || size < 604_800_000;
    const count = whole ? Math.floor(rest / size) : 0;
    if (count > 0) {
      text += `${count}${name}`;
      rest -= count * size;
    }
  }
  return text;
}
