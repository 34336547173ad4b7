package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.LabelHasher;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interns label strings: each string once, with a dense number from 0 on. A number whose string is
 * no longer used goes in two steps: {@link #retire} makes the string unknown, {@link #free} lets
 * the number be given to another one, once nobody can know it any more.
 *
 * <p>{@link #get} is for any thread that learned the symbol from the thread that made it, the rest
 * for one thread at a time.
 */
final class SymbolTable {
  /** No such symbol. */
  static final int NONE = IdTable.NONE;

  private static final int PAGE_BITS = 12;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final LabelHasher hasher;
  private final IdTable table = new IdTable();
  private volatile String[][] pages = new String[4][];

  /** One more than the greatest symbol ever. */
  private int bound;

  private final BitSet free = new BitSet();
  private volatile int count;
  private final AtomicInteger retirements = new AtomicInteger();

  SymbolTable(long seed) {
    hasher = new LabelHasher(seed);
  }

  /** Number of strings. */
  int count() {
    return count;
  }

  String get(int symbol) {
    return pages[symbol >>> PAGE_BITS][symbol & PAGE_MASK];
  }

  /** The string's symbol, or {@link #NONE}. */
  int find(String s) {
    return find(s, hasher.hash(s));
  }

  private int find(String s, long hash) {
    for (int at = table.place(hash); table.idAt(at) != NONE; at = table.next(at)) {
      if (table.hasHash(at, hash) && get(table.idAt(at)).equals(s)) {
        return table.idAt(at);
      }
    }
    return NONE;
  }

  /** The string's symbol, made where there is none. */
  int intern(String s) {
    long hash = hasher.hash(s);
    int found = find(s, hash);
    if (found != NONE) {
      return found;
    }
    table.makeRoom();
    int symbol = free.nextSetBit(0);
    if (symbol < 0) {
      symbol = bound;
    }
    int page = symbol >>> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new String[1 << PAGE_BITS];
    }
    table.add(symbol, hash);
    pages[page][symbol & PAGE_MASK] = s;
    free.clear(symbol);
    bound = Math.max(bound, symbol + 1);
    count = table.count();
    return symbol;
  }

  /**
   * Makes all strings unknown whose symbols are not in use.
   *
   * @param used symbols that are
   * @return the symbols that were known until now; their strings can still be got
   */
  BitSet retire(BitSet used) {
    BitSet retired = new BitSet();
    for (int symbol = used.nextClearBit(0);
        symbol < bound;
        symbol = used.nextClearBit(symbol + 1)) {
      if (isKnown(symbol)) {
        table.remove(symbol, hasher.hash(get(symbol)));
        retired.set(symbol);
      }
    }
    count = table.count();
    if (!retired.isEmpty()) {
      retirements.incrementAndGet();
    }
    return retired;
  }

  /** How often symbols were retired. */
  int retirements() {
    return retirements.get();
  }

  private boolean isKnown(int symbol) {
    String[] page = pages[symbol >>> PAGE_BITS];
    String s = page == null ? null : page[symbol & PAGE_MASK];
    return s != null && find(s) == symbol;
  }

  /** Forgets the strings of retired symbols and lets their numbers be given again. */
  void free(BitSet retired) {
    retired.stream().forEach(symbol -> clear(pages[symbol >>> PAGE_BITS], symbol & PAGE_MASK));
    free.or(retired);
  }

  @SuppressWarnings("NullAway") // a place without a string is never read
  private static void clear(String[] page, int at) {
    page[at] = null;
  }
}
