package dev.deucalion.tsdb.exemplar;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a ring, overwritten in the order in which they were filled, and through them one
 * list for each series, in the order of time; of two with the same time the one that came first is
 * before the other. Not thread-safe.
 */
final class RingSlots {
  /** No slot. */
  static final int NONE = -1;

  /** A series that has exemplars: the ends of its list. */
  static final class Series {
    final Labels labels;
    int oldest = NONE;
    int newest = NONE;

    Series(Labels labels) {
      this.labels = labels;
    }
  }

  private final @Nullable Exemplar[] exemplars;
  private final @Nullable Series[] owners;
  private final int[] older;
  private final int[] newer;
  private final Map<Labels, Series> bySeries = new HashMap<>();
  private int next;
  private int count;

  /**
   * @param capacity number of slots, from 0 on
   */
  RingSlots(int capacity) {
    exemplars = new Exemplar[capacity];
    owners = new Series[capacity];
    older = new int[capacity];
    newer = new int[capacity];
  }

  int capacity() {
    return exemplars.length;
  }

  /** Number of exemplars. */
  int count() {
    return count;
  }

  Collection<Series> series() {
    return bySeries.values();
  }

  @Nullable Series find(Labels labels) {
    return bySeries.get(labels);
  }

  /** The exemplar of a slot that is in use. */
  Exemplar at(int slot) {
    Exemplar exemplar = exemplars[slot];
    if (exemplar == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return exemplar;
  }

  /** The next one of the same series, or {@link #NONE}. */
  int newerThan(int slot) {
    return newer[slot];
  }

  /** The slot of the series' last exemplar at or before a time, or {@link #NONE}. */
  int lastUpTo(Series of, long timeMs) {
    int slot = of.newest;
    while (slot != NONE && at(slot).timeMs() > timeMs) {
      slot = older[slot];
    }
    return slot;
  }

  /** The exemplar that is overwritten next, or null where there is none. */
  @Nullable Exemplar oldestAdded() {
    return count == 0 ? null : exemplars[count < capacity() ? 0 : next];
  }

  /** Adds an exemplar, in place of the oldest one where all slots are in use. */
  void add(Labels labels, Exemplar exemplar) {
    int slot = next;
    clear(slot);
    Series owner = bySeries.computeIfAbsent(labels, Series::new);
    int before = lastUpTo(owner, exemplar.timeMs());
    int after = before == NONE ? owner.oldest : newer[before];
    exemplars[slot] = exemplar;
    owners[slot] = owner;
    link(owner, before, slot);
    link(owner, slot, after);
    next = (slot + 1) % capacity();
    count++;
  }

  private void clear(int slot) {
    Series owner = owners[slot];
    if (owner == null) {
      return;
    }
    link(owner, older[slot], newer[slot]);
    if (owner.oldest == NONE) {
      bySeries.remove(owner.labels);
    }
    owners[slot] = null;
    exemplars[slot] = null;
    count--;
  }

  /** Makes two slots neighbours; {@link #NONE} stands for an end of the list. */
  private void link(Series owner, int first, int second) {
    if (first == NONE) {
      owner.oldest = second;
    } else {
      newer[first] = second;
    }
    if (second == NONE) {
      owner.newest = first;
    } else {
      older[second] = first;
    }
  }

  /** The newest of these exemplars in other slots. */
  RingSlots resized(int newCapacity) {
    RingSlots result = new RingSlots(newCapacity);
    forNewest(newCapacity, result::add);
    return result;
  }

  /** Gives all exemplars in the order in which they were added. */
  void forEach(BiConsumer<Labels, Exemplar> action) {
    forNewest(count, action);
  }

  private void forNewest(int most, BiConsumer<Labels, Exemplar> action) {
    int first = count < capacity() ? 0 : next;
    for (int i = Math.max(0, count - most); i < count; i++) {
      int slot = (first + i) % capacity();
      Series owner = owners[slot];
      if (owner != null) {
        action.accept(owner.labels, at(slot));
      }
    }
  }
}
