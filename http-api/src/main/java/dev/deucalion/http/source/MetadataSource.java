package dev.deucalion.http.source;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/** What targets said about their metrics in their last scrapes. */
public interface MetadataSource {
  /** One entry for each active target that said something, in any order. */
  List<TargetMetadata> targetMetadata();

  /** What one target said. */
  record TargetMetadata(Labels targetLabels, List<MetricMetadata> metrics) {}

  /**
   * HELP, TYPE and UNIT of a metric family.
   *
   * @param type as in the exposition: {@code counter}, {@code gauge}, ..., {@code unknown}
   * @param help empty when not said
   * @param unit empty when not said
   */
  record MetricMetadata(String family, String type, String help, String unit) {}
}
