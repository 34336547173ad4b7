package dev.deucalion.server.cli.line;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command, or a name with commands below it.
 *
 * @param options flags that it and the commands below it take
 * @param arguments empty where there are commands below it
 * @param commands those below it
 * @param action null where there are commands below it
 */
public record CommandSpec(
    String name,
    String help,
    List<Option<?>> options,
    List<Argument<?>> arguments,
    List<CommandSpec> commands,
    @Nullable Command action) {
  public CommandSpec {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    commands = List.copyOf(commands);
    if (commands.isEmpty() == (action == null)) {
      throw new IllegalArgumentException(name + " needs either an action or commands");
    }
  }

  /** A name with commands below it. */
  public static CommandSpec group(
      String name, String help, List<Option<?>> options, CommandSpec... commands) {
    return new CommandSpec(name, help, options, List.of(), List.of(commands), null);
  }

  /** A command. */
  public static CommandSpec command(
      String name,
      String help,
      List<Option<?>> options,
      List<Argument<?>> arguments,
      Command action) {
    return new CommandSpec(name, help, options, arguments, List.of(), action);
  }

  /** The command of a name right below this one. */
  Optional<CommandSpec> below(String wanted) {
    return commands.stream().filter(command -> command.name.equals(wanted)).findFirst();
  }
}
