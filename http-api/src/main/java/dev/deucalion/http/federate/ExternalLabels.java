package dev.deucalion.http.federate;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Labels that are added to series that do not have them. There is always one of the name {@code
 * instance}, empty where none is configured: with {@code honor_labels}, the client then does not
 * put its own there.
 */
final class ExternalLabels {
  private final Labels configured;
  private final List<String> names = new ArrayList<>();

  ExternalLabels(Labels configured) {
    this.configured = configured;
    for (int i = 0; i < configured.size(); i++) {
      names.add(configured.name(i));
    }
    if (!names.contains(LabelNames.INSTANCE)) {
      names.add(LabelNames.INSTANCE);
      names.sort(null);
    }
  }

  /** Those that a series gets, sorted by name. */
  void forEach(Labels series, BiConsumer<String, String> action) {
    for (String name : names) {
      if (!series.has(name)) {
        action.accept(name, configured.get(name));
      }
    }
  }
}
