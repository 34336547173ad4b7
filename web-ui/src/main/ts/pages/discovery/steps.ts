import type { RelabelStep } from "../../api/relabel";

/** The steps up to and with the one that drops the target: those after it never see it. */
export function taken<T extends Pick<RelabelStep, "keep">>(steps: readonly T[]): readonly T[] {
  const dropping = steps.findIndex((step) => !step.keep);
  return dropping === -1 ? steps : steps.slice(0, dropping + 1);
}
