package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Type, help and unit of a target's metric families, each kept for ten scrapes after it was last
 * seen.
 *
 * <p>Metadata hardly ever changes, so a line is known by its place among the metadata lines and a
 * hash of its bytes; texts are made only where that fails. The scraping thread writes, any thread
 * may {@link #list}.
 */
public final class MetadataCache {
  private static final int KEPT_SCRAPES = 10;

  private final StringPool strings;

  /** Guarded by this; what its values point to is the scraping thread's. */
  private final Map<String, FamilyMetadata> families = new HashMap<>();

  private long[] lineHashes = new long[0];
  private FamilyMetadata[] lineFamilies = new FamilyMetadata[0];
  private int line;
  private int scrape;
  private int seenFamilies;

  public MetadataCache(StringPool strings) {
    this.strings = strings;
  }

  void begin() {
    line = 0;
    scrape++;
    seenFamilies = 0;
  }

  /**
   * Takes up the TYPE, HELP or UNIT entry at which the parser stands; what is known of its family.
   */
  FamilyMetadata see(EntryKind kind, ExpositionParser parser, SeriesHash hash) {
    hash.of(parser.keyBytes(), parser.keyStart(), parser.keyEnd());
    long lineHash = hash.low() ^ kind.name().hashCode();
    int place = line++;
    if (place == lineHashes.length) {
      int capacity = Math.max(16, 2 * place);
      lineHashes = Arrays.copyOf(lineHashes, capacity);
      lineFamilies = Arrays.copyOf(lineFamilies, capacity);
    }
    FamilyMetadata family = lineFamilies[place];
    if (lineHashes[place] != lineHash || family == null || family.forgotten) {
      family = readLine(kind, parser);
      lineHashes[place] = lineHash;
      lineFamilies[place] = family;
    }
    if (family.lastScrape != scrape) {
      family.lastScrape = scrape;
      seenFamilies++;
    }
    return family;
  }

  private synchronized FamilyMetadata readLine(EntryKind kind, ExpositionParser parser) {
    String name = strings.share(parser.name());
    FamilyMetadata family =
        families.computeIfAbsent(
            name, n -> new FamilyMetadata(new MetricMetadata(n, MetricType.UNKNOWN, "", "")));
    MetricMetadata old = family.metadata;
    MetricMetadata read =
        switch (kind) {
          case TYPE -> new MetricMetadata(name, parser.type(), old.help(), old.unit());
          case HELP ->
              new MetricMetadata(name, old.type(), strings.share(parser.help()), old.unit());
          case UNIT ->
              new MetricMetadata(name, old.type(), old.help(), strings.share(parser.unit()));
          case SERIES, HISTOGRAM, COMMENT, END ->
              throw new IllegalArgumentException("no metadata in a line of kind " + kind);
        };
    if (!read.equals(old)) {
      family.metadata = read;
      family.lastChange = scrape;
    }
    return family;
  }

  /** Whether the body at hand says something else of the family than the one before. */
  boolean isChanged(FamilyMetadata family) {
    return family.lastChange == scrape;
  }

  /** Ends a body that was taken. */
  synchronized void finish() {
    if (seenFamilies < families.size()) {
      families
          .values()
          .removeIf(family -> {
            family.forgotten = scrape - family.lastScrape > KEPT_SCRAPES;
            return family.forgotten;
          });
    }
  }

  /** All families at this moment, in any order. */
  public synchronized List<MetricMetadata> list() {
    List<MetricMetadata> all = new ArrayList<>(families.size());
    for (FamilyMetadata family : families.values()) {
      all.add(family.metadata);
    }
    return all;
  }

  /** The family's metadata, null when there is none. */
  public synchronized @Nullable MetricMetadata get(String metricFamily) {
    FamilyMetadata family = families.get(metricFamily);
    return family == null ? null : family.metadata;
  }
}
