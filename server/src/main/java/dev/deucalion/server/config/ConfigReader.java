package dev.deucalion.server.config;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.rules.notify.AlertingOptions;
import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.remote.RemoteReadReader;
import dev.deucalion.server.config.remote.RemoteWriteReader;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.config.yaml.YamlWriter;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code prometheus.yml}. Immutable; any thread. */
public final class ConfigReader {
  private static final String RULE_FILES = "rule_files";
  private static final String SCRAPE_FILES = "scrape_config_files";

  private final Retention flagRetention;
  private final Function<String, @Nullable String> environment;
  private final ConfigDefaults defaults;
  private final ProgramMode mode;

  /** A reader for a server without switches that would change defaults. */
  public ConfigReader(Retention flagRetention, Function<String, @Nullable String> environment) {
    this(flagRetention, environment, ConfigDefaults.NONE, ProgramMode.SERVER);
  }

  /**
   * A reader.
   *
   * @param flagRetention what the command line says of retention
   * @param environment looks up environment variables
   */
  public ConfigReader(
      Retention flagRetention,
      Function<String, @Nullable String> environment,
      ConfigDefaults defaults,
      ProgramMode mode) {
    this.flagRetention = flagRetention;
    this.environment = environment;
    this.defaults = defaults;
    this.mode = mode;
  }

  /**
   * Reads a file; relative paths in it start at its directory.
   *
   * @param name the file as the user named it
   * @throws ConfigException when it cannot be read or used
   */
  public ServerConfig readFile(String name) throws ConfigException {
    Path path;
    String text;
    try {
      path = Path.of(name);
      if (name.isEmpty()) {
        throw new NoSuchFileException(name);
      }
      text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException("open " + name + ": " + FileFailure.reason(e), e);
    } catch (InvalidPathException e) {
      throw new ConfigException(FileFailure.describe(e), e);
    }
    Path parent = path.getParent();
    return read(text, name, parent == null ? Path.of("") : parent);
  }

  /**
   * Reads a configuration from its text.
   *
   * @param name stands for the file in messages
   * @param directory where relative paths start
   * @throws ConfigException when it cannot be used
   */
  public ServerConfig read(String text, String name, Path directory) throws ConfigException {
    Reading reading = new Reading(name, directory, environment, defaults);
    Problems problems = reading.problems();
    Optional<Node> root = YamlDocument.parse(text, name, problems);
    if (root.isEmpty() && !problems.all().isEmpty()) {
      throw new ConfigException(name, problems.all());
    }
    MapReader in = new MapReader(root.orElseGet(MapReader::nothing), "config.plain", problems);
    ServerConfig config;
    try {
      config = read(in, reading);
    } catch (InvalidPathException e) {
      throw new ConfigException(name + ": " + FileFailure.describe(e), e);
    }
    if (!problems.all().isEmpty()) {
      throw new ConfigException(name, problems.all());
    }
    return config;
  }

  private ServerConfig read(MapReader in, Reading reading) {
    if (mode == ProgramMode.AGENT) {
      AgentSections.refuse(in);
    }
    GlobalReader globalReader = new GlobalReader(reading);
    GlobalConfig global = globalReader.read(in.take("global"));
    in.print("global", globalReader.printed());
    RuntimeReader runtime = new RuntimeReader(reading);
    runtime.read(in.take("runtime"));
    in.print("runtime", runtime.printed());
    AlertingOptions alerting = new AlertingReader(reading, global.nameValidation()).read(in);
    List<String> ruleFiles = PathPatterns.read(in, reading, RULE_FILES, "rule");
    Node scrapeFilePlace = in.keyNode(SCRAPE_FILES);
    List<String> scrapeFiles = PathPatterns.read(in, reading, SCRAPE_FILES, "scrape config");
    ScrapeFileReader scraping = new ScrapeFileReader(reading, global);
    scraping.readMain(in);
    scraping.readFiles(scrapeFiles, scrapeFilePlace);
    StorageReader storage = new StorageReader(reading, flagRetention);
    StorageConfig stored = storage.read(in.take("storage"));
    in.print("storage", storage.printed());
    new TracingReader(reading).read(in);
    RemoteConfig remote =
        new RemoteConfig(
            new RemoteWriteReader(reading, global.nameValidation()).read(in),
            new RemoteReadReader(reading).read(in));
    OtlpSettings otlp = new OtlpReader(reading, global.nameValidation()).read(in);
    in.finish();
    return new ServerConfig(
        global,
        runtime.logLevel(),
        scraping.jobs(),
        scraping.yaml(),
        stored,
        remote,
        otlp,
        alerting,
        YamlWriter.write(in.printed()),
        reading.warnings(),
        reading.problems().allUnsupported(),
        ruleFiles,
        scrapeFiles);
  }
}
