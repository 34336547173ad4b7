package dev.deucalion.server.cli.line;

import dev.deucalion.server.flags.ArgumentFile;
import dev.deucalion.server.flags.FlagException;
import dev.deucalion.server.flags.FlagType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Reads the arguments of a program that has commands: first flags, commands and arguments are told
 * apart, then their values are read in the order given, then what is required is looked for. A flag
 * may stand anywhere behind the command that has it, and {@code @file} stands for the lines of a
 * file. Used once.
 */
public final class CommandParser {
  /** Asks for help about a command. */
  public static final Option<Boolean> HELP =
      Option.of("help", FlagType.SWITCH, "Show context-sensitive help.").shortened('h');

  /** Asks for the version. */
  public static final Option<Boolean> VERSION =
      Option.of("version", FlagType.SWITCH, "Show application version.");

  private final Deque<String> rest;
  private final List<CommandSpec> path = new ArrayList<>();
  private final SequencedMap<Option<?>, List<String>> flags = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private CommandParser(CommandSpec program, List<String> args) {
    path.add(program);
    rest = new ArrayDeque<>(args);
  }

  /**
   * Reads arguments.
   *
   * @throws LineException when they are not understood
   */
  public static Invocation parse(CommandSpec program, List<String> args) throws LineException {
    CommandParser parser = new CommandParser(program, args);
    if (args.isEmpty()) {
      return parser.invocation(Invocation.Request.HELP, Map.of());
    }
    if (args.getFirst().equals("help")) {
      return parser.helpCommand();
    }
    parser.match();
    if (parser.flags.containsKey(HELP)) {
      return parser.invocation(Invocation.Request.HELP, Map.of());
    }
    if (parser.flags.containsKey(VERSION)) {
      return parser.invocation(Invocation.Request.VERSION, Map.of());
    }
    CommandSpec command = parser.path.getLast();
    if (command.action() == null) {
      throw new LineException(
          parser.path.size() == 1
              ? "command not specified"
              : "must select a subcommand of '" + parser.commandName() + "'");
    }
    Map<Object, Object> values = parser.values();
    parser.requireAll();
    return parser.invocation(Invocation.Request.RUN, values);
  }

  private Invocation invocation(Invocation.Request request, Map<Object, Object> values) {
    return new Invocation(path, request, values);
  }

  private Invocation helpCommand() throws LineException {
    rest.removeFirst();
    while (!rest.isEmpty()) {
      enter(rest.removeFirst());
    }
    return invocation(Invocation.Request.HELP, Map.of());
  }

  private void enter(String name) throws LineException {
    Optional<CommandSpec> command = path.getLast().below(name);
    if (command.isEmpty()) {
      throw new LineException("expected command but got \"" + name + "\"");
    }
    path.add(command.get());
  }

  private void match() throws LineException {
    boolean flagsEnded = false;
    while (!rest.isEmpty()) {
      String arg = rest.removeFirst();
      if (!flagsEnded && arg.equals("--")) {
        flagsEnded = true;
      } else if (!flagsEnded && arg.startsWith("--")) {
        matchLong(arg.substring(2));
      } else if (!flagsEnded && arg.startsWith("-") && arg.length() > 1) {
        matchShort(arg.substring(1));
      } else if (!flagsEnded && arg.startsWith("@")) {
        expand(arg.substring(1));
      } else if (path.getLast().action() == null) {
        enter(arg);
      } else {
        arguments.add(arg);
      }
    }
  }

  private void expand(String file) throws LineException {
    try {
      ArgumentFile.read(file).reversed().forEach(rest::addFirst);
    } catch (FlagException e) {
      throw new LineException(String.valueOf(e.getMessage()));
    }
  }

