package dev.deucalion.server.config;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.config.yaml.YamlWriter;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code prometheus.yml}. Immutable; any thread. */
public final class ConfigReader {
  private static final List<String> LATER =
      List.of("alerting", "rule_files", "scrape_config_files");
  private static final List<String> LATER_STILL = List.of("tracing", "remote_write", "remote_read");

  private final Retention flagRetention;
  private final Function<String, @Nullable String> environment;

  /**
   * A reader.
   *
   * @param flagRetention what the command line says of retention
   * @param environment looks up environment variables
   */
  public ConfigReader(Retention flagRetention, Function<String, @Nullable String> environment) {
    this.flagRetention = flagRetention;
    this.environment = environment;
  }

  /**
   * Reads a file; relative paths in it start at its directory.
   *
   * @param name the file as the user named it
   * @throws ConfigException when it cannot be read or used
   */
  public ServerConfig readFile(String name) throws ConfigException {
    Path path = Path.of(name);
    String text;
    try {
      if (name.isEmpty()) {
        throw new NoSuchFileException(name);
      }
      text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException("open " + name + ": " + FileFailure.reason(e), e);
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
    Problems problems = new Problems(name);
    Reading reading = new Reading(directory, environment, problems);
    Optional<Node> root = YamlDocument.parse(text, name, problems);
    if (root.isEmpty() && !problems.all().isEmpty()) {
      throw new ConfigException(name, problems.all());
    }
    MapReader in = new MapReader(root.orElseGet(MapReader::nothing), "config.plain", problems);
    ServerConfig config = read(in, reading);
    if (!problems.all().isEmpty()) {
      throw new ConfigException(name, problems.all());
    }
    return config;
  }

  private ServerConfig read(MapReader in, Reading reading) {
    GlobalReader globalReader = new GlobalReader(reading);
    GlobalConfig global = globalReader.read(in.take("global"));
    in.print("global", globalReader.printed());
    RuntimeReader runtime = new RuntimeReader(reading);
    runtime.read(in.take("runtime"));
    in.print("runtime", runtime.printed());
    LaterSections.refuse(in, LATER);
    List<ScrapeJobOptions> jobs = readJobs(in, reading, global);
    StorageReader storage = new StorageReader(reading, flagRetention);
    StorageConfig stored = storage.read(in.take("storage"));
    in.print("storage", storage.printed());
    LaterSections.refuse(in, LATER_STILL);
    OtlpSettings otlp = new OtlpReader(reading, global.nameValidation()).read(in);
    in.finish();
    return new ServerConfig(
        global,
        runtime.logLevel(),
        jobs,
        stored,
        otlp,
        YamlWriter.write(in.printed()),
        reading.warnings());
  }

  private static List<ScrapeJobOptions> readJobs(
      MapReader in, Reading reading, GlobalConfig global) {
    List<ScrapeJobOptions> jobs = new ArrayList<>();
    List<Object> printed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : in.elements("scrape_configs", "*config.ScrapeConfig")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null scrape config section");
        continue;
      }
      ScrapeJobReader reader = new ScrapeJobReader(node, reading, global);
      Optional<ScrapeJobOptions> job = reader.read();
      if (!reader.jobName().isEmpty() && !names.add(reader.jobName())) {
        reading
            .problems()
            .at(
                node,
                "found multiple scrape configs with job name " + MapReader.quote(reader.jobName()));
      }
      job.ifPresent(jobs::add);
      printed.add(reader.printed());
    }
    in.print("scrape_configs", printed);
    return jobs;
  }
}
