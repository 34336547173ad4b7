package dev.deucalion.tsdb.exemplar;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsHash;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ExemplarQueryable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last exemplars of all series together. Series are known by their labels, so exemplars outlive
 * the samples of their series. Safe for use by many threads.
 */
public final class ExemplarRing implements ExemplarQueryable {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private RingSlots slots;

  /** How many slots there are, for those without the lock. */
  private volatile int capacity;

  private long windowMs;
  private long appended;
  private long outOfOrder;

  /**
   * A ring without exemplars.
   *
   * @param maxExemplars how many are kept, from 0 on; 0 keeps none
   */
  public ExemplarRing(int maxExemplars) {
    slots = new RingSlots(maxExemplars);
    capacity = maxExemplars;
  }

  /** Takes exemplars so much older than the newest one of their series, from 0 on. */
  public void setOutOfOrderWindow(long newWindowMs) {
    lock.writeLock().lock();
    try {
      windowMs = newWindowMs;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Changes how many exemplars are kept; the last added stay. */
  public void resize(int maxExemplars) {
    lock.writeLock().lock();
    try {
      if (maxExemplars != slots.capacity()) {
        slots = slots.resized(maxExemplars);
        capacity = maxExemplars;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether any exemplar is kept. */
  public boolean isOn() {
    return capacity > 0;
  }

  /** Whether an exemplar would be taken now. */
  public Admission check(Labels series, Exemplar exemplar) {
    Lock readLock = lock.readLock();
    readLock.lock();
    try {
      return admission(slots.find(series), exemplar);
    } finally {
      readLock.unlock();
    }
  }

  /** Takes an exemplar, unless the result says otherwise. */
  public Admission add(Labels series, Exemplar exemplar) {
    return add(series, exemplar, exemplar);
  }

  /**
   * Takes an exemplar of a log, which does not say whether its source named the time. But it has
   * only what was taken, so one with another time is another observation.
   */
  public void restore(Labels series, Exemplar exemplar) {
    Exemplar kept = new Exemplar(exemplar.labels(), exemplar.value(), exemplar.timeMs(), false);
    add(series, new Exemplar(kept.labels(), kept.value(), kept.timeMs(), true), kept);
  }

  private Admission add(Labels series, Exemplar judged, Exemplar exemplar) {
    lock.writeLock().lock();
    try {
      RingSlots.Series known = slots.find(series);
      Admission admission = admission(known, judged);
      if (admission == Admission.OUT_OF_ORDER) {
        outOfOrder++;
      }
      if (admission != Admission.TAKEN) {
        return admission;
      }
      if (known != null && hasOlderAt(known, exemplar.timeMs())) {
        return Admission.KNOWN;
      }
      slots.add(known == null ? series : known.labels, exemplar);
      appended++;
      return Admission.TAKEN;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Exemplars come late by being sent again, as a rule: one of the same time before the newest time
   * counts as the same.
   */
  private boolean hasOlderAt(RingSlots.Series series, long timeMs) {
    if (timeMs >= slots.at(series.newest).timeMs()) {
      return false;
    }
    int slot = slots.lastUpTo(series, timeMs);
    return slot != RingSlots.NONE && slots.at(slot).timeMs() == timeMs;
  }

  private Admission admission(RingSlots.@Nullable Series series, Exemplar exemplar) {
    if (slots.capacity() == 0) {
      return Admission.SWITCHED_OFF;
    }
    if (exemplar.labelChars() > Exemplar.MAX_LABEL_CHARS) {
      return Admission.LABELS_TOO_LONG;
    }
    if (series == null) {
      return Admission.TAKEN;
    }
    Exemplar newest = slots.at(series.newest);
    if (newest.isSameObservation(exemplar)) {
      return Admission.KNOWN;
    }
    return isBehind(exemplar, newest) ? Admission.OUT_OF_ORDER : Admission.TAKEN;
  }

  /**
   * Exemplars of one time, such as those of several buckets, come in the order of values and then
   * hashes of labels. So a second round of them is told apart without looking through all.
   */
  private boolean isBehind(Exemplar exemplar, Exemplar newest) {
    if (exemplar.timeMs() != newest.timeMs()) {
      return exemplar.timeMs() < newest.timeMs() && exemplar.timeMs() <= newest.timeMs() - windowMs;
    }
    return exemplar.value() < newest.value()
        || (exemplar.value() == newest.value()
            && Long.compareUnsigned(
                    LabelsHash.of(exemplar.labels()), LabelsHash.of(newest.labels()))
                < 0);
  }

  /** Gives all with their series, in the order in which they were added; adds wait meanwhile. */
  public void forEach(BiConsumer<Labels, Exemplar> action) {
    Lock readLock = lock.readLock();
    readLock.lock();
    try {
      slots.forEach(action);
    } finally {
      readLock.unlock();
    }
  }

  @Override
  public List<SeriesExemplars> exemplars(
      long minTimeMs, long maxTimeMs, List<List<Matcher>> matchers) {
    List<SeriesExemplars> result = new ArrayList<>();
    Lock readLock = lock.readLock();
    readLock.lock();
    try {
      for (RingSlots.Series series : slots.series()) {
        List<Exemplar> found = inRange(series, minTimeMs, maxTimeMs);
        if (!found.isEmpty() && matchesAny(series.labels, matchers)) {
          result.add(new SeriesExemplars(series.labels, found));
        }
      }
    } finally {
      readLock.unlock();
    }
    result.sort(Comparator.comparing(SeriesExemplars::series));
    return result;
  }

  private List<Exemplar> inRange(RingSlots.Series series, long minTimeMs, long maxTimeMs) {
    if (slots.at(series.oldest).timeMs() > maxTimeMs
        || slots.at(series.newest).timeMs() < minTimeMs) {
      return List.of();
    }
    List<Exemplar> found = new ArrayList<>();
    for (int slot = series.oldest; slot != RingSlots.NONE; slot = slots.newerThan(slot)) {
      Exemplar exemplar = slots.at(slot);
      if (exemplar.timeMs() > maxTimeMs) {
        break;
      }
      if (exemplar.timeMs() >= minTimeMs) {
        found.add(exemplar);
      }
    }
    return found;
  }

  private static boolean matchesAny(Labels labels, List<List<Matcher>> alternatives) {
    return alternatives.stream()
        .anyMatch(all -> all.stream().allMatch(m -> m.matches(labels.get(m.name()))));
  }

  /** Counters and gauges now. */
  public ExemplarStats stats() {
    Lock readLock = lock.readLock();
    readLock.lock();
    try {
      Exemplar oldest = slots.oldestAdded();
      return new ExemplarStats(
          appended,
          outOfOrder,
          slots.count(),
          slots.series().size(),
          slots.capacity(),
          oldest == null ? 0 : oldest.timeMs());
    } finally {
      readLock.unlock();
    }
  }
}
