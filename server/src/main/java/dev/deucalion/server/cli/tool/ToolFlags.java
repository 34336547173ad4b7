package dev.deucalion.server.cli.tool;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.flags.FlagType;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Flags that several commands have. */
public final class ToolFlags {
  /** Lets commands run that may still change. */
  public static final Option<Boolean> EXPERIMENTAL =
      Option.of("experimental", FlagType.SWITCH, "Enable experimental commands.");

  /** What PromQL has beyond the stable language. */
  public static final Option<List<String>> ENABLE_FEATURE =
      Option.of(
              "enable-feature",
              FlagType.TEXTS,
              "Comma separated feature names to enable. Valid options:"
                  + " promql-experimental-functions, promql-delayed-name-removal,"
                  + " promql-extended-range-selectors, promql-binop-fill-modifiers.")
          .byDefault("");

  /** How servers are called. */
  public static final Option<String> HTTP_CONFIG =
      Option.of(
              "http.config.file",
              ValueTypes.EXISTING_FILE,
              "HTTP client configuration file, with the keys of http_config.")
          .shownAs("<filename>");

  /** The server to call. */
  public static final Option<URI> SERVER_URL =
      Option.of("url", ValueTypes.URL, "The URL for the Prometheus server.")
          .byDefault("http://localhost:9090");

  private static final String DELAYED_NAMES = "promql-delayed-name-removal";

  /** A feature that is always there now. */
  private static final String ALWAYS_ON = "promql-duration-expr";

  private ToolFlags() {}

  /** What PromQL has; unknown features are told of. */
  public static ParserOptions language(Invocation line, Console console) {
    EnumSet<ParserOptions.Feature> features = EnumSet.noneOf(ParserOptions.Feature.class);
    for (String name : features(line)) {
      switch (name) {
        case "promql-experimental-functions" ->
            features.add(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS);
        case "promql-binop-fill-modifiers" -> features.add(ParserOptions.Feature.FILL_MODIFIERS);
        case "promql-extended-range-selectors" ->
            features.add(ParserOptions.Feature.EXTENDED_RANGE_SELECTORS);
        case DELAYED_NAMES, ALWAYS_ON -> {}
        default ->
            console.out().println("  WARNING: Unknown feature passed to --enable-feature: " + name);
      }
    }
    return ParserOptions.DEFAULTS.withFeatures(features);
  }

  /** Whether names of metrics are taken off results at the end only. */
  public static boolean delaysNameRemoval(Invocation line) {
    return features(line).contains(DELAYED_NAMES);
  }

  private static Set<String> features(Invocation line) {
    Set<String> names =
        line.get(ENABLE_FEATURE).stream()
            .flatMap(text -> List.of(text.split(",", -1)).stream())
            .collect(Collectors.toCollection(HashSet::new));
    names.remove("");
    return names;
  }
}
