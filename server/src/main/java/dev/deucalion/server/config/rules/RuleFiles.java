package dev.deucalion.server.config.rules;

import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule files of a configuration, read.
 *
 * @param groups of all files, in the order of the files; only of use when there are no problems
 * @param problems what is wrong with any of them
 */
public record RuleFiles(List<RuleGroupOptions> groups, List<Problem> problems) {
  public RuleFiles {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all files that patterns stand for, each once. A pattern that stands for none is no
   * problem: its files may come later.
   */
  public static RuleFiles read(
      List<String> patterns, RuleDefaults defaults, RuleFileSettings settings) {
    Set<Path> files = new LinkedHashSet<>();
    patterns.forEach(pattern -> files.addAll(FileGlob.list(pattern)));
    List<RuleGroupOptions> groups = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      RuleFiles one = readFile(file, defaults, settings);
      groups.addAll(one.groups);
      problems.addAll(one.problems);
    }
    return new RuleFiles(groups, problems);
  }

  private static RuleFiles readFile(Path file, RuleDefaults defaults, RuleFileSettings settings) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      String message = "open " + file + ": " + FileFailure.reason(e);
      return new RuleFiles(List.of(), List.of(new Problem(file.toString(), 1, 1, message)));
    }
    return new RuleFileReader(file.toString(), defaults, settings).read(text);
  }
}