  private void matchLong(String arg) throws LineException {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    Optional<Option<?>> plain = find(option -> option.name().equals(name));
    Optional<Option<?>> inverted =
        name.startsWith("no-")
            ? find(o -> o.isSwitch() && o.name().equals(name.substring("no-".length())))
            : Optional.empty();
    Option<?> option =
        plain
            .or(() -> inverted)
            .orElseThrow(() -> new LineException("unknown long flag '--" + name + "'"));
    if (option.isSwitch()) {
      if (equals >= 0) {
        throw new LineException("unexpected " + arg.substring(equals + 1));
      }
      add(option, String.valueOf(plain.isPresent()));
    } else {
      add(option, equals >= 0 ? arg.substring(equals + 1) : following("--" + name));
    }
  }

  /** Letters of switches may be written together, the last one's value behind it. */
  private void matchShort(String letters) throws LineException {
    char letter = letters.charAt(0);
    Option<?> option =
        find(o -> o.letter() == letter)
            .orElseThrow(() -> new LineException("unknown short flag '-" + letter + "'"));
    String tail = letters.substring(1);
    if (!option.isSwitch()) {
      add(option, tail.isEmpty() ? following("-" + letter) : tail);
      return;
    }
    add(option, "true");
    if (!tail.isEmpty()) {
      rest.addFirst("-" + tail);
    }
  }

  private String following(String flag) throws LineException {
    String next = rest.peekFirst();
    if (next == null || next.startsWith("-") && next.length() > 1) {
      throw new LineException("expected argument for flag '" + flag + "'");
    }
    return rest.removeFirst();
  }

  private Optional<Option<?>> find(Predicate<Option<?>> wanted) {
    for (CommandSpec command : path.reversed()) {
      for (Option<?> option : command.options()) {
        if (wanted.test(option)) {
          return Optional.of(option);
        }
      }
    }
    return List.<Option<?>>of(HELP, VERSION).stream().filter(wanted).findFirst();
  }

  private void add(Option<?> option, String text) {
    flags.computeIfAbsent(option, _ -> new ArrayList<>()).add(text);
  }

  private Map<Object, Object> values() throws LineException {
    Map<Object, Object> values = new HashMap<>();
    for (CommandSpec command : path) {
      for (Option<?> option : command.options()) {
        if (!flags.containsKey(option) && !option.defaults().isEmpty()) {
          values.put(option, read(option.type(), option.defaults()));
        }
      }
    }
    for (var entry : flags.entrySet()) {
      Option<?> option = entry.getKey();
      if (entry.getValue().size() > 1 && option.type().arity() != FlagType.Arity.REPEATED) {
        throw new LineException("flag '" + option.name() + "' cannot be repeated");
      }
      values.put(option, read(option.type(), entry.getValue()));
    }
    Deque<String> left = new ArrayDeque<>(arguments);
    for (Argument<?> argument : path.getLast().arguments()) {
      List<String> texts = new ArrayList<>();
      while (!left.isEmpty() && (texts.isEmpty() || argument.takesAllThatAreLeft())) {
        texts.add(left.removeFirst());
      }
      List<String> given = texts.isEmpty() ? argument.defaults() : texts;
      if (!given.isEmpty()) {
        values.put(argument, read(argument.type(), given));
      }
    }
    if (!left.isEmpty()) {
      throw new LineException("unexpected " + left.getFirst());
    }
    return values;
  }

  private static Object read(FlagType<?> type, List<String> texts) throws LineException {
    try {
      return type.parser().apply(texts);
    } catch (IllegalArgumentException e) {
      throw new LineException(String.valueOf(e.getMessage()));
    }
  }

  private void requireAll() throws LineException {
    int given = arguments.size();
    for (CommandSpec command : path) {
      for (Option<?> option : command.options()) {
        if (option.required() && !flags.containsKey(option)) {
          throw new LineException("required flag --" + option.name() + " not provided");
        }
      }
    }
    for (Argument<?> argument : path.getLast().arguments()) {
      if (argument.required() && given-- <= 0) {
        throw new LineException("required argument '" + argument.name() + "' not provided");
      }
    }
  }

  private String commandName() {
    return String.join(" ", path.subList(1, path.size()).stream().map(CommandSpec::name).toList());
  }
}
