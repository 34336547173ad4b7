package dev.deucalion.server.flags;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of all flags for one run. Immutable.
 *
 * @param request what the command line asks for
 */
public record Flags(Request request, Map<String, Object> given) {
  /** What a command line asks for. */
  public enum Request {
    START,
    HELP,
    VERSION,
    DOCUMENTATION
  }

  public Flags {
    given = Map.copyOf(given);
  }

  /** The value of a flag: the user's, or else the default. */
  public <T> T get(Flag<T> flag) {
    Object value = given.get(flag.name());
    if (value == null) {
      return flag.defaultValue();
    }
    @SuppressWarnings("unchecked") // CommandLine stores what the flag's own type parsed
    T typed = (T) value;
    return typed;
  }

  /** Whether the user gave it. */
  public boolean isGiven(Flag<?> flag) {
    return given.containsKey(flag.name());
  }

  /** The given flags that are for that mode only, each with its dashes, in the order of help. */
  public List<String> givenOf(Flag.Mode mode) {
    Set<String> names = given.keySet();
    return AllFlags.BY_NAME.values().stream()
        .filter(flag -> flag.mode() == mode && names.contains(flag.name()))
        .map(flag -> "--" + flag.name())
        .toList();
  }

  /** The features that are asked for, in order. */
  public List<String> features() {
    return get(ProcessFlags.ENABLE_FEATURE).stream()
        .flatMap(names -> List.of(names.split(",", -1)).stream())
        .toList();
  }

  /** All values by flag, as {@code /api/v1/status/flags} shows them. */
  public Map<String, String> report() {
    Map<String, String> report = new TreeMap<>();
    AllFlags.reported().forEach(flag -> report.put(flag.name(), print(flag)));
    return report;
  }

  private <T> String print(Flag<T> flag) {
    return flag.type().printer().apply(get(flag));
  }
}
