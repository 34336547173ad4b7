package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.flags.FlagType;

/** Flags and arguments of several commands. */
final class TsdbFlags {
  static final String DEFAULT_PATH = "data/";

  static final Argument<String> PATH =
      Argument.optional(
          "db path",
          FlagType.TEXT,
          "Database path (default is " + DEFAULT_PATH + ").",
          DEFAULT_PATH);

  static final Option<Boolean> HUMAN =
      Option.of("human-readable", FlagType.SWITCH, "Print human readable values.").shortened('r');

  private TsdbFlags() {}
}
