package dev.deucalion.server.config;

import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code runtime}. Go's garbage collector is not here, so its setting is only shown. */
final class RuntimeReader {
  private static final long DEFAULT_GOGC = 75;
  private static final Set<String> LEVELS = Set.of("", "debug", "info", "warn", "error");

  private final Reading reading;
  private final Map<String, Object> printed = new LinkedHashMap<>();
  private String logLevel = "";

  RuntimeReader(Reading reading) {
    this.reading = reading;
  }

  void read(@Nullable Node node) {
    printed.put("gogc", DEFAULT_GOGC);
    if (node == null) {
      return;
    }
    MapReader in = new MapReader(node, "config.RuntimeConfig", reading.problems());
    in.integer("gogc", DEFAULT_GOGC);
    logLevel =
        in.parsed(
            "log_level",
            "",
            text -> {
              String level = text.toLowerCase(Locale.ROOT);
              if (!LEVELS.contains(level)) {
                throw new IllegalArgumentException("unrecognized log level " + text);
              }
              return level;
            });
    in.print("log_level", logLevel);
    in.finish();
    printed.putAll(in.printed());
  }

  /** Empty where the section says nothing. */
  String logLevel() {
    return logLevel;
  }

  Map<String, Object> printed() {
    return printed;
  }
}
