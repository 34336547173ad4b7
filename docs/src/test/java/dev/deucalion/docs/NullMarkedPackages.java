package dev.deucalion.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether each package has a {@code package-info} that makes non-null the default. */
final class NullMarkedPackages {
  private NullMarkedPackages() {}

  /** The packages that do not, as sentences. */
  static List<String> violations(List<CompiledClass> classes) {
    Set<String> packages = new TreeSet<>();
    Set<String> marked = new TreeSet<>();
    for (CompiledClass c : classes) {
      packages.add(c.packageName());
      if (c.name().endsWith(".package-info")
          && c.references().contains("org.jspecify.annotations.NullMarked")) {
        marked.add(c.packageName());
      }
    }
    List<String> violations = new ArrayList<>();
    for (String name : packages) {
      if (!marked.contains(name)) {
        violations.add(name + " has no package-info with @NullMarked");
      }
    }
    return violations;
  }
}
