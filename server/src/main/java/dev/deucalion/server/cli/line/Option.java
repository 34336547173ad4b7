package dev.deucalion.server.cli.line;

import dev.deucalion.server.flags.FlagType;
import java.util.List;

/**
 * A flag of a command.
 *
 * @param name without the dashes
 * @param letter its short form, 0 for none
 * @param type how its value is read
 * @param defaults what it is where nobody gives it; empty for the type's zero
 * @param required whether it must be given
 * @param placeholder what help shows for its value, empty for the default or the name
 */
public record Option<T>(
    String name,
    char letter,
    FlagType<T> type,
    List<String> defaults,
    boolean required,
    String placeholder,
    String help) {
  public Option {
    defaults = List.copyOf(defaults);
  }

  /** A flag that may be left out. */
  public static <T> Option<T> of(String name, FlagType<T> type, String help) {
    return new Option<>(name, (char) 0, type, List.of(), false, "", help);
  }

  /** This flag with a short form. */
  public Option<T> shortened(char newLetter) {
    return new Option<>(name, newLetter, type, defaults, required, placeholder, help);
  }

  /** This flag with values for when nobody gives it. */
  public Option<T> byDefault(String... values) {
    return new Option<>(name, letter, type, List.of(values), required, placeholder, help);
  }

  /** This flag, to be given in any case. */
  public Option<T> always() {
    return new Option<>(name, letter, type, defaults, true, placeholder, help);
  }

  /** This flag with another text for its value in help. */
  public Option<T> shownAs(String newPlaceholder) {
    return new Option<>(name, letter, type, defaults, required, newPlaceholder, help);
  }

  boolean isSwitch() {
    return type.arity() == FlagType.Arity.SWITCH;
  }
}
