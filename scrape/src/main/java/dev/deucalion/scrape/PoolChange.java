package dev.deucalion.scrape;

import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeLimits;
import java.util.List;

/** What a change of a job's options leaves as it was. */
final class PoolChange {
  private PoolChange() {}

  /** Whether loops of targets that stay the same are right as they are: only targets may differ. */
  static boolean keepsLoops(ScrapeJobOptions old, ScrapeJobOptions changed) {
    return withoutTargets(old).equals(withoutTargets(changed));
  }

  private static ScrapeJobOptions withoutTargets(ScrapeJobOptions options) {
    return options.toBuilder()
        .discovery(List.of())
        .relabelRules(List.of())
        .failureLogFile("")
        .limits(options.limits().withTargetLimit(0).withKeepDroppedTargets(0))
        .build();
  }

  /** Whether a body's series mean the same series of the store, so that caches hold on. */
  static boolean keepsMemory(ScrapeJobOptions old, ScrapeJobOptions changed) {
    return old.honorLabels() == changed.honorLabels()
        && old.honorTimestamps() == changed.honorTimestamps()
        && old.trackTimestampsStaleness() == changed.trackTimestampsStaleness()
        && old.histograms().equals(changed.histograms())
        && old.fallbackProtocol() == changed.fallbackProtocol()
        && old.metricRelabelRules().equals(changed.metricRelabelRules())
        && old.nameValidation() == changed.nameValidation()
        && labelLimits(old.limits()).equals(labelLimits(changed.limits()));
  }

  private static ScrapeLimits labelLimits(ScrapeLimits limits) {
    return ScrapeLimits.NONE.withLabelLimits(
        limits.labelLimit(), limits.labelNameLengthLimit(), limits.labelValueLengthLimit());
  }
}
