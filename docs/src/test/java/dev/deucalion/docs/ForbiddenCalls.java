package dev.deucalion.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Members that only a few classes may use, because everything else gets what they give through its
 * constructor.
 */
final class ForbiddenCalls {
  /**
   * One rule.
   *
   * @param members full names of the members
   * @param allowed classes that may use them, nested classes included
   * @param instead what the others do
   */
  private record Rule(Set<String> members, Set<String> allowed, String instead) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              Set.of(
                  "java.lang.System.currentTimeMillis",
                  "java.time.Instant.now",
                  "java.time.LocalDate.now",
                  "java.time.LocalDateTime.now",
                  "java.time.ZonedDateTime.now",
                  "java.time.OffsetDateTime.now",
                  "java.time.Clock.systemUTC",
                  "java.time.Clock.systemDefaultZone"),
              Set.of("dev.deucalion.model.time.Clock", "dev.deucalion.server.logging.LogSettings"),
              "take a Clock"),
          new Rule(
              Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt"),
              Set.of(
                  "dev.deucalion.server.Main",
                  "dev.deucalion.server.Rehearsal",
                  "dev.deucalion.server.cli.Promtool"),
              "return an exit code or throw"),
          new Rule(
              Set.of(
                  "java.lang.Math.random",
                  "java.util.concurrent.ThreadLocalRandom.current",
                  "java.util.UUID.randomUUID"),
              Set.of(),
              "take a RandomGenerator"));

  private ForbiddenCalls() {}

  /** Every use by a class that may not, as a sentence. */
  static List<String> violations(List<CompiledClass> classes) {
    List<String> violations = new ArrayList<>();
    for (CompiledClass c : classes) {
      for (Rule rule : RULES) {
        for (String member : c.members()) {
          if (rule.members.contains(member) && !rule.allowed.contains(c.topLevelName())) {
            violations.add(c.name() + " uses " + member + ": " + rule.instead);
          }
        }
      }
    }
    return violations;
  }
}
