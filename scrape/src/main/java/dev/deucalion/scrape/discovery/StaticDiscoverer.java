package dev.deucalion.scrape.discovery;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.StaticGroup;
import java.util.List;
import java.util.function.Consumer;

/** Targets written down in the configuration: one group, told once. */
final class StaticDiscoverer implements Discoverer {
  private final StaticGroup group;

  StaticDiscoverer(StaticGroup group) {
    this.group = group;
  }

  @Override
  public void start(Consumer<List<TargetGroup>> listener) {
    List<Labels> targets =
        group.targets().stream().map(address -> Labels.of(LabelNames.ADDRESS, address)).toList();
    listener.accept(List.of(new TargetGroup(group.source(), targets, group.labels())));
  }

  @Override
  public void close() {}
}
