package dev.deucalion.scrape.discovery;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/**
 * Targets that were found together.
 *
 * @param source names the group among those of its discoverer; a later group of the same source
 *     replaces it
 * @param targets labels of each target, {@code __address__} among them
 * @param labels labels of all of them, where a target does not say otherwise
 */
public record TargetGroup(String source, List<Labels> targets, Labels labels) {
  public TargetGroup {
    targets = List.copyOf(targets);
  }

  /** This group under another source, with one more label. */
  public TargetGroup from(String otherSource, String name, String value) {
    return new TargetGroup(otherSource, targets, labels.toBuilder().set(name, value).build());
  }

  /** A group without targets, which says that those of its source are gone. */
  public static TargetGroup gone(String source) {
    return new TargetGroup(source, List.of(), Labels.EMPTY);
  }
}
