import type { JSX } from "preact";

import type { Loaded } from "../api/use-api";
import { Message } from "./message";
import { Spinner } from "./spinner";

interface LoadingProps<T> {
  readonly of: Loaded<T>;
  /** What is asked for, as in "Loading targets". */
  readonly what: string;
  readonly children: (data: T) => JSX.Element;
}

/** Draws an answer when it is there; before that says so, and says what went wrong. */
export function Loading<T>({ of, what, children }: LoadingProps<T>): JSX.Element {
  const { answer, error } = of;
  const failed = error !== undefined && error.kind !== "not_ready";
  return (
    <>
      {failed && <Message kind="error" title={`Cannot load ${what}`}>{error.message}</Message>}
      {answer === undefined && !failed && <Spinner label={`Loading ${what}`} />}
      {answer !== undefined && children(answer.data)}
    </>
  );
}
