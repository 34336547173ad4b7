package dev.deucalion.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arrows between packages, as far as a {@code package-info} states them in a sentence such as
 * "May depend on: {@code model.labels}, {@code storage}." or "May depend on: nothing." Names are
 * relative to {@code dev.deucalion}. A package without the sentence is free within its module.
 */
final class PackageArrows {
  private static final String ROOT = "dev.deucalion.";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern LINE_START = Pattern.compile("\\n\\s*\\*\\s*");
  private static final Pattern SENTENCE =
      Pattern.compile("May depend on:((?:\\s|,|and|nothing|\\{@code [\\w.]+})+)\\.");
  private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");

  private PackageArrows() {}

  /** What the packages state, by full package name, from the texts of their package-infos. */
  static Map<String, Set<String>> stated(List<String> packageInfos) {
    Map<String, Set<String>> stated = new TreeMap<>();
    for (String text : packageInfos) {
      Matcher name = PACKAGE.matcher(text);
      if (!text.contains("May depend on") || !name.find()) {
        continue;
      }
      Matcher sentence = SENTENCE.matcher(LINE_START.matcher(text).replaceAll(" "));
      if (!sentence.find()) {
        throw new IllegalArgumentException(
            name.group(1) + ": no list of packages after 'May depend on'");
      }
      Set<String> targets = new TreeSet<>();
      NAME.matcher(sentence.group(1)).results().forEach(r -> targets.add(ROOT + r.group(1)));
      stated.put(name.group(1), targets);
    }
    return stated;
  }

  /** Every reference against what a package states, as a sentence. */
  static List<String> violations(List<CompiledClass> classes, Map<String, Set<String>> stated) {
    Set<String> packages = new TreeSet<>();
    classes.forEach(c -> packages.add(c.packageName()));
    List<String> violations = new ArrayList<>();
    stated.forEach((from, targets) -> {
      for (String target : targets) {
        if (!packages.contains(target)) {
          violations.add(from + " states a package that does not exist: " + target);
        }
      }
    });
    for (CompiledClass c : classes) {
      Set<String> allowed = stated.get(c.packageName());
      if (allowed == null) {
        continue;
      }
      for (String reference : c.references()) {
        String target = CompiledClass.packageOf(reference);
        if (packages.contains(target)
            && !target.equals(c.packageName())
            && !allowed.contains(target)) {
          violations.add(
              c.packageName() + " does not state " + target + ": " + c.name() + " -> " + reference);
        }
      }
    }
    return violations;
  }
}
