package dev.deucalion.server.flags;

import java.util.List;

/** Flags of the process itself: configuration file, mode, features, logs, runtime. */
public final class ProcessFlags {
  public static final Flag<String> CONFIG_FILE =
      Flag.of("config.file", FlagType.TEXT, "Prometheus configuration file path.")
          .byDefault("prometheus.yml");

  public static final Flag<Boolean> CONFIG_AUTO_RELOAD =
      Flag.of(
          "config.auto-reload",
          FlagType.SWITCH,
          "Reload the configuration file when it changes."
              + " See also --config.auto-reload-interval.");

  public static final Flag<Long> CONFIG_AUTO_RELOAD_INTERVAL =
      Flag.of(
              "config.auto-reload-interval",
              FlagType.DURATION,
              "How often to look for changes of the configuration file, at least 1s.")
          .byDefault("30s");

  public static final Flag<Boolean> AUTO_GOMAXPROCS =
      Flag.of(
              "auto-gomaxprocs",
              FlagType.SWITCH,
              "Without effect here: the Java runtime keeps to the CPU quota of its container.")
          .byDefault("true");

  public static final Flag<Boolean> AUTO_GOMEMLIMIT =
      Flag.of(
              "auto-gomemlimit",
              FlagType.SWITCH,
              "Without effect here: the Java runtime takes half of its container's memory as heap.")
          .byDefault("true");

  public static final Flag<Double> AUTO_GOMEMLIMIT_RATIO =
      Flag.of("auto-gomemlimit.ratio", FlagType.FLOAT, "Without effect here.").byDefault("0.9");

  public static final Flag<Long> AUTO_GOMEMLIMIT_REFRESH_INTERVAL =
      Flag.of("auto-gomemlimit.refresh-interval", FlagType.DURATION, "Without effect here.")
          .byDefault("0s");

  public static final Flag<List<String>> ENABLE_FEATURE =
      Flag.of(
          "enable-feature",
          FlagType.TEXTS,
          "Names of features to enable, separated by commas; unknown names are only warned of.");

  public static final Flag<Boolean> AGENT = Flag.of("agent", FlagType.SWITCH, "Run in agent mode.");

  public static final Flag<String> LOG_LEVEL =
      Flag.of(
              "log.level",
              FlagType.LOG_LEVEL,
              "Only log messages with the given severity or above."
                  + " One of: [debug, info, warn, error]")
          .byDefault("info");

  public static final Flag<String> LOG_FORMAT =
      Flag.of(
              "log.format",
              FlagType.LOG_FORMAT,
              "Output format of log messages. One of: [logfmt, json]")
          .byDefault("logfmt");

  public static final Flag<Boolean> WRITE_DOCUMENTATION =
      Flag.of("write-documentation", FlagType.SWITCH, "Print the flags as Markdown.").notInHelp();

  static final List<Flag<?>> ALL =
      List.of(
          CONFIG_FILE,
          CONFIG_AUTO_RELOAD,
          CONFIG_AUTO_RELOAD_INTERVAL,
          AUTO_GOMAXPROCS,
          AUTO_GOMEMLIMIT,
          AUTO_GOMEMLIMIT_RATIO,
          AUTO_GOMEMLIMIT_REFRESH_INTERVAL,
          ENABLE_FEATURE,
          AGENT,
          LOG_LEVEL,
          LOG_FORMAT,
          WRITE_DOCUMENTATION);

  private ProcessFlags() {}
}
