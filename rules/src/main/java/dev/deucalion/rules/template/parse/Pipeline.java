package dev.deucalion.rules.template.parse;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands each of which has the value of the one before as its last argument, and the variables
 * that take the value of the last.
 *
 * @param variables names with their dollar
 * @param assigns whether they were declared before
 * @param at index of its first character in the template
 */
public record Pipeline(List<String> variables, boolean assigns, List<Command> commands, int at) {
  /** Copies the lists. */
  public Pipeline {
    variables = List.copyOf(variables);
    commands = List.copyOf(commands);
  }

  /** As written, with one blank between words. */
  @Override
  public String toString() {
    String all = commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    return variables.isEmpty()
        ? all
        : String.join(", ", variables) + (assigns ? " = " : " := ") + all;
  }

  /**
   * A function or a value, and arguments.
   *
   * @param at index of its first character in the template
   */
  public record Command(List<Operand> words, int at) {
    /** Copies the list. */
    public Command {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      return words.stream().map(Operand::toString).collect(Collectors.joining(" "));
    }
  }
}
