package dev.deucalion.tsdb.index;

/**
 * Ids by hashes: open addressing with linear probing, which grows and shrinks. What a hash stands
 * for is the owner's to compare:
 *
 * <pre>{@code
 * for (int at = table.place(hash); table.idAt(at) != IdTable.NONE; at = table.next(at)) {
 *   if (table.hasHash(at, hash) && isTheOneLookedFor(table.idAt(at))) {
 *     return table.idAt(at);
 *   }
 * }
 * return IdTable.NONE;
 * }</pre>
 *
 * <p>For one thread at a time.
 */
final class IdTable {
  static final int NONE = -1;
  private static final int MIN_LENGTH = 1024;

  /** Id + 1, or 0. */
  private int[] ids = new int[MIN_LENGTH];

  /** High half of the id's hash. */
  private int[] hashes = new int[MIN_LENGTH];

  private int count;

  int count() {
    return count;
  }

  /** Where ids of a hash begin. */
  int place(long hash) {
    return high(hash) & (ids.length - 1);
  }

  /** The id at a place, or {@link #NONE} where the ids that may be meant end. */
  int idAt(int place) {
    return ids[place] - 1;
  }

  /** Whether the id at a place may be of a hash. */
  boolean hasHash(int place, long hash) {
    return hashes[place] == high(hash);
  }

  int next(int place) {
    return (place + 1) & (ids.length - 1);
  }

  /** Makes the next {@link #add} one that needs no memory. */
  void makeRoom() {
    if (count >= ids.length - ids.length / 4) {
      resize(ids.length * 2);
    }
  }

  /** Adds an id that is not there. */
  void add(int id, long hash) {
    makeRoom();
    put(id, high(hash));
    count++;
  }

  private void put(int id, int high) {
    int at = high & (ids.length - 1);
    while (ids[at] != 0) {
      at = next(at);
    }
    ids[at] = id + 1;
    hashes[at] = high;
  }

  /**
   * Removes an id.
   *
   * @throws IllegalStateException when it is not there
   */
  void remove(int id, long hash) {
    int hole = place(hash);
    while (idAt(hole) != id) {
      if (ids[hole] == 0) {
        throw new IllegalStateException("id " + id + " is not in the table");
      }
      hole = next(hole);
    }
    int mask = ids.length - 1;
    for (int at = next(hole); ids[at] != 0; at = next(at)) {
      int fromHome = (at - hashes[at]) & mask;
      if (fromHome >= ((at - hole) & mask)) {
        ids[hole] = ids[at];
        hashes[hole] = hashes[at];
        hole = at;
      }
    }
    ids[hole] = 0;
    count--;
    if (count < ids.length / 8 && ids.length > MIN_LENGTH) {
      resize(ids.length / 2);
    }
  }

  private void resize(int length) {
    int[] oldIds = ids;
    int[] oldHashes = hashes;
    int[] newIds = new int[length];
    hashes = new int[length];
    ids = newIds;
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != 0) {
        put(oldIds[i] - 1, oldHashes[i]);
      }
    }
  }

  private static int high(long hash) {
    return (int) (hash >>> Integer.SIZE);
  }
}
