package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ids of series by their refs in a log: an open-addressing table. For one thread. */
final class LogRefs {
  /** Refs, never 0; 0 is a free place. */
  private long[] refs = new long[1024];

  private int[] ids = new int[1024];
  private int count;

  /**
   * The id of a ref, or {@link SeriesCatalog#NONE}.
   *
   * @param ref at least 1
   */
  int id(long ref) {
    int at = place(ref);
    return refs[at] == 0 ? SeriesCatalog.NONE : ids[at];
  }

  /**
   * Says which series a ref is of from now on.
   *
   * @param ref at least 1
   */
  void put(long ref, int id) {
    int at = place(ref);
    if (refs[at] == 0) {
      if (++count > refs.length / 2) {
        grow();
        at = place(ref);
      }
      refs[at] = ref;
    }
    ids[at] = id;
  }

  /** Says something of a ref and its id. */
  interface Test {
    boolean test(long ref, int id);
  }

  /** The refs of which a test holds, in any order. */
  long[] refsWhere(Test wanted) {
    return IntStream.range(0, refs.length)
        .filter(at -> refs[at] != 0 && wanted.test(refs[at], ids[at]))
        .mapToLong(at -> refs[at])
        .toArray();
  }

  /** Number of refs. */
  int count() {
    return count;
  }

  /** The refs with such values. */
  LogRefs where(IntPredicate wanted) {
    LogRefs result = new LogRefs();
    for (int i = 0; i < refs.length; i++) {
      if (refs[i] != 0 && wanted.test(ids[i])) {
        result.put(refs[i], ids[i]);
      }
    }
    return result;
  }

  private int place(long ref) {
    int mask = refs.length - 1;
    long mixed = ref * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> Integer.SIZE) & mask;
    while (refs[at] != 0 && refs[at] != ref) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldRefs = refs;
    int[] oldIds = ids;
    refs = new long[oldRefs.length * 2];
    ids = Arrays.copyOf(oldIds, refs.length);
    for (int i = 0; i < oldRefs.length; i++) {
      if (oldRefs[i] != 0) {
        int at = place(oldRefs[i]);
        refs[at] = oldRefs[i];
        ids[at] = oldIds[i];
      }
    }
  }
}
