package dev.deucalion.server.cli.unittest;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ValueText;
import dev.deucalion.server.units.GoDuration;
import java.util.concurrent.TimeUnit;

/**
 * Prints all series of a test, those of its rules included.
 *
 * @param console whose errors are printed to
 */
record TestDump(Console console, QueryEngine engine) {
  private static final long SECOND_MS = 1_000;

  /** Prints what there is at the end of a test. */
  void print(TestFile.Test test, TestStore store) {
    long spanMs = (test.lastOffsetMs() + SECOND_MS) / SECOND_MS * SECOND_MS;
    String span = GoDuration.format(TimeUnit.MILLISECONDS.toNanos(spanMs));
    String expr = "{__name__=~\".+\"}[" + (spanMs + 1) + "ms]";
    try {
      var answer =
          engine.instant(
              store.readable(),
              new InstantQuery(expr, test.startMs() + spanMs, QueryOptions.DEFAULTS));
      console.err().println("DEBUG: Dump of all data (input_series and rules) at " + span + ":");
      console.err().println(ValueText.of(answer.value()));
    } catch (QueryException e) {
      console.err().println("DEBUG: Failed query exec, expr: " + expr + ", err: " + e.getMessage());
    }
  }
}
