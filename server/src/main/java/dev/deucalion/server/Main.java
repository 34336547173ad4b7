package dev.deucalion.server;

import dev.deucalion.http.HttpServer;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.server.adapter.ConfiguredRules;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.Flag;
import dev.deucalion.server.flags.FlagException;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.ProcessFlags;
import dev.deucalion.server.flags.StorageFlags;
import dev.deucalion.server.flags.Usage;
import dev.deucalion.server.logging.LogFormat;
import dev.deucalion.server.logging.LogSettings;
import dev.deucalion.server.reload.AutoReload;
import dev.deucalion.server.reload.BuiltInConfig;
import dev.deucalion.server.reload.ConfigSource;
import dev.deucalion.server.reload.FileConfig;
import dev.deucalion.server.reload.Reloader;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.tsdb.file.FileOps;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The program. Exit codes are those of Prometheus: 0 after an orderly end, 1 when it could not run,
 * 2 for a command line or configuration that cannot be used, 3 for flags of the other mode.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int OTHER_MODE = 3;

  private static final long MIN_RELOAD_INTERVAL_MS = 1_000;

  private final PrintStream out;
  private final PrintStream err;
  private final String program;
  private final Sharding sharding;

  private Main(PrintStream out, PrintStream err, String program, Sharding sharding) {
    this.out = out;
    this.err = err;
    this.program = program;
    this.sharding = sharding;
  }

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  /** Runs the program to its end; returns the exit code. */
  static int run(List<String> args) {
    return run(args, Sharding.DEFAULTS);
  }

  /** Runs the program with a number of threads for a query that is not the processors'. */
  static int run(List<String> args, Sharding sharding) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    String program = System.getProperty("deucalion.program", "deucalion");
    return new Main(out, err, program, sharding).obey(args);
  }

  private int obey(List<String> args) {
    Flags flags;
    try {
      flags = CommandLine.parse(args);
    } catch (FlagException e) {
      err.println("Error parsing command line arguments: " + e.getMessage());
      err.println(program + ": error: " + e.getMessage());
      return UNUSABLE;
    }
    return switch (flags.request()) {
      case HELP -> print(Usage.help(program));
      case VERSION -> print(ProgramVersion.load().describe());
      case DOCUMENTATION -> print(Usage.markdown());
      case START -> startWhereFilesCanBe(flags);
    };
  }

  private int startWhereFilesCanBe(Flags flags) {
    try {
      return start(flags);
    } catch (InvalidPathException e) {
      err.println(FileFailure.describe(e));
      return UNUSABLE;
    }
  }

  private int print(String text) {
    out.print(text);
    out.flush();
    return OK;
  }

  private int start(Flags flags) {
    installLog(flags, "");
    if (flags.get(ProcessFlags.AGENT) && !flags.givenOf(Flag.Mode.SERVER).isEmpty()) {
      err.println(
          "The following flag(s) can not be used in agent mode: "
              + quoted(flags.givenOf(Flag.Mode.SERVER)));
      return OTHER_MODE;
    }
    if (!flags.get(ProcessFlags.AGENT) && !flags.givenOf(Flag.Mode.AGENT).isEmpty()) {
      err.println(
          "The following flag(s) can only be used in agent mode: "
              + quoted(flags.givenOf(Flag.Mode.AGENT)));
      return OTHER_MODE;
    }
    Optional<String> broken = FlagLimits.firstBroken(flags);
    if (broken.isPresent()) {
      err.println(broken.get());
      return FAILED;
    }
    Features features;
    try {
      features = Features.enable(flags.features());
    } catch (IllegalArgumentException e) {
      err.println("Error parsing feature list: " + e.getMessage());
      return FAILED;
    }
    ServerOptions options;
    try {
      options = ServerOptions.of(flags, features, Hostname.find(), sharding);
    } catch (InvalidPathException e) {
      err.println(FileFailure.describe(e));
      return UNUSABLE;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return UNUSABLE;
    }
    return start(flags, features, options);
  }

  private static int start(Flags flags, Features features, ServerOptions options) {
    DirectMemory.limit(Runtime.getRuntime().maxMemory());
    // Takes about as long as reading the configuration and putting all together.
    Runnable network = HttpServer.preparation();
    Thread.ofPlatform()
        .daemon()
        .name("preparation")
        .start(() -> {
          network.run();
          FileOps.SYSTEM.prepareLocks();
        });
    ListeningPort port = new ListeningPort(options.port());
    ConfigSource source = source(flags, features, options, port);
    ServerConfig config;
    try {
      config = source.read();
    } catch (ConfigException e) {
      LOG.atError()
          .addKeyValue("file", Path.of(source.name()).toAbsolutePath())
          .setCause(e)
          .log("Error loading config (--config.file={})", source.name());
      return UNUSABLE;
    }
    List<Problem> ruleProblems =
        ConfiguredRules.read(config, options.language(), RuleTemplates.WITHOUT_QUERIES).problems();
    if (!ruleProblems.isEmpty()) {
      ruleProblems.forEach(problem ->
          LOG.atError()
              .addKeyValue("err", problem)
              .log("Error loading rule files from config (--config.file={})", source.name()));
      return UNUSABLE;
    }
    ProgramVersion build = ProgramVersion.load();
    LOG.atInfo()
        .addKeyValue("mode", options.mode().name().toLowerCase(Locale.ROOT))
        .addKeyValue("version", build.version())
        .addKeyValue("behaves_as", "Prometheus " + ProgramVersion.PROMETHEUS_VERSION)
        .addKeyValue("java", Runtime.version())
        .log("Starting Deucalion");
    Wiring.Setup setup =
        new Wiring.Setup(
            flags, options, build, Clock.SYSTEM, source, config, level -> installLog(flags, level));
    return serve(flags, setup, port);
  }

  private static int serve(Flags flags, Wiring.Setup setup, ListeningPort port) {
    StopRequest stop = new StopRequest();
    for (String signal : List.of("TERM", "INT")) {
      Signals.handle(
          signal,
          () -> {
            LOG.atWarn()
                .addKeyValue("signal", "SIG" + signal)
                .log("Received an OS signal, exiting gracefully...");
            stop.make();
          });
    }
    AtomicReference<@Nullable Reloader> reloader = new AtomicReference<>();
    Signals.handle("HUP", () -> reload(reloader.get()));
    try (Wiring wiring = Wiring.start(setup, port, stop);
        WarmUp _ = WarmUp.start(setup.options().mode())) {
      reloader.set(wiring.reloader());
      Optional<AutoReload> autoReload = autoReload(flags, wiring);
      stop.await();
      autoReload.ifPresent(AutoReload::stop);
    } catch (StartException e) {
      LOG.atError().setCause(e.getCause() == null ? e : e.getCause()).log(e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
    LOG.info("See you next time!");
    return OK;
  }

  /** There is no reloader before the start has read the configuration itself. */
  private static void reload(@Nullable Reloader reloader) {
    if (reloader != null) {
      reloader.reload();
    }
  }

  private static Optional<AutoReload> autoReload(Flags flags, Wiring wiring) {
    if (!flags.get(ProcessFlags.CONFIG_AUTO_RELOAD)
        && !Feature.AUTO_RELOAD_CONFIG.isIn(flags.features())) {
      return Optional.empty();
    }
    long intervalMs =
        Math.max(MIN_RELOAD_INTERVAL_MS, flags.get(ProcessFlags.CONFIG_AUTO_RELOAD_INTERVAL));
    LOG.atInfo()
        .addKeyValue("interval", intervalMs + "ms")
        .log("Automatic configuration file reloading enabled");
    return Optional.of(AutoReload.start(wiring.reloader(), intervalMs));
  }

  /** The configuration file, or the built-in one where none is named and the usual one missing. */
  private static ConfigSource source(
      Flags flags, Features features, ServerOptions options, ListeningPort port) {
    Retention retention =
        Retention.ofFlags(
            flags.get(StorageFlags.RETENTION_TIME), flags.get(StorageFlags.RETENTION_SIZE));
    ConfigReader reader =
        new ConfigReader(retention, System::getenv, features.configDefaults(), options.mode());
    String file = flags.get(ProcessFlags.CONFIG_FILE);
    if (flags.isGiven(ProcessFlags.CONFIG_FILE) || Files.exists(Path.of(file))) {
      return new FileConfig(file, reader);
    }
    LOG.atInfo()
        .addKeyValue("file", Path.of(file).toAbsolutePath())
        .log("No configuration file, using the built-in configuration, which scrapes this server");
    return new BuiltInConfig(reader, port::get, options.http().routePrefix());
  }

  private static void installLog(Flags flags, String configuredLevel) {
    String level = configuredLevel.isEmpty() ? flags.get(ProcessFlags.LOG_LEVEL) : configuredLevel;
    String format = flags.get(ProcessFlags.LOG_FORMAT);
    LogSettings.toStandardError(
            Level.valueOf(level.toUpperCase(Locale.ROOT)),
            LogFormat.valueOf(format.toUpperCase(Locale.ROOT)))
        .install();
  }

  private static String quoted(List<String> names) {
    return names.stream()
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
