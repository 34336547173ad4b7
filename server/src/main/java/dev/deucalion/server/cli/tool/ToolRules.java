package dev.deucalion.server.cli.tool;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import dev.deucalion.server.config.yaml.Problem;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Rule files, read by commands that evaluate them over the past of a server. */
public final class ToolRules {
  private ToolRules() {}

  /**
   * The groups of rule files.
   *
   * @param intervalNanos of groups that do not say how often they are evaluated
   * @throws CommandException with all problems of the files, a line for each
   */
  public static List<RuleGroupOptions> read(
      List<String> paths, long intervalNanos, Invocation line, Console console)
      throws CommandException {
    RuleFiles files =
        RuleFiles.read(
            paths,
            new RuleDefaults(TimeUnit.NANOSECONDS.toMillis(intervalNanos), 0),
            new RuleFileSettings(
                ToolFlags.language(line, console),
                RuleTemplates.WITHOUT_QUERIES,
                NameValidation.UTF8));
    if (!files.problems().isEmpty()) {
      throw new CommandException(
          files.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return files.groups();
  }
}
