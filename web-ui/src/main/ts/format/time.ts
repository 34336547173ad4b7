function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** A date and time to the second, such as `2026-11-21 16:33:49 UTC`, or in the zone of the browser without its name. */
export function dateTime(date: Date, local: boolean): string {
  if (!local) {
    return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  }
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Whether a time in an answer is the one that stands for never. */
export function isNever(time: string): boolean {
  return time.startsWith("0001-01-01");
}

/** How long ago a moment was, such as `3.2s ago`; `in` before what is to come. */
export function ago(time: string, nowMs: number): string {
  if (isNever(time)) {
    return "never";
  }
  const ms = nowMs - new Date(time).getTime();
  return ms >= 0 ? `${duration(ms)} ago` : `in ${duration(-ms)}`;
}

const UNITS = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1_000]] as const;

/** A length of time for people: its two largest units, or a fraction of a second. */
export function duration(ms: number): string {
  // The bounds are what is rounded up to the next unit.
  if (ms < 0.9995) {
    return ms <= 0 ? "0s" : `${Math.round(ms * 1000)}µs`;
  }
  if (ms < 999.5) {
    return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)}ms`;
  }
  if (ms < 59_950) {
    return `${Math.round(ms / 100) / 10}s`;
  }
  let rest = Math.round(ms / 1_000) * 1_000;
  const first = UNITS.findIndex(([, size]) => rest >= size);
  let text = "";
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    text += count > 0 ? ` ${count}${name}` : "";
  }
  return text.trimStart();
}
