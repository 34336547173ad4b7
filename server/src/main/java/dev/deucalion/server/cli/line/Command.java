package dev.deucalion.server.cli.line;

/** What a command does. */
@FunctionalInterface
public interface Command {
  /**
   * Runs to the end.
   *
   * @param line what the user gave
   * @return the exit code
   * @throws CommandException to end with its message on standard error and exit code 1
   */
  int run(Invocation line) throws CommandException;
}
