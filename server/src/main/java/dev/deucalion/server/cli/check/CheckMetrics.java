package dev.deucalion.server.cli.check;

import dev.deucalion.server.cli.check.lint.MetricLint;
import dev.deucalion.server.cli.families.TextFamilies;
import dev.deucalion.server.cli.families.TextFamily;
import dev.deucalion.server.cli.families.TextFormatException;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.TextTable;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code check metrics}: whether metrics keep to the conventions, and how many series they have.
 */
public final class CheckMetrics {
  private static final Option<Boolean> EXTENDED =
      Option.of(
          "extended",
          FlagType.SWITCH,
          "Print extended information related to the cardinality of the metrics.");

  private static final Option<String> LINT =
      Option.of(
              "lint",
              FlagType.TEXT,
              "Linting checks to apply for metrics. Available options are: all, none. Use"
                  + " --lint=none to disable metrics linting.")
          .byDefault(LintChoice.ALL);

  private static final String HELP =
      """
      Pass Prometheus metrics over stdin to lint them for consistency and correctness, and \
      optionally perform cardinality analysis.

      examples:

      $ cat metrics.prom | promtool check metrics

      $ curl -s http://localhost:9090/metrics | promtool check metrics --extended

      $ curl -s http://localhost:9100/metrics | promtool check metrics --extended --lint=none\
      """;

  private final Console console;

  private CheckMetrics(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "metrics", HELP, List.of(EXTENDED, LINT), List.of(), new CheckMetrics(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    boolean lint = !line.get(LINT).equals(LintChoice.NONE);
    boolean extended = line.get(EXTENDED);
    if (!lint && !extended) {
      throw new CommandException(
          "error: at least one of --extended or linting must be enabled\n"
              + "Use --extended for cardinality analysis, or remove --lint=none to enable linting");
    }
    List<TextFamily> families = read(lint);
    List<MetricLint.Problem> problems = lint ? MetricLint.problems(families) : List.of();
    problems.forEach(problem -> console.err().println(problem.metric() + " " + problem.text()));
    if (extended) {
      printCardinalities(families);
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.LINT;
  }

  private List<TextFamily> read(boolean lint) throws CommandException {
    String doing = lint ? "error while linting: " : "error while parsing text to metric families: ";
    try {
      return TextFamilies.read(console.in().readAllBytes());
    } catch (IOException e) {
      throw new CommandException(doing + FileFailure.reason(e), e);
    } catch (TextFormatException e) {
      throw new CommandException(doing + e.getMessage(), e);
    }
  }

  /**
   * A family and its share of all series.
   *
   * @param series how many it has
   */
  private record Cardinality(String name, int series) {
    /** Each metric counts as many as the first. */
    static Cardinality of(TextFamily family) {
      int metrics = family.metrics().size();
      int parts = family.metrics().getFirst().parts().size();
      return new Cardinality(
          family.name(), family.type().isComposite() ? metrics * (2 + parts) : metrics);
    }
  }

  private void printCardinalities(List<TextFamily> families) {
    List<Cardinality> cardinalities =
        families.stream()
            .map(Cardinality::of)
            .sorted(
                Comparator.comparingInt(Cardinality::series)
                    .reversed()
                    .thenComparing(Cardinality::name))
            .toList();
    int total = cardinalities.stream().mapToInt(Cardinality::series).sum();
    TextTable table = new TextTable(4, 4);
    table.add("Metric", "Cardinality", "Percentage");
    for (Cardinality family : cardinalities) {
      table.add(
          family.name(),
          String.valueOf(family.series()),
          String.format(Locale.ROOT, "%.2f%%", 100.0 * family.series() / total));
    }
    table.add("Total", String.valueOf(total), "100%");
    console.out().print(table);
  }
}
