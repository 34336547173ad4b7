package dev.deucalion.server.cli.line;

import java.util.List;
import java.util.Map;

/**
 * A command with what was given for it.
 *
 * @param path from the program down to the command, at least one
 * @param request what is asked for
 * @param values by option and argument, also those that have their defaults
 */
public record Invocation(List<CommandSpec> path, Request request, Map<Object, Object> values) {
  /** What a command line asks for. */
  public enum Request {
    /** Help about the command. */
    HELP,
    /** The version of the program. */
    VERSION,
    /** The command. */
    RUN
  }

  public Invocation {
    path = List.copyOf(path);
    values = Map.copyOf(values);
  }

  /** The command itself. */
  public CommandSpec command() {
    return path.getLast();
  }

  /** The value of a flag. */
  @SuppressWarnings("unchecked") // CommandParser puts in what the type has read
  public <T> T get(Option<T> option) {
    return (T) values.getOrDefault(option, option.type().zero());
  }

  /** The value of an argument. */
  @SuppressWarnings("unchecked") // CommandParser puts in what the type has read
  public <T> T get(Argument<T> argument) {
    return (T) values.getOrDefault(argument, argument.type().zero());
  }

  /** Runs the command. */
  public int run() throws CommandException {
    Command action = command().action();
    if (request != Request.RUN || action == null) {
      throw new IllegalStateException("nothing to run");
    }
    return action.run(this);
  }
}
