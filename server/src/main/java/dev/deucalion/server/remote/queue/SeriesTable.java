package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.relabel.Relabeling;
import dev.deucalion.server.remote.message.SentSeries;
import dev.deucalion.server.remote.options.MetadataOrigin;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of the log by their refs, with the labels that they are sent with: external labels
 * where the series does not have them, and then relabeling. An open-addressing table. For one
 * thread.
 */
final class SeriesTable {
  private static final int INITIAL_SLOTS = 1024;
  private static final byte[][] NO_SYMBOLS = {};

  private final Labels externalLabels;
  private final List<RelabelRule> relabeling;
  private final MetadataOrigin metadata;

  /** Texts of labels, each in UTF-8 once. */
  private final Map<String, byte[]> texts = new HashMap<>();

  /** A power of two of slots, less than three quarters of them taken. */
  private @Nullable SentSeries[] series = new SentSeries[INITIAL_SLOTS];

  /** For each slot, the last segment that has the series' record. */
  private long[] segments = new long[INITIAL_SLOTS];

  private int count;

  SeriesTable(Labels externalLabels, List<RelabelRule> relabeling, MetadataOrigin metadata) {
    this.externalLabels = externalLabels;
    this.relabeling = relabeling;
    this.metadata = metadata;
  }

  int size() {
    return count;
  }

  /** The series of a ref, or null where none was told of. */
  @Nullable SentSeries get(long ref) {
    return series[slotOf(ref)];
  }

  /**
   * Takes the record of a series.
   *
   * @param segment of the log that it stands in
   */
  void add(long ref, Labels labels, long segment) {
    int slot = slotOf(ref);
    byte[][] symbols = symbols(labels);
    SentSeries known = series[slot];
    if (known == null && ++count > series.length / 4 * 3) {
      rehash(series.length * 2, Long.MIN_VALUE);
      slot = slotOf(ref);
    }
    if (known == null || !known.hasSymbols(symbols)) {
      SentSeries made = new SentSeries(ref, symbols);
      series[slot] = made;
      if (metadata == MetadataOrigin.LABELS && !made.isDropped()) {
        made.describeByLabels("");
      }
    }
    segments[slot] = segment;
  }

  /** Takes the record that says what a series measures. */
  void describe(long ref, Metadata record) {
    SentSeries described = get(ref);
    if (described == null || described.isDropped()) {
      return;
    }
    switch (metadata) {
      case RECORDS -> described.describe(record);
      case LABELS -> described.describeByLabels(record.help());
    }
  }

  /** Says that a segment, or the checkpoint that stands for it, has the record of a series. */
  void keep(long ref, long segment) {
    int slot = slotOf(ref);
    if (series[slot] != null) {
      segments[slot] = Math.max(segments[slot], segment);
    }
  }

  /** Forgets the series whose records stand in earlier segments only. */
  void dropBefore(long segment) {
    rehash(series.length, segment);
    texts.clear();
  }

  private void rehash(int slots, long minSegment) {
    @Nullable SentSeries[] oldSeries = series;
    long[] oldSegments = segments;
    @Nullable SentSeries[] newSeries = new SentSeries[slots];
    segments = new long[slots];
    series = newSeries;
    int kept = 0;
    for (int i = 0; i < oldSeries.length; i++) {
      SentSeries one = oldSeries[i];
      if (one != null && oldSegments[i] >= minSegment) {
        int slot = slotOf(one.ref());
        series[slot] = one;
        segments[slot] = oldSegments[i];
        kept++;
      }
    }
    if (minSegment != Long.MIN_VALUE) {
      count = kept;
    }
  }

  /** The slot of a series, or the free one that it would get. */
  private int slotOf(long ref) {
    int mask = series.length - 1;
    long hash = ref * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (hash >>> 32) & mask;
    while (true) {
      SentSeries found = series[slot];
      if (found == null || found.ref() == ref) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
  }

  private byte[][] symbols(Labels labels) {
    LabelsBuilder builder = labels.toBuilder();
    externalLabels.forEach((name, value) -> {
      if (!builder.has(name)) {
        builder.set(name, value);
      }
    });
    if (!Relabeling.apply(relabeling, builder)) {
      return NO_SYMBOLS;
    }
    Labels sent = builder.build();
    byte[][] symbols = new byte[2 * sent.size()][];
    for (int i = 0; i < sent.size(); i++) {
      symbols[2 * i] = text(sent.name(i));
      symbols[2 * i + 1] = text(sent.value(i));
    }
    return symbols;
  }

  private byte[] text(String text) {
    return texts.computeIfAbsent(text, key -> key.getBytes(StandardCharsets.UTF_8));
  }
}
