package dev.deucalion.rules.template.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All functions by name. Immutable; any thread. */
public final class FunctionTable {
  /** True when one argument is not, or the last one; the others are not evaluated then. */
  public static final String AND = "and";

  /** The first argument that is true, or the last one. */
  public static final String OR = "or";

  /** What a template of a name gives; of consoles alone. */
  public static final String TMPL = "tmpl";

  private static final Map<String, TemplateFunction> FUNCTIONS = functions();

  private FunctionTable() {}

  private static Map<String, TemplateFunction> functions() {
    Map<String, TemplateFunction> all = new HashMap<>();
    for (List<TemplateFunction> family :
        List.of(Builtins.ALL, Comparisons.ALL, Texts.ALL, Humanizing.ALL, Queried.ALL)) {
      family.forEach(function -> all.put(function.name(), function));
    }
    return Map.copyOf(all);
  }

  /** Whether there is a function of a name. */
  public static boolean has(String name) {
    return FUNCTIONS.containsKey(name) || name.equals(AND) || name.equals(OR);
  }

  /** Whether consoles have a function of a name. */
  public static boolean hasForConsoles(String name) {
    return has(name) || name.equals(TMPL);
  }

  /** The function of a name, but for {@link #AND}, {@link #OR} and {@link #TMPL}. */
  public static Optional<TemplateFunction> get(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }

  /** Names of the functions that Prometheus adds to those of Go. */
  public static SortedSet<String> ofPrometheus() {
    SortedSet<String> names = new TreeSet<>();
    for (List<TemplateFunction> family : List.of(Texts.ALL, Humanizing.ALL, Queried.ALL)) {
      family.forEach(function -> names.add(function.name()));
    }
    return names;
  }
}
