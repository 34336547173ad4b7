package dev.deucalion.testing.server;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.testing.EmbeddedPrometheus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads rule files as the server does, as strictly:
 *
 * <pre>{@code
 * RuleFileLoader.load(prometheus, "src/main/prometheus/*.rules.yml");
 * }</pre>
 */
public final class RuleFileLoader {
  private RuleFileLoader() {}

  /**
   * Has the groups of rule files evaluated at each of their intervals from now on; those that name
   * none at that of the embedded Prometheus.
   *
   * @param patterns paths, which may have {@code *}, {@code ?} and {@code [...]} in their last part
   * @return the groups
   * @throws IllegalArgumentException when a pattern stands for no file, when a file was loaded
   *     already, and with all that is wrong with the files, by line and column; no group is
   *     evaluated then
   */
  public static List<RuleGroupOptions> load(EmbeddedPrometheus prometheus, String... patterns) {
    for (String pattern : patterns) {
      if (read(prometheus, List.of(pattern)).groups().isEmpty()) {
        throw new IllegalArgumentException("no group of rules in " + pattern);
      }
    }
    RuleFiles files = read(prometheus, Arrays.asList(patterns));
    refuseRepeated(prometheus, files.groups());
    files.groups().forEach(prometheus::rules);
    return files.groups();
  }

  private static void refuseRepeated(EmbeddedPrometheus prometheus, List<RuleGroupOptions> groups) {
    Set<Path> known = new HashSet<>();
    for (RuleGroupSnapshot group : prometheus.rules().groups()) {
      if (!group.options().file().isEmpty()) {
        known.add(path(group.options()));
      }
    }
    Map<Path, String> spelled = new HashMap<>();
    for (RuleGroupOptions group : groups) {
      String file = group.file();
      String first = spelled.putIfAbsent(path(group), file);
      if (known.contains(path(group)) || (first != null && !first.equals(file))) {
        throw new IllegalArgumentException("the rules of " + file + " were loaded already");
      }
    }
  }

  private static Path path(RuleGroupOptions group) {
    return Path.of(group.file()).toAbsolutePath().normalize();
  }

  private static RuleFiles read(EmbeddedPrometheus prometheus, List<String> patterns) {
    RuleFiles files =
        RuleFiles.read(
            patterns,
            new RuleDefaults(prometheus.options().evaluationInterval().toMillis(), 0),
            new RuleFileSettings(
                prometheus.options().language(),
                RuleTemplates.WITHOUT_QUERIES,
                NameValidation.UTF8));
    if (!files.problems().isEmpty()) {
      throw new IllegalArgumentException(
          files.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return files;
  }
}
