package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's promtool and Deucalion take and refuse the same rule files, by the names of labels that
 * were allowed then.
 */
@Tag("interop")
class RuleVerdictsTest {
  /** Groups whose rules each try one thing. */
  private static final List<String> GROUPS =
      List.of(
          "[]",
          "",
          "[{name: g}]",
          "[{name: ''}]",
          "[{rules: []}]",
          "[{name: g}, {name: g}]",
          "[{name: g, interval: 1m30s}]",
          "[{name: g, interval: 1x}]",
          "[{name: g, interval: 30s1m}]",
          "[{name: g, limit: 3}]",
          "[{name: g, limit: x}]",
          "[{name: g, limit: -1}]",
          "[{name: g, unknown: 1}]",
          "[{name: 5}]",
          "[{name: [a]}]",
          "[{name: g, rules: {}}]",
          "5");

  /** One rule each. */
  private static final List<String> RULES =
      List.of(
          "record: a, expr: 1",
          "record: 'a:b', expr: up",
          "record: 'a b', expr: 1",
          "record: '1a', expr: 1",
          "record: a, expr: ''",
          "record: a",
          "record: a, alert: b, expr: 1",
          "expr: 1",
          "record: a, expr: 'rate(x)'",
          "record: a, expr: '\"text\"'",
          "record: a, expr: 'x[5m]'",
          "record: a, expr: [1]",
          "record: a, expr: 1, for: 1m",
          "record: a, expr: 1, keep_firing_for: 1m",
          "record: a, expr: 1, annotations: {b: c}",
          "record: a, expr: 1, annotations: {}",
          "record: a, expr: 1, labels: {b: '{{ broken'}",
          "record: a, expr: 1, labels: {__name__: b}",
          "record: a, expr: 1, labels: {'b-c': d}",
          "record: a, expr: 1, labels: {b: 1}",
          "record: a, expr: 1, labels: {b: null}",
          "record: a, expr: 1, labels: {b: [c]}",
          "record: a, expr: 1, labels: [b]",
          "record: a, expr: 1, expr: 2",
          "alert: a, expr: up == 0, for: 5m, keep_firing_for: 1m",
          "alert: 'any name', expr: 1",
          "alert: a, expr: 1, for: 5",
          "alert: a, expr: 1, for: -5m",
          "alert: a, expr: 1, for: 0",
          "alert: a, expr: 1, annotation: {b: c}",
          "alert: a, expr: 1, annotations: {'b-c': d}",
          "alert: a, expr: 1, annotations: {b: '{{ $labels.x }} {{ $value | humanize }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ $label.x }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ nofunction 1 }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ $labels.x '}",
          "alert: a, expr: 1, annotations: {b: '{{ if $value }}x'}",
          "alert: a, expr: 1, annotations: {b: '{{ if $value }}x{{ else }}y{{ end }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ end }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ range query \"up\" }}{{ .Labels.x }}{{ end }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ define \"x\" }}1{{ end }}{{ template \"x\" }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ template \"x\" }}'}",
          "alert: a, expr: 1, annotations: {b: '{{- /* c */ -}}'}",
          "alert: a, expr: 1, annotations: {b: '{{ /* c */ }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ 1 | 2 }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ (1) }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ 08 }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ 0x1F }} {{ 1_000 }} {{ 1e3 }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ $x := 1 }}{{ $x = 2 }}{{ $x }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ $x = 2 }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ break }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ len }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ . }} {{ $ }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ .. }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ \"a\".b }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ printf \"%d\" 1 | len }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ nil }}'}",
          "alert: a, expr: 1, annotations: {b: '{{ index $labels \"x\" }}'}",
          "alert: a, expr: 1, labels: {b: '{{ broken'}",
          "alert: a, expr: 1, labels: {b: '{{ $externalLabels.x }}{{ $externalURL }}'}");

  @TempDir private Path dir;

  @Test
  void bothGiveTheSameVerdict() throws IOException {
    Path promtool = Peers.installed("promtool");
    List<Path> files = new ArrayList<>();
    for (String group : GROUPS) {
      files.add(file(files.size(), "groups: " + group + "\n"));
    }
    for (String rule : RULES) {
      files.add(file(files.size(), "groups: [{name: g, rules: [{" + rule + "}]}]\n"));
    }
    files.addAll(conformanceFiles());
    List<String> differences = new ArrayList<>();
    for (Path file : files) {
      Tool.Result theirs =
          Tool.run(dir, "", List.of(promtool.toString(), "check", "rules", file.toString()));
      RuleFiles ours = read(file);
      if ((theirs.exitCode() == 0) != ours.problems().isEmpty()) {
        differences.add(
            Files.readString(file) + "\ntheirs: " + theirs + "\nours: " + ours.problems());
      }
    }
    assertThat(differences).isEmpty();
  }

  private Path file(int number, String text) throws IOException {
    return Files.writeString(dir.resolve("r" + number + ".yml"), text);
  }

  private static List<Path> conformanceFiles() throws IOException {
    Path rules = Path.of(System.getProperty("conformance.dir", ""), "rules");
    if (!Files.isDirectory(rules)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(rules)) {
      return paths.sorted().toList();
    }
  }

  private static RuleFiles read(Path file) {
    RuleFileSettings settings =
        new RuleFileSettings(
            ParserOptions.DEFAULTS, RuleTemplates.WITHOUT_QUERIES, NameValidation.LEGACY);
    return RuleFiles.read(List.of(file.toString()), new RuleDefaults(60_000, 0), settings);
  }
}
