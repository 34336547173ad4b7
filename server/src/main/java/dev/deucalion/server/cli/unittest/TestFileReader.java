package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.tool.TimeText;
import dev.deucalion.server.cli.unittest.TestFile.AlertCase;
import dev.deucalion.server.cli.unittest.TestFile.ExpectedAlert;
import dev.deucalion.server.cli.unittest.TestFile.ExpectedSample;
import dev.deucalion.server.cli.unittest.TestFile.InputSeries;
import dev.deucalion.server.cli.unittest.TestFile.QueryCase;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.units.PromDuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of tests, strictly. Used once. */
final class TestFileReader {
  private static final long DEFAULT_INTERVAL_MS = 60_000;

  private final Path directory;
  private final Problems problems;
  private long evaluationIntervalMs;

  private TestFileReader(String file) {
    Path parent = Path.of(file).getParent();
    this.directory = parent == null ? Path.of("") : parent;
    this.problems = new Problems(file);
  }

  /**
   * Reads the text of a file; paths in it start at its directory.
   *
   * @throws CommandException with all that is wrong with it
   */
  static TestFile read(String text, String file) throws CommandException {
    return new TestFileReader(file).readAll(text, file);
  }

  private TestFile readAll(String text, String file) throws CommandException {
    Optional<Node> root = YamlDocument.parse(text, file, problems);
    MapReader in = new MapReader(root.orElseGet(MapReader::nothing), "main.unitTestFile", problems);
    evaluationIntervalMs = in.durationMs("evaluation_interval", DEFAULT_INTERVAL_MS);
    TestFile tests =
        new TestFile(
            in.texts("rule_files").stream().map(this::resolve).toList(),
            evaluationIntervalMs,
            in.texts("group_eval_order"),
            in.flag("fuzzy_compare", false),
            in.elements("tests", "main.testGroup").stream().map(this::test).toList());
    in.finish();
    if (!problems.all().isEmpty()) {
      throw new CommandException(
          problems.all().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return tests;
  }

  private String resolve(String path) {
    Path inDirectory = directory.resolve(path);
    return path.isEmpty() || Path.of(path).isAbsolute() ? path : inDirectory.normalize().toString();
  }

  private TestFile.Test test(Node node) {
    MapReader in = new MapReader(node, "main.testGroup", problems);
    TestFile.Test test =
        new TestFile.Test(
            in.text("name", ""),
            in.durationMs("interval", evaluationIntervalMs),
            in.parsed("start_timestamp", 0L, TestFileReader::time),
            in.elements("input_series", "main.series").stream().map(this::series).toList(),
            in.elements("alert_rule_test", "main.alertTestCase").stream()
                .map(this::alerts)
                .toList(),
            in.elements("promql_expr_test", "main.promqlTestCase").stream()
                .map(this::query)
                .toList(),
            Labels.of(texts(in, "external_labels")),
            in.text("external_url", ""));
    in.finish();
    return test;
  }

  private static long time(String text) {
    try {
      return TimeText.parseMs(text);
    } catch (CommandException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private InputSeries series(Node node) {
    MapReader in = new MapReader(node, "main.series", problems);
    InputSeries series = new InputSeries(in.text("series", ""), in.text("values", ""));
    in.finish();
    return series;
  }

  private AlertCase alerts(Node node) {
    MapReader in = new MapReader(node, "main.alertTestCase", problems);
    AlertCase alerts =
        new AlertCase(
            offset(in),
            in.text("alertname", ""),
            in.elements("exp_alerts", "main.alert").stream().map(this::alert).toList());
    in.finish();
    return alerts;
  }

  private ExpectedAlert alert(Node node) {
    MapReader in = new MapReader(node, "main.alert", problems);
    ExpectedAlert alert = new ExpectedAlert(texts(in, "exp_labels"), texts(in, "exp_annotations"));
    in.finish();
    return alert;
  }

  private QueryCase query(Node node) {
    MapReader in = new MapReader(node, "main.promqlTestCase", problems);
    QueryCase query =
        new QueryCase(
            in.text("expr", ""),
            offset(in),
            in.elements("exp_samples", "main.sample").stream().map(this::sample).toList());
    in.finish();
    return query;
  }

  private ExpectedSample sample(Node node) {
    MapReader in = new MapReader(node, "main.sample", problems);
    ExpectedSample sample =
        new ExpectedSample(in.text("labels", ""), in.anyNumber("value"), in.text("histogram", ""));
    in.finish();
    return sample;
  }

  private static long offset(MapReader in) {
    return in.parsed("eval_time", 0L, PromDuration::parseMs);
  }

  private static Map<String, String> texts(MapReader in, String key) {
    return in.entries(key, "map[string]string", (name, value) -> in.textOf(value));
  }
}
