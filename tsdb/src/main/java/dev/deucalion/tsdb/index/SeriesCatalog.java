package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Names series: gives each label set a dense id, from 0 on, and gives the label set of an id back.
 * The id of a series that is gone is given to another; a handle or a log ref is not.
 *
 * <p>A label set is stored as symbols of its strings. A table finds the id by a seeded 64-bit hash,
 * so that nobody outside can make label sets collide.
 *
 * <p>Series go in two steps, because others may be reading: {@link #retire} makes them unknown, and
 * {@link #reclaim} frees their memory and their ids once everybody who knew them has ended.
 *
 * <p>Finding and creating take the catalog's own lock, the innermost of the head's locks. Reading
 * the labels of an id needs none, as long as the id came from a thread that knew it.
 */
public final class SeriesCatalog {
  /** No such series. */
  public static final int NONE = -1;

  /** No such symbol. */
  public static final int NO_SYMBOL = SymbolTable.NONE;

  /** Greatest ref that a series in the log can have. */
  public static final long MAX_LOG_REF = (1L << SeriesSlots.REF_BITS) - 1;

  private static final long NEXT_LOG_REF = 0;

  private final ReentrantLock lock = new ReentrantLock();
  private final SymbolTable symbols;
  private final SeriesSlots ids = new SeriesSlots();

  private final LabelSets labelSets = new LabelSets();
  private final IdTable table = new IdTable();
  private final LabelHasher hasher;
  private final SeriesGarbage garbage;
  private byte[] encoded = new byte[256];

  /**
   * A catalog without series.
   *
   * @param seed of the hashes of labels and strings
   */
  public SeriesCatalog(long seed) {
    symbols = new SymbolTable(seed);
    hasher = new LabelHasher(seed);
    garbage = new SeriesGarbage(ids, labelSets, symbols);
  }

  /** Number of series. */
  public int count() {
    return ids.liveCount();
  }

  /** Number of series ever made. */
  public long createdCount() {
    return ids.createdCount();
  }

  /** One more than the greatest id. */
  public int idBound() {
    return ids.bound();
  }

  /** Number of distinct strings. */
  public int symbolCount() {
    return symbols.count();
  }

  /** Bytes of memory for label sets. */
  public long labelSetBytes() {
    lock.lock();
    try {
      return labelSets.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** Whether an id is of a series now. */
  public boolean exists(int id) {
    return id >= 0 && ids.isLive(id);
  }

  /** The id of a handle, or {@link #NONE} when the handle is of no series, or no longer. */
  public int id(long handle) {
    return ids.slot(handle);
  }

  /** The handle of a series. */
  public long handle(int id) {
    return ids.handle(id);
  }

  /** The ref by which the log and other files know a series. */
  public long logRef(int id) {
    return ids.logRef(id);
  }

  /** The log refs of all series now. */
  public long[] logRefs() {
    lock.lock();
    try {
      return IntStream.range(0, ids.bound()).filter(ids::isLive).mapToLong(ids::logRef).toArray();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the log has the labels of a series. */
  public boolean isLogged(int id) {
    return ids.isLogged(id);
  }

  /** Notes that the log has the labels of a series. */
  public void setLogged(int id) {
    lock.lock();
    try {
      ids.setLogged(id);
    } finally {
      lock.unlock();
    }
  }

  /** The string of a symbol. */
  public String symbol(int symbol) {
    return symbols.get(symbol);
  }

  /**
   * How often symbols were retired: as long as it is the same, no symbol that somebody found stands
   * for another string. Any thread.
   */
  int symbolRetirements() {
    return symbols.retirements();
  }

  /** The symbol of a string, or {@link #NO_SYMBOL}. */
  public int findSymbol(String s) {
    lock.lock();
    try {
      return symbols.find(s);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The handle of a label set, made where there is none.
   *
   * @param hash of the labels, by a hasher with the catalog's seed
   */
  public long findOrCreate(Labels labels, long hash) {
    return findOrCreate(labels, hash, NEXT_LOG_REF);
  }

  /**
   * As {@link #findOrCreate(Labels, long)}, for a series that the log has: a new one gets the log
   * ref.
   *
   * @param logRef 1 to {@link #MAX_LOG_REF}, of no other series
   */
  public long restore(Labels labels, long hash, long logRef) {
    return findOrCreate(labels, hash, logRef);
  }

  /** The id of a label set, or {@link #NONE}; as {@link #findOrCreate}, but makes nothing. */
  public int findId(Labels labels, long hash) {
    lock.lock();
    try {
      return find(labels, hash);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps refs from being given to new series, up to one. */
  public void reserveLogRef(long logRef) {
    lock.lock();
    try {
      ids.reserveLogRef(logRef);
    } finally {
      lock.unlock();
    }
  }

  private long findOrCreate(Labels labels, long hash, long logRef) {
    lock.lock();
    try {
      if (logRef != NEXT_LOG_REF) {
        ids.reserveLogRef(logRef);
      }
      int known = find(labels, hash);
      if (known != NONE) {
        return ids.handle(known);
      }
      table.makeRoom();
      int length = encode(labels);
      int id = logRef == NEXT_LOG_REF ? ids.take() : ids.take(logRef);
      try {
        labelSets.put(id, encoded, 0, length);
      } catch (OutOfMemoryError e) {
        ids.retire(id);
        ids.free(id);
        throw e;
      }
      if (logRef != NEXT_LOG_REF) {
        ids.setLogged(id);
      }
      table.add(id, hash);
      return ids.handle(id);
    } finally {
      lock.unlock();
    }
  }

  private int find(Labels labels, long hash) {
    for (int at = table.place(hash); table.idAt(at) != NONE; at = table.next(at)) {
      if (table.hasHash(at, hash) && isLabelsOf(table.idAt(at), labels)) {
        return table.idAt(at);
      }
    }
    return NONE;
  }

  /**
   * Drops series: from now on nobody finds them. Those who know their ids can read their labels
   * until {@link #reclaim}, and no id is given again before.
   *
   * @param dead ids of live series
   * @param count how many of them
   */
  public void retire(int[] dead, int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        table.remove(dead[i], hasher.hash(labels(dead[i])));
        ids.retire(dead[i]);
        garbage.addId(dead[i]);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that whoever begins in this generation or a later one cannot know what was retired. */
  public void endGeneration(long generation) {
    lock.lock();
    try {
      garbage.endGeneration(generation);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Frees what was retired before a generation.
   *
   * @param oldest generation in which somebody began who may still know something retired
   * @return whether by that more has been retired, so that the generation should end
   */
  public boolean reclaim(long oldest) {
    lock.lock();
    try {
      return garbage.reclaim(oldest);
    } finally {
      lock.unlock();
    }
  }

  /** Whether something retired is not freed yet. */
  public boolean hasGarbage() {
    lock.lock();
    try {
      return !garbage.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The labels of a series; built anew. */
  public Labels labels(int id) {
    LabelSetReader reader = new LabelSetReader();
    read(id, reader);
    String[] pairs = new String[reader.remaining() * 2];
    for (int i = 0; reader.next(); i += 2) {
      pairs[i] = symbols.get(reader.name());
      pairs[i + 1] = symbols.get(reader.value());
    }
    return Labels.ofSortedPairs(pairs);
  }

  /** Puts the symbols of a series' labels into a reader, from the first label on. */
  public void read(int id, LabelSetReader reader) {
    labelSets.read(id, reader);
  }

  private boolean isLabelsOf(int id, Labels labels) {
    LabelSetReader reader = new LabelSetReader();
    read(id, reader);
    if (reader.remaining() != labels.size()) {
      return false;
    }
    for (int i = 0; reader.next(); i++) {
      if (!symbols.get(reader.name()).equals(labels.name(i))
          || !symbols.get(reader.value()).equals(labels.value(i))) {
        return false;
      }
    }
    return true;
  }

  private int encode(Labels labels) {
    int most = 5 * (2 * labels.size() + 1);
    if (encoded.length < most) {
      encoded = new byte[most];
    }
    int length = putVarint(0, labels.size());
    for (int i = 0; i < labels.size(); i++) {
      length = putVarint(length, symbols.intern(labels.name(i)));
      length = putVarint(length, symbols.intern(labels.value(i)));
    }
    return length;
  }

  private int putVarint(int from, int value) {
    int at = from;
    int rest = value;
    while (rest >= 0x80) {
      encoded[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    encoded[at++] = (byte) rest;
    return at;
  }
}
