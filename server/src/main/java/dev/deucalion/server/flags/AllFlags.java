package dev.deucalion.server.flags;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Every flag of the server, by name, in the order of help. */
final class AllFlags {
  static final Flag<Boolean> HELP =
      Flag.of("help", FlagType.SWITCH, "Show this help (also as --help-long).");

  static final Flag<Boolean> HELP_LONG =
      Flag.of("help-long", FlagType.SWITCH, "Show this help.").notInHelp();

  static final Flag<Boolean> VERSION =
      Flag.of("version", FlagType.SWITCH, "Show the version of the program.");

  private static final List<Flag<?>> OF_THE_PARSER = List.of(HELP, HELP_LONG, VERSION);

  /** Also those that say something about the program instead of starting it. */
  static final SequencedMap<String, Flag<?>> BY_NAME = byName();

  private AllFlags() {}

  /** The flags that {@code /api/v1/status/flags} shows. */
  static Stream<Flag<?>> reported() {
    return BY_NAME.values().stream().filter(flag -> !OF_THE_PARSER.contains(flag));
  }

  private static SequencedMap<String, Flag<?>> byName() {
    SequencedMap<String, Flag<?>> flags = new LinkedHashMap<>();
    Stream.of(
            OF_THE_PARSER,
            ProcessFlags.ALL,
            WebFlags.ALL,
            StorageFlags.ALL,
            AgentFlags.ALL,
            EngineFlags.ALL)
        .flatMap(List::stream)
        .forEach(flag -> put(flags, flag));
    return flags;
  }

  private static void put(Map<String, Flag<?>> flags, Flag<?> flag) {
    if (flags.put(flag.name(), flag) != null) {
      throw new IllegalStateException("two flags are named " + flag.name());
    }
  }
}
