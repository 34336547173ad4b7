package dev.deucalion.server.cli.promql;

import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.SelectorEdit;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.parser.DeepStack;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PrettyPrinter;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.flags.FlagType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The commands {@code promql}, which print a query in another form. */
public final class PromqlCommands {
  private static final Argument<String> QUERY =
      Argument.required("query", FlagType.TEXT, "PromQL query.");
  private static final Argument<String> NAME =
      Argument.required("name", FlagType.TEXT, "Name of the label matcher.");
  private static final Argument<String> VALUE =
      Argument.required("value", FlagType.TEXT, "Value of the label matcher to set.");
  private static final Option<String> TYPE =
      Option.of(
              "type", ValueTypes.oneOf("=", "!=", "=~", "!~"), "Type of the label matcher to set.")
          .shortened('t')
          .byDefault("=");

  /** More levels than the parser lets a query have, chains of operators included. */
  private static final int MAX_DEPTH = 11_000;

  private final Console console;

  private PromqlCommands(Console console) {
    this.console = console;
  }

  /** All of them. */
  public static CommandSpec spec(Console console) {
    PromqlCommands commands = new PromqlCommands(console);
    return CommandSpec.group(
        "promql",
        "PromQL formatting and editing. Requires the --experimental flag.",
        List.of(),
        CommandSpec.command(
            "format",
            "Format PromQL query to pretty printed form.",
            List.of(),
            List.of(QUERY),
            line -> commands.print(line, _ -> selector -> selector)),
        CommandSpec.group(
            "label-matchers",
            "Edit label matchers contained within an existing PromQL query.",
            List.of(),
            CommandSpec.command(
                "set",
                "Set a label matcher in the query.",
                List.of(TYPE),
                List.of(QUERY, NAME, VALUE),
                line -> commands.print(line, PromqlCommands::setting)),
            CommandSpec.command(
                "delete",
                "Delete a label from the query.",
                List.of(),
                List.of(QUERY, NAME),
                line -> commands.print(line, PromqlCommands::deleting))));
  }

  private int print(Invocation line, Function<Invocation, UnaryOperator<VectorSelector>> edit)
      throws CommandException {
    if (!line.get(ToolFlags.EXPERIMENTAL)) {
      throw new CommandException(
          "This command is experimental and requires the --experimental flag to be set.");
    }
    String query = line.get(QUERY);
    try {
      Expr expr = PromqlParser.parse(query, ToolFlags.language(line, console));
      UnaryOperator<VectorSelector> change = edit.apply(line);
      int depth = Math.min(query.length(), MAX_DEPTH);
      Expr changed = DeepStack.call(depth, () -> SelectorEdit.apply(expr, change));
      console.out().println(PrettyPrinter.print(changed));
      return ExitCode.OK;
    } catch (ParseException | PatternSyntaxException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static UnaryOperator<VectorSelector> setting(Invocation line) {
    Matcher wanted = Matcher.of(type(line.get(TYPE)), line.get(NAME), line.get(VALUE));
    return selector -> {
      List<Matcher> matchers = new ArrayList<>(selector.matchers());
      boolean known = matchers.stream().anyMatch(m -> m.name().equals(wanted.name()));
      matchers.replaceAll(matcher -> matcher.name().equals(wanted.name()) ? wanted : matcher);
      if (!known) {
        matchers.add(wanted);
      }
      return with(selector, matchers);
    };
  }

  private static UnaryOperator<VectorSelector> deleting(Invocation line) {
    String name = line.get(NAME);
    return selector ->
        with(selector, selector.matchers().stream().filter(m -> !m.name().equals(name)).toList());
  }

  private static VectorSelector with(VectorSelector selector, List<Matcher> matchers) {
    return new VectorSelector(
        selector.name(),
        matchers,
        selector.offset(),
        selector.at(),
        selector.mode(),
        selector.position());
  }

  private static MatchType type(String operator) {
    return switch (operator) {
      case "!=" -> MatchType.NOT_EQUAL;
      case "=~" -> MatchType.REGEX;
      case "!~" -> MatchType.NOT_REGEX;
      default -> MatchType.EQUAL;
    };
  }
}
