package dev.deucalion.server.cli.line;

import dev.deucalion.server.flags.FlagType;
import java.util.List;

/**
 * An argument of a command, known by its place. One of type REPEATED takes all that are left.
 *
 * @param name as help shows it
 * @param defaults what it is where nobody gives it; empty for the type's zero
 * @param required whether it must be given
 */
public record Argument<T>(
    String name, FlagType<T> type, List<String> defaults, boolean required, String help) {
  public Argument {
    defaults = List.copyOf(defaults);
  }

  /** An argument that must be given. */
  public static <T> Argument<T> required(String name, FlagType<T> type, String help) {
    return new Argument<>(name, type, List.of(), true, help);
  }

  /** An argument that may be left out. */
  public static <T> Argument<T> optional(
      String name, FlagType<T> type, String help, String... defaults) {
    return new Argument<>(name, type, List.of(defaults), false, help);
  }

  boolean takesAllThatAreLeft() {
    return type.arity() == FlagType.Arity.REPEATED;
  }
}
