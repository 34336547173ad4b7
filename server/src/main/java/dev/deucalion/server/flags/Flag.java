package dev.deucalion.server.flags;

import java.util.List;

/**
 * One flag of the command line.
 *
 * @param name without the dashes
 * @param type how its value is read and shown
 * @param defaults what it is without the user; empty for the type's zero
 * @param placeholder what help shows for a value that has no default
 * @param help what help says
 * @param hidden whether help leaves it out
 * @param mode where it may be given
 */
public record Flag<T>(
    String name,
    FlagType<T> type,
    List<String> defaults,
    String placeholder,
    String help,
    boolean hidden,
    Mode mode) {
  /** Which of the two modes of the server a flag is for. */
  public enum Mode {
    ANY,
    SERVER,
    AGENT
  }

  public Flag {
    defaults = List.copyOf(defaults);
  }

  static <T> Flag<T> of(String name, FlagType<T> type, String help) {
    return new Flag<>(name, type, List.of(), "", help, false, Mode.ANY);
  }

  Flag<T> byDefault(String... values) {
    return new Flag<>(name, type, List.of(values), placeholder, help, hidden, mode);
  }

  Flag<T> shownAs(String newPlaceholder) {
    return new Flag<>(name, type, defaults, newPlaceholder, help, hidden, mode);
  }

  Flag<T> notInHelp() {
    return new Flag<>(name, type, defaults, placeholder, help, true, mode);
  }

  Flag<T> serverOnly() {
    return new Flag<>(name, type, defaults, placeholder, help, hidden, Mode.SERVER);
  }

  Flag<T> agentOnly() {
    return new Flag<>(name, type, defaults, placeholder, help, hidden, Mode.AGENT);
  }

  boolean isSwitch() {
    return type.arity() == FlagType.Arity.SWITCH;
  }

  /** The value without the user. */
  T defaultValue() {
    return defaults.isEmpty() ? type.zero() : type.parser().apply(defaults);
  }
}
