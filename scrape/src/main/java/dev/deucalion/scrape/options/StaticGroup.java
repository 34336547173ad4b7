package dev.deucalion.scrape.options;

import dev.deucalion.model.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code static_configs}.
 *
 * @param targets addresses, {@code host:port}
 * @param labels labels of all of them
 * @param source names the group in errors: its index within the job, from 0
 */
public record StaticGroup(List<String> targets, Labels labels, String source)
    implements DiscoveryOptions {
  /** Copies what is mutable. */
  public StaticGroup {
    targets = List.copyOf(targets);
  }

  @Override
  public String mechanism() {
    return "static";
  }

  /** As that of records, which takes some milliseconds of a start to link. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StaticGroup group
        && group.targets.equals(targets)
        && group.labels.equals(labels)
        && group.source.equals(source);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * targets.hashCode() + labels.hashCode()) + source.hashCode();
  }
}
