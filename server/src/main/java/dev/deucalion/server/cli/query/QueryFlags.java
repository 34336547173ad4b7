package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.TimeText;
import dev.deucalion.server.flags.FlagType;
import java.net.URI;
import java.util.List;
import java.util.SequencedMap;

/** Flags and arguments of several queries. */
final class QueryFlags {
  static final Argument<URI> SERVER =
      Argument.required("server", ValueTypes.URL, "Prometheus server to query.");

  static final Argument<String> EXPR =
      Argument.required("expr", FlagType.TEXT, "PromQL query expression.");

  static final Option<SequencedMap<String, String>> HEADER =
      Option.of("header", ValueTypes.PAIRS, "Extra headers to send to server.");

  static final Option<String> START =
      Option.of("start", FlagType.TEXT, "Start time (RFC3339 or Unix timestamp).");

  static final Option<String> END =
      Option.of("end", FlagType.TEXT, "End time (RFC3339 or Unix timestamp).");

  static final Option<List<String>> MATCH =
      Option.of("match", FlagType.TEXTS, "Series selector. Can be specified multiple times.");

  /** Beyond all that a server holds. */
  private static final long FAR_MS = 9_999L * 3_600_000;

  private QueryFlags() {}

  /**
   * A time, or another one where none is given.
   *
   * @param what the time is, for the message
   */
  static long timeMs(String text, long otherwiseMs, String what) throws CommandException {
    if (text.isEmpty()) {
      return otherwiseMs;
    }
    try {
      return TimeText.parseMs(text);
    } catch (CommandException e) {
      throw new CommandException("error parsing " + what + " time: " + e.getMessage(), e);
    }
  }

  /** The start of a span that reaches back far enough where none is given. */
  static long startMs(String text, long nowMs) throws CommandException {
    return timeMs(text, nowMs - FAR_MS, "start");
  }

  /** The end of a span, as {@link #startMs}. */
  static long endMs(String text, long nowMs) throws CommandException {
    return timeMs(text, nowMs + FAR_MS, "end");
  }
}
