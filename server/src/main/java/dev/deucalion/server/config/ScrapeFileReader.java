package dev.deucalion.server.config;

import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.config.yaml.YamlWriter;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads scrape jobs, those of the main file and those of files that it names. Used once. */
final class ScrapeFileReader {
  private static final String KEY = "scrape_configs";

  private final Reading reading;
  private final GlobalConfig global;
  private final List<ScrapeJobOptions> jobs = new ArrayList<>();
  private final Map<String, String> yaml = new HashMap<>();

  /** Where each job was found, in words. */
  private final Map<String, String> places = new LinkedHashMap<>();

  ScrapeFileReader(Reading reading, GlobalConfig global) {
    this.reading = reading;
    this.global = global;
  }

  /** All jobs read so far. */
  List<ScrapeJobOptions> jobs() {
    return jobs;
  }

  /** Each job of {@link #jobs} with its defaults, by name. */
  Map<String, String> yaml() {
    return yaml;
  }

  /** Reads and prints the jobs of the main file. */
  void readMain(MapReader in) {
    in.print(KEY, readJobs(in, reading, "main config file", ""));
  }

  /** Reads the jobs of files. */
  void readFiles(List<String> patterns, Node place) {
    for (String pattern : patterns) {
      for (Path file : FileGlob.list(pattern)) {
        readFile(file, place);
      }
    }
  }

  private void readFile(Path file, Node place) {
    Path parent = file.getParent();
    Reading own = reading.ofFile(file.toString(), parent == null ? Path.of("") : parent);
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      reading.problems().at(place, "open " + file + ": " + FileFailure.reason(e));
      return;
    }
    Optional<Node> root = YamlDocument.parse(text, file.toString(), own.problems());
    if (root.isPresent()) {
      MapReader in = new MapReader(root.get(), "config.ScrapeConfigs", own.problems());
      String name = MapReader.quote(file.toString());
      readJobs(in, own, name, ", first found in ");
      in.finish();
    }
  }

  /**
   * Reads the jobs of one file.
   *
   * @param name of the file, in messages
   * @param firstFound leads to where the first job of a name was found; empty to leave that out
   */
  private List<Object> readJobs(MapReader in, Reading own, String name, String firstFound) {
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements(KEY, "*config.ScrapeConfig")) {
      if (MapReader.isNull(node)) {
        own.problems().at(node, "empty or null scrape config section");
        continue;
      }
      ScrapeJobReader reader = new ScrapeJobReader(node, own, global);
      Optional<ScrapeJobOptions> job = reader.read();
      String jobName = reader.jobName();
      String first = jobName.isEmpty() ? null : places.putIfAbsent(jobName, name);
      if (first == null) {
        job.ifPresent(jobs::add);
        yaml.put(jobName, YamlWriter.write(reader.printed()));
      } else {
        String where = firstFound.isEmpty() ? "" : firstFound + first;
        own.problems()
            .at(
                node,
                "found multiple scrape configs with job name " + MapReader.quote(jobName) + where);
      }
      printed.add(reader.printed());
    }
    return printed;
  }
}
