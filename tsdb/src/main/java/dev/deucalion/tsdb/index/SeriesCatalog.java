package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Labels;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Names series: gives each label set a dense id, from 0 on, and gives the label set of an id back.
 * The id of a series that is gone is given to another; a handle or a log ref is not.
 *
 * <p>A label set is stored as varints in a slab of bytes: how many labels, then for each one the
 * symbols of its name and its value. An open-addressing table finds the id by a seeded 64-bit hash,
 * so that nobody outside can make label sets collide.
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

  private static final int PAGE_BITS = 18;
  private static final int PAGE_BYTES = 1 << PAGE_BITS;
  private static final int MAX_PAGES = 1 << (Integer.SIZE - 1 - PAGE_BITS);
  private static final int ID_PAGE_BITS = 10;
  private static final int ID_PAGE_MASK = (1 << ID_PAGE_BITS) - 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final SymbolTable symbols;
  private final SeriesSlots ids = new SeriesSlots();

  /** Pages of label sets; a label set lies in one page, or alone in a longer one. */
  private volatile byte[][] pages = new byte[4][];

  private int page = -1;
  private int pageUsed = PAGE_BYTES;

  /** Address of the label set of each id, + 1; 0 where there is no such series. */
  private volatile int[][] addresses = new int[4][];

  /** Open addressing: id + 1, or 0. */
  private int[] slots = new int[1024];

  /** High half of the hash of the slot's label set. */
  private int[] hashes = new int[1024];

  private byte[] encoded = new byte[256];

  /**
   * @param seed of the hashes
   */
  public SeriesCatalog(long seed) {
    symbols = new SymbolTable(seed);
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
   * @param hash of the labels, by a hasher with a seed that is always the same
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
      int slot = slot(labels, hash);
      if (logRef != NEXT_LOG_REF) {
        ids.reserveLogRef(logRef);
      }
      if (slots[slot] != 0) {
        return ids.handle(slots[slot] - 1);
      }
      if (count() >= slots.length - slots.length / 4) {
        rehash();
        slot = slot(labels, hash);
      }
      int address = store(labels);
      int id = logRef == NEXT_LOG_REF ? ids.take() : ids.take(logRef);
      setAddress(id, address);
      if (logRef != NEXT_LOG_REF) {
        ids.setLogged(id);
      }
      slots[slot] = id + 1;
      hashes[slot] = (int) (hash >>> Integer.SIZE);
      return ids.handle(id);
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
    reader.reset(page(id), offset(id));
  }

  private byte[] page(int id) {
    return pages[address(id) >>> PAGE_BITS];
  }

  private int offset(int id) {
    return address(id) & (PAGE_BYTES - 1);
  }

  private int address(int id) {
    return addresses[id >>> ID_PAGE_BITS][id & ID_PAGE_MASK] - 1;
  }

  private void setAddress(int id, int address) {
    int idPage = id >>> ID_PAGE_BITS;
    if (idPage >= addresses.length) {
      addresses = Arrays.copyOf(addresses, Math.max(idPage + 1, addresses.length * 2));
    }
    if (addresses[idPage] == null) {
      addresses[idPage] = new int[1 << ID_PAGE_BITS];
    }
    addresses[idPage][id & ID_PAGE_MASK] = address + 1;
  }

  private int slot(Labels labels, long hash) {
    int mask = slots.length - 1;
    int high = (int) (hash >>> Integer.SIZE);
    int slot = high & mask;
    while (slots[slot] != 0 && !(hashes[slot] == high && isLabelsOf(slots[slot] - 1, labels))) {
      slot = (slot + 1) & mask;
    }
    return slot;
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

  private int store(Labels labels) {
    int most = 5 * (2 * labels.size() + 1);
    if (encoded.length < most) {
      encoded = new byte[most];
    }
    int length = putVarint(0, labels.size());
    for (int i = 0; i < labels.size(); i++) {
      length = putVarint(length, symbols.intern(labels.name(i)));
      length = putVarint(length, symbols.intern(labels.value(i)));
    }
    if (pageUsed + length > PAGE_BYTES) {
      int next = page + 1;
      if (next >= MAX_PAGES) {
        throw new IllegalStateException("label sets of more than 2 GiB");
      }
      if (next == pages.length) {
        pages = Arrays.copyOf(pages, next * 2);
      }
      pages[next] = new byte[Math.max(PAGE_BYTES, length)];
      page = next;
      pageUsed = 0;
    }
    System.arraycopy(encoded, 0, pages[page], pageUsed, length);
    int address = page << PAGE_BITS | pageUsed;
    pageUsed = Math.min(PAGE_BYTES, pageUsed + length);
    return address;
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

  private void rehash() {
    int[] newSlots = new int[slots.length * 2];
    int[] newHashes = new int[newSlots.length];
    int mask = newSlots.length - 1;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != 0) {
        int slot = hashes[i] & mask;
        while (newSlots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        newSlots[slot] = slots[i];
        newHashes[slot] = hashes[i];
      }
    }
    slots = newSlots;
    hashes = newHashes;
  }
}
