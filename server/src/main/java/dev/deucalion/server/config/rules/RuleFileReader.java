package dev.deucalion.server.config.rules;

import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.units.PromDuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the groups of one rule file. Used once. */
public final class RuleFileReader {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFileReader.class);
  private static final long NOT_GIVEN = -1;

  private final String file;
  private final RuleDefaults defaults;
  private final RuleFileSettings settings;
  private final Problems problems;
  private final Set<String> names = new HashSet<>();

  /**
   * @param file its path, by which groups and problems are known
   */
  public RuleFileReader(String file, RuleDefaults defaults, RuleFileSettings settings) {
    this.file = file;
    this.defaults = defaults;
    this.settings = settings;
    this.problems = new Problems(file);
  }

  /** Reads the text of the file, of which the first document counts. */
  public RuleFiles read(String text) {
    List<RuleGroupOptions> groups = new ArrayList<>();
    Optional<Node> root = YamlDocument.parse(text, file, problems, this::warnOfMore);
    if (root.isPresent()) {
      MapReader in = new MapReader(root.get(), "rulefmt.RuleGroups", problems);
      for (Node node : in.elements("groups", "rulefmt.RuleGroup")) {
        groups.add(readGroup(node));
      }
      finish(in);
    }
    return new RuleFiles(problems.all().isEmpty() ? groups : List.of(), problems.all());
  }

  private void warnOfMore() {
    LOG.atWarn()
        .addKeyValue("file", file)
        .log(
            "Multiple document yaml rules files are not supported, only the first document is"
                + " processed");
  }

  private RuleGroupOptions readGroup(Node node) {
    MapReader in = new MapReader(node, "rulefmt.RuleGroup", problems);
    String name = in.text("name", "");
    if (name.isEmpty()) {
      problems.at(node, "Groupname must not be empty");
    }
    if (!names.add(name)) {
      problems.at(node, "groupname: \"" + name + "\" is repeated in the same file");
    }
    long intervalMs = in.durationMs("interval", defaults.intervalMs());
    long offsetMs = in.parsed("query_offset", NOT_GIVEN, PromDuration::parseMs);
    int limit = Math.clamp(in.integer("limit", 0), Integer.MIN_VALUE, Integer.MAX_VALUE);
    Map<String, String> labels = new RuleTexts(settings.names(), problems).labels(in, "");
    List<RuleOptions> rules = readRules(in, name, labels);
    finish(in);
    return new RuleGroupOptions(
        name,
        file,
        intervalMs,
        offsetMs == NOT_GIVEN ? defaults.queryOffsetMs() : offsetMs,
        limit,
        rules);
  }

  private List<RuleOptions> readRules(MapReader in, String group, Map<String, String> labels) {
    List<RuleOptions> rules = new ArrayList<>();
    int number = 1;
    for (Node node : in.elements("rules", "rulefmt.Rule")) {
      MapReader rule = new MapReader(node, "rulefmt.Rule", problems);
      new RuleReader(rule, settings, group, number++).read(labels).ifPresent(rules::add);
      finish(rule);
    }
    return rules;
  }

  private void finish(MapReader in) {
    switch (settings.unknownFields()) {
      case REFUSED -> in.finish();
      case IGNORED -> in.keys().forEach(in::take);
    }
  }
}
