package dev.deucalion.docs;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which module may see which, and which may use a library that the others must not drag in. */
final class ModuleArrows {
  private static final Map<String, Set<String>> SEES =
      Map.ofEntries(
          entry("tsdb", Set.of()),
          entry("promql", Set.of("tsdb")),
          entry("scrape", Set.of("tsdb")),
          entry("kubernetes", Set.of("tsdb", "scrape")),
          entry("rules", Set.of("tsdb", "promql", "scrape")),
          entry("web-ui", Set.of()),
          entry("http-api", Set.of("tsdb", "promql", "scrape", "rules", "web-ui")),
          entry("testing", Set.of("tsdb", "promql", "scrape", "rules")),
          entry("server", Set.of("tsdb", "promql", "scrape", "kubernetes", "rules", "http-api")),
          entry("dist", Set.of()),
          entry(
              "benchmarks",
              Set.of("tsdb", "promql", "scrape", "kubernetes", "rules", "http-api", "server")),
          entry(
              "testing-server",
              Set.of("tsdb", "promql", "scrape", "rules", "http-api", "server", "testing")),
          entry("docs", Set.of()));

  private static final Map<String, Set<String>> LIBRARY_USERS =
      Map.of(
          "io.netty.", Set.of("http-api", "benchmarks"),
          "io.fabric8.", Set.of("kubernetes"),
          "io.micrometer.", Set.of("testing"),
          "org.snakeyaml.", Set.of("server", "benchmarks"),
          "io.prometheus.", Set.of("server", "benchmarks", "testing"));

  private ModuleArrows() {}

  /** Every reference against an arrow, as a sentence. */
  static List<String> violations(List<CompiledClass> classes) {
    Map<String, String> moduleOfPackage = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    for (CompiledClass c : classes) {
      String other = moduleOfPackage.putIfAbsent(c.packageName(), c.module());
      if (other != null && !other.equals(c.module())) {
        violations.add("package " + c.packageName() + " is in " + other + " and " + c.module());
      }
    }
    for (CompiledClass c : classes) {
      for (String reference : c.references()) {
        String target = moduleOfPackage.get(CompiledClass.packageOf(reference));
        if (target != null && !target.equals(c.module()) && !sees(c.module(), target)) {
          violations.add(c.module() + " must not see " + target + ": " + arrow(c, reference));
        }
        LIBRARY_USERS.forEach((prefix, users) -> {
          if (reference.startsWith(prefix) && !users.contains(c.module())) {
            violations.add(c.module() + " must not use " + prefix + "*: " + arrow(c, reference));
          }
        });
      }
    }
    return violations.stream().distinct().toList();
  }

  private static boolean sees(String module, String target) {
    Set<String> seen = SEES.get(module);
    if (seen == null) {
      throw new IllegalArgumentException("a module without arrows: " + module);
    }
    return seen.contains(target);
  }

  private static String arrow(CompiledClass from, String to) {
    return from.name() + " -> " + to;
  }
}
