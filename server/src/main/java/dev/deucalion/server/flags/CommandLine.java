package dev.deucalion.server.flags;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Reads a command line by the rules of kingpin: {@code --flag=value}, {@code --flag value}, {@code
 * --switch}, {@code --no-switch}, {@code -h}, {@code --} before arguments (of which there are
 * none), and {@code @file} for a file with one argument a line. A switch takes no value. First all
 * flags are matched, then their values are read in order, so an unknown flag is told of before a
 * bad value.
 */
public final class CommandLine {
  private final Deque<String> rest;

  /** What was given, by the names of flags. */
  private final SequencedMap<String, List<String>> matched = new LinkedHashMap<>();

  private CommandLine(List<String> args) {
    this.rest = new ArrayDeque<>(args);
  }

  /**
   * Reads the arguments of the program.
   *
   * @throws FlagException when they are not understood
   */
  public static Flags parse(List<String> args) throws FlagException {
    CommandLine line = new CommandLine(args);
    line.match();
    if (line.isGiven(AllFlags.HELP) || line.isGiven(AllFlags.HELP_LONG)) {
      return new Flags(Flags.Request.HELP, Map.of());
    }
    if (line.isGiven(AllFlags.VERSION)) {
      return new Flags(Flags.Request.VERSION, Map.of());
    }
    Map<String, Object> values = new HashMap<>();
    for (var entry : line.matched.entrySet()) {
      Flag<?> flag = Objects.requireNonNull(AllFlags.BY_NAME.get(entry.getKey()));
      values.put(flag.name(), value(flag, entry.getValue()));
    }
    boolean documentation = line.isGiven(ProcessFlags.WRITE_DOCUMENTATION);
    return new Flags(documentation ? Flags.Request.DOCUMENTATION : Flags.Request.START, values);
  }

  private void match() throws FlagException {
    while (!rest.isEmpty()) {
      String arg = rest.removeFirst();
      if (arg.equals("--")) {
        refuseArguments();
      } else if (arg.startsWith("--")) {
        matchLong(arg.substring(2));
      } else if (arg.startsWith("-")) {
        matchShort(arg);
      } else if (arg.startsWith("@")) {
        ArgumentFile.read(arg.substring(1)).reversed().forEach(rest::addFirst);
      } else {
        throw new FlagException("unexpected " + arg);
      }
    }
  }

  private void matchLong(String arg) throws FlagException {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    Flag<?> flag = AllFlags.BY_NAME.get(name);
    boolean inverted = false;
    if (flag == null && name.startsWith("no-")) {
      flag = AllFlags.BY_NAME.get(name.substring("no-".length()));
      inverted = true;
    }
    if (flag == null || inverted && !flag.isSwitch()) {
      throw new FlagException("unknown long flag '--" + name + "'");
    }
    if (flag.isSwitch()) {
      if (equals >= 0) {
        throw new FlagException("unexpected " + arg.substring(equals + 1));
      }
      add(flag, String.valueOf(!inverted));
    } else {
      add(flag, equals >= 0 ? arg.substring(equals + 1) : following(name));
    }
  }

  private void matchShort(String arg) throws FlagException {
    if (arg.equals("-")) {
      throw new FlagException("unknown short flag '-'");
    }
    if (arg.charAt(1) != 'h') {
      throw new FlagException(
          "unknown short flag '-" + Character.toString(arg.codePointAt(1)) + "'");
    }
    add(AllFlags.HELP, "true");
    if (arg.length() > 2) {
      rest.addFirst("-" + arg.substring(2));
    }
  }

  private String following(String name) throws FlagException {
    String next = rest.peekFirst();
    if (next == null || next.startsWith("-") && next.length() > 1) {
      throw new FlagException("expected argument for flag '--" + name + "'");
    }
    rest.removeFirst();
    return next.equals("-") ? "" : next;
  }

  private void refuseArguments() throws FlagException {
    String argument = rest.pollFirst();
    if (argument != null) {
      throw new FlagException("unexpected " + argument);
    }
  }

  private void add(Flag<?> flag, String text) {
    matched.computeIfAbsent(flag.name(), _ -> new ArrayList<>()).add(text);
  }

  private boolean isGiven(Flag<?> flag) {
    return matched.containsKey(flag.name());
  }

  private static Object value(Flag<?> flag, List<String> texts) throws FlagException {
    if (texts.size() > 1 && flag.type().arity() != FlagType.Arity.REPEATED) {
      throw new FlagException("flag '" + flag.name() + "' cannot be repeated");
    }
    try {
      return flag.type().parser().apply(texts);
    } catch (IllegalArgumentException e) {
      throw new FlagException(String.valueOf(e.getMessage()));
    }
  }
}
