package dev.deucalion.rules.template.function;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All functions by name. Any thread. */
public final class FunctionTable {
  /** True when one argument is not, or the last one; the others are not evaluated then. */
  public static final String AND = "and";

  /** The first argument that is true, or the last one. */
  public static final String OR = "or";

  /** What a template of a name gives; of consoles alone. */
  public static final String TMPL = "tmpl";

  /** Those that were used; few templates use many. */
  private static final Map<String, TemplateFunction> USED = new ConcurrentHashMap<>();

  private FunctionTable() {}

  /** Whether there is a function of a name. */
  public static boolean has(String name) {
    return get(name).isPresent() || name.equals(AND) || name.equals(OR);
  }

  /** Whether consoles have a function of a name. */
  public static boolean hasForConsoles(String name) {
    return has(name) || name.equals(TMPL);
  }

  /** The function of a name, but for {@link #AND}, {@link #OR} and {@link #TMPL}. */
  public static Optional<TemplateFunction> get(String name) {
    TemplateFunction function = USED.get(name);
    if (function == null) {
      function = find(name);
      if (function != null) {
        USED.put(name, function);
      }
    }
    return Optional.ofNullable(function);
  }

  private static @Nullable TemplateFunction find(String name) {
    TemplateFunction found = Builtins.find(name);
    found = found == null ? Comparisons.find(name) : found;
    found = found == null ? Texts.find(name) : found;
    found = found == null ? Humanizing.find(name) : found;
    return found == null ? Queried.find(name) : found;
  }

  /** Names of the functions that Prometheus adds to those of Go. */
  public static SortedSet<String> ofPrometheus() {
    SortedSet<String> names = new TreeSet<>();
    names.addAll(Texts.NAMES);
    names.addAll(Humanizing.NAMES);
    names.addAll(Queried.NAMES);
    return names;
  }
}
