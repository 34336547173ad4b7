package dev.deucalion.server.cli.check;

import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.server.cli.check.lint.MetricFamilies;
import dev.deucalion.server.cli.check.lint.MetricLint;
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
    MetricFamilies families = read(lint);
    List<MetricLint.Problem> problems = lint ? MetricLint.problems(families) : List.of();
    problems.forEach(problem -> console.err().println(problem.metric() + " " + problem.text()));
    if (extended) {
      printCardinalities(families.cardinalities());
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.LINT;
  }

  private MetricFamilies read(boolean lint) throws CommandException {
    String doing = lint ? "error while linting: " : "error while parsing text to metric families: ";
    try {
      return MetricFamilies.read(console.in().readAllBytes());
    } catch (IOException e) {
      throw new CommandException(doing + FileFailure.reason(e), e);
    } catch (ExpositionException e) {
      throw new CommandException(
          doing + "text format parsing error in line " + e.line() + ": " + e.getMessage(), e);
    }
  }

  private void printCardinalities(List<MetricFamilies.Cardinality> cardinalities) {
    int total = cardinalities.stream().mapToInt(MetricFamilies.Cardinality::series).sum();
    TextTable table = new TextTable(4, 4);
    table.add("Metric", "Cardinality", "Percentage");
    for (MetricFamilies.Cardinality family : cardinalities) {
      table.add(
          family.name(),
          String.valueOf(family.series()),
          String.format(Locale.ROOT, "%.2f%%", 100.0 * family.series() / total));
    }
    table.add("Total", String.valueOf(total), "100%");
    console.out().print(table);
  }
}
