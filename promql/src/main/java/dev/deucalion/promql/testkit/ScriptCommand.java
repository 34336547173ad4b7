package dev.deucalion.promql.testkit;

import java.util.List;

/** One command of a script, which starts at a line, from 1. */
public sealed interface ScriptCommand {
  /** Line of the script that it begins in, from 1 on. */
  int line();

  /**
   * Adds samples to the store.
   *
   * @param intervalMs distance of the points of each series, which start at time 0
   * @param withHistograms whether classic histograms are loaded as native ones too
   */
  record Load(int line, long intervalMs, boolean withHistograms, List<SeriesNotation> series)
      implements ScriptCommand {
    /** Copies the list. */
    public Load {
      series = List.copyOf(series);
    }
  }

  /** Empties the store. */
  record Clear(int line) implements ScriptCommand {}

  /** Evaluates a query and compares. */
  record Eval(int line, String expr, EvalTime time, Expectation expectation)
      implements ScriptCommand {}
}
