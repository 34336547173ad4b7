package dev.deucalion.server.cli.line;

import dev.deucalion.server.flags.FlagType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The help text of a command. */
public final class CommandUsage {
  private static final int WIDTH = 80;
  private static final int LONGEST_IN_COLUMN = 30;
  private static final String INDENT = "    ";

  private final StringBuilder out = new StringBuilder();

  private CommandUsage() {}

  /** A line of a table: what something is called, and what it is. */
  private record Row(String title, String help) {}

  /**
   * The help text.
   *
   * @param path from the program down to the command
   */
  public static String of(List<CommandSpec> path) {
    CommandUsage usage = new CommandUsage();
    usage.print(path);
    return usage.out.toString();
  }

  private void print(List<CommandSpec> path) {
    CommandSpec command = path.getLast();
    List<String> names = path.stream().map(CommandSpec::name).toList();
    out.append("usage: ").append(String.join(" ", names));
    if (command.commands().isEmpty()) {
      out.append(summary(command)).append("\n\n");
    } else {
      out.append(" [<flags>] <command> [<args> ...]\n\n");
    }
    paragraphs(command.help(), "");
    out.append("\n\nFlags:\n");
    List<Row> flags = new ArrayList<>();
    flags.add(row(CommandParser.HELP));
    flags.add(row(CommandParser.VERSION));
    path.forEach(level -> level.options().forEach(option -> flags.add(row(option))));
    table(flags);
    if (!command.arguments().isEmpty()) {
      out.append("\nArgs:\n");
      table(command.arguments().stream().map(a -> new Row(title(a), a.help())).toList());
    }
    if (!command.commands().isEmpty()) {
      out.append(path.size() == 1 ? "\nCommands:\n" : "\nSubcommands:\n");
      if (path.size() == 1) {
        out.append("help [<command>...]\n").append(INDENT).append("Show help.\n\n");
      }
      commands(command, String.join(" ", names.subList(1, names.size())));
    }
  }

  private void commands(CommandSpec group, String prefix) {
    for (CommandSpec command : group.commands()) {
      String name = prefix.isEmpty() ? command.name() : prefix + " " + command.name();
      if (command.commands().isEmpty()) {
        out.append(name).append(summary(command)).append('\n');
        paragraphs(command.help(), INDENT);
        out.append('\n');
      } else {
        commands(command, name);
      }
    }
  }

  private static String summary(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    boolean optional = false;
    for (Option<?> option : command.options()) {
      if (option.required()) {
        text.append(" --").append(option.name()).append('=').append(placeholder(option));
      } else {
        optional = true;
      }
    }
    if (optional) {
      text.append(" [<flags>]");
    }
    command.arguments().forEach(argument -> text.append(' ').append(title(argument)));
    return text.toString();
  }

  private static String title(Argument<?> argument) {
    String name = "<" + argument.name() + ">" + (argument.takesAllThatAreLeft() ? "..." : "");
    return argument.required() ? name : "[" + name + "]";
  }

  private static Row row(Option<?> option) {
    String start = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
    String title =
        switch (option.type().arity()) {
          case SWITCH -> "--[no-]" + option.name();
          case SINGLE -> "--" + option.name() + "=" + placeholder(option);
          case REPEATED -> "--" + option.name() + "=" + placeholder(option) + " ...";
        };
    return new Row(start + title, option.help());
  }

  private static String placeholder(Option<?> option) {
    if (!option.placeholder().isEmpty()) {
      return option.placeholder();
    }
    if (option.defaults().isEmpty()) {
      return option.name().toUpperCase(Locale.ROOT);
    }
    String values = String.join(",", option.defaults());
    return option.type().equals(FlagType.GO_DURATION) ? values : "\"" + values + "\"";
  }

  private void table(List<Row> rows) {
    int column = 0;
    for (Row row : rows) {
      if (row.title.length() < LONGEST_IN_COLUMN) {
        column = Math.max(column, row.title.length());
      }
    }
    String indent = " ".repeat(column + 4);
    for (Row row : rows) {
      out.append("  ").append(row.title);
      boolean fits = row.title.length() <= column;
      out.append(fits ? " ".repeat(column + 2 - row.title.length()) : "\n" + indent);
      out.append(String.join("\n" + indent, lines(row.help, WIDTH - indent.length())));
      out.append('\n');
    }
  }

  private void paragraphs(String text, String indent) {
    for (String paragraph : text.split("\n", -1)) {
      lines(paragraph, WIDTH - indent.length())
          .forEach(line -> out.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
    }
  }

  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
