package dev.deucalion.scrape;

import org.jspecify.annotations.Nullable;

/**
 * Wake-ups, the earliest first. One thread at a time.
 *
 * <p>A pairing heap (Fredman, Sedgewick, Sleator and Tarjan, 1986): a tree in which nobody comes
 * later than its children. Two trees become one when the later root is made the first child of the
 * other. Where a root is taken out, its children are joined two by two, and those pairs from the
 * last to the first. So putting one in takes constant time, taking one out the logarithm of their
 * number on average over many; and since the links are fields of what it holds, neither takes
 * memory, nor can it fail.
 *
 * <p>Moments are compared by their differences, which may be up to half of what a long holds.
 */
final class WakeUpHeap {
  private @Nullable WakeUp root;

  /** The earliest; of equal ones, any. */
  @Nullable WakeUp first() {
    return root;
  }

  /** Takes out one whose moment has come; null when there is none. */
  @Nullable WakeUp takeDue(long nowNanos) {
    WakeUp due = root;
    if (due == null || due.momentNanos - nowNanos > 0) {
      return null;
    }
    remove(due);
    return due;
  }

  /** Puts a wake-up in, or moves it when it is in already. */
  void set(WakeUp wakeUp, long momentNanos) {
    remove(wakeUp);
    wakeUp.momentNanos = momentNanos;
    wakeUp.isIn = true;
    root = root == null ? wakeUp : join(root, wakeUp);
  }

  /** Takes a wake-up out; nothing happens when it is not in. */
  void remove(WakeUp wakeUp) {
    if (!wakeUp.isIn) {
      return;
    }
    WakeUp children = joinAll(wakeUp.firstChild);
    WakeUp before = wakeUp.before;
    if (before == null) {
      root = children;
    } else {
      unlink(wakeUp, before);
      if (root != null && children != null) {
        root = join(root, children);
      }
    }
    wakeUp.isIn = false;
    wakeUp.firstChild = null;
  }

  private static void unlink(WakeUp wakeUp, WakeUp before) {
    WakeUp next = wakeUp.nextSibling;
    if (before.firstChild == wakeUp) {
      before.firstChild = next;
    } else {
      before.nextSibling = next;
    }
    if (next != null) {
      next.before = before;
    }
    wakeUp.before = null;
    wakeUp.nextSibling = null;
  }

  /** Makes one tree of siblings; null of none. */
  private static @Nullable WakeUp joinAll(@Nullable WakeUp siblings) {
    WakeUp pairs = null; // the last one first, chained as siblings
    WakeUp rest = siblings;
    while (rest != null) {
      WakeUp one = rest;
      WakeUp other = one.nextSibling;
      rest = other == null ? null : other.nextSibling;
      one.before = null;
      one.nextSibling = null;
      if (other != null) {
        other.before = null;
        other.nextSibling = null;
        one = join(one, other);
      }
      one.nextSibling = pairs;
      pairs = one;
    }
    WakeUp all = null;
    while (pairs != null) {
      WakeUp next = pairs.nextSibling;
      pairs.nextSibling = null;
      all = all == null ? pairs : join(all, pairs);
      pairs = next;
    }
    return all;
  }

  /** Makes one tree of two, neither of which has siblings; the root of it. */
  private static WakeUp join(WakeUp one, WakeUp other) {
    if (other.momentNanos - one.momentNanos < 0) {
      return adopt(other, one);
    }
    return adopt(one, other);
  }

  private static WakeUp adopt(WakeUp parent, WakeUp child) {
    WakeUp next = parent.firstChild;
    if (next != null) {
      next.before = child;
    }
    child.nextSibling = next;
    child.before = parent;
    parent.firstChild = child;
    return parent;
  }
}
