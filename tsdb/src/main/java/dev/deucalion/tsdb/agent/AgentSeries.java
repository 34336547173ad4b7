package dev.deucalion.tsdb.agent;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.index.GenerationPins;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series that an agent knows, and what it knows of them. Found, made and read by any thread;
 * what is known of a series is changed by the owner of the commit lock.
 */
final class AgentSeries {
  /** The time of a series without samples. */
  static final long NO_SAMPLES = Long.MIN_VALUE;

  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final long hashSeed;
  private final SeriesCatalog catalog;

  /** Times of the newest samples in ms, by id; pages are never moved. */
  private volatile long[][] times = new long[4][];

  private final Map<Integer, Exemplar> exemplars = new ConcurrentHashMap<>();
  private final Map<Integer, Metadata> metadata = new ConcurrentHashMap<>();
  private final GenerationPins pins = new GenerationPins();
  private volatile long generation;
  private volatile long dropped;

  AgentSeries(long hashSeed) {
    this.hashSeed = hashSeed;
    catalog = new SeriesCatalog(hashSeed);
  }

  LabelHasher newHasher() {
    return new LabelHasher(hashSeed);
  }

  SeriesCatalog catalog() {
    return catalog;
  }

  /**
   * Handle of a label set, made where there is none.
   *
   * @throws IllegalArgumentException when the label set is empty
   */
  long findOrCreate(Labels labels, LabelHasher hasher) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a series needs at least one label");
    }
    long handle = catalog.findOrCreate(labels, hasher.hash(labels));
    addPage(catalog.id(handle));
    return handle;
  }

  /** Id of a label set that the log knows by a ref, made where there is none. */
  int restore(Labels labels, LabelHasher hasher, long logRef) {
    int id = catalog.id(catalog.restore(labels, hasher.hash(labels), logRef));
    addPage(id);
    return id;
  }

  private synchronized void addPage(int id) {
    int page = id >>> PAGE_BITS;
    if (id >= 0 && (page >= times.length || times[page] == null)) {
      long[][] table = Arrays.copyOf(times, Math.max(times.length, page * 2));
      table[page] = new long[1 << PAGE_BITS];
      Arrays.fill(table[page], NO_SAMPLES);
      times = table;
    }
  }

  /** Time of the newest sample of a series in ms, or {@link #NO_SAMPLES}. */
  long lastMs(int id) {
    return times[id >>> PAGE_BITS][id & PAGE_MASK];
  }

  /** Notes a sample; returns whether it is newer than all before it. */
  boolean noteSample(int id, long timeMs) {
    long[] page = times[id >>> PAGE_BITS];
    int at = id & PAGE_MASK;
    if (timeMs <= page[at]) {
      return false;
    }
    page[at] = timeMs;
    return true;
  }

  /** The newest exemplar of a series, or null. */
  @Nullable Exemplar lastExemplar(int id) {
    return exemplars.get(id);
  }

  void noteExemplar(int id, Exemplar exemplar) {
    exemplars.put(id, exemplar);
  }

  /** What a series measures, or null. */
  @Nullable Metadata metadata(int id) {
    return metadata.get(id);
  }

  void noteMetadata(int id, Metadata what) {
    metadata.put(id, what);
  }

  /** Drops series; nobody finds them from now on. */
  void drop(int[] ids, int count) {
    for (int i = 0; i < count; i++) {
      int id = ids[i];
      times[id >>> PAGE_BITS][id & PAGE_MASK] = NO_SAMPLES;
      exemplars.remove(id);
      metadata.remove(id);
    }
    catalog.retire(ids, count);
    long newDropped = dropped + count;
    dropped = newDropped;
  }

  /** Series that were dropped so far. */
  long dropped() {
    return dropped;
  }

  /** Keeps ids of dropped series from being given again, and their labels readable. */
  long pin() {
    long pinned = generation;
    pins.pin(pinned);
    return pinned;
  }

  void unpin(long pinned) {
    pins.unpin(pinned);
  }

  /** Frees what of dropped series nobody can look at any more. */
  void reclaim() {
    do {
      long next = generation + 1;
      catalog.endGeneration(next);
      generation = next;
    } while (catalog.reclaim(pins.oldest()));
  }
}
