package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.Labels;

/**
 * What is remembered of a target from one scrape to the next. Handed on to the target's next loop
 * when a reload changes nothing that matters for it.
 */
public final class TargetMemory {
  final SeriesCache series = new SeriesCache();
  final MadeUpStarts starts = new MadeUpStarts();
  final MetadataCache metadata;
  final ReportSeries reports;

  /**
   * @param targetLabels the labels that the target's series carry
   */
  public TargetMemory(Labels targetLabels, StringPool strings) {
    this.metadata = new MetadataCache(strings);
    this.reports = new ReportSeries(targetLabels);
  }

  public MetadataCache metadata() {
    return metadata;
  }
}
