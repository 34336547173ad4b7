package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the posting list of each label name and value is. Of each name, only where the entry of
 * every 32nd value stands in the file's table is kept in memory. Immutable; the inputs that are
 * passed read the same file.
 */
final class PostingsTable {
  /** For an offset: there is no such list. */
  static final long NONE = -1;

  private static final int STRIDE = 32;
  private static final int LEAST_ENTRY_BYTES = 4;

  /** Entries of one name, by value. */
  private static final class Name {
    /** Entries that follow one another from each of the offsets on, at most. */
    private final int stride;

    /** Bytes of an entry before its value, which are the same in all. */
    private final long keyBytes;

    private int count;
    private long[] offsets = new long[1];
    private int groups;

    Name(int stride, long keyBytes) {
      this.stride = stride;
      this.keyBytes = keyBytes;
    }

    void add(long offset) {
      if (count % stride == 0) {
        if (groups == offsets.length) {
          offsets = Arrays.copyOf(offsets, groups * 2);
        }
        offsets[groups++] = offset;
      }
      count++;
    }

    int groupSize(int group) {
      return Math.min(stride, count - group * stride);
    }
  }

  /** Takes the entries of a name. */
  @FunctionalInterface
  interface Entries {
    /**
     * @return whether to go on
     */
    boolean entry(String value, long postingsOffset);
  }

  private final Map<String, Name> names;

  private PostingsTable(Map<String, Name> names) {
    this.names = names;
  }

  /** Reads and verifies the table. */
  static PostingsTable open(MappedInput input, long at, int version) {
    input.enterSection(at, "table of posting lists");
    long count = input.readUnsignedInt();
    if (count > input.remaining() / LEAST_ENTRY_BYTES) {
      throw input.corrupt(at, "count of " + count + " posting lists does not fit");
    }
    return version == IndexLayout.VERSION_1
        ? openUnsorted(input, count)
        : new PostingsTable(readSorted(input, count));
  }

  private static Map<String, Name> readSorted(MappedInput input, long count) {
    Map<String, Name> names = new HashMap<>();
    byte[] last = new byte[0];
    Name current = null;
    for (long i = 0; i < count; i++) {
      long entry = input.position();
      expectKeys(input, entry);
      long nameAt = input.position();
      if (current == null || input.compareString(last) != 0) {
        input.seekWithin(nameAt);
        String name = input.readString();
        last = name.getBytes(StandardCharsets.UTF_8);
        current = new Name(STRIDE, input.position() - entry);
        if (names.put(name, current) != null) {
          throw input.corrupt(entry, "posting lists of \"" + name + "\" are not together");
        }
      }
      if (input.position() - entry != current.keyBytes) {
        throw input.corrupt(entry, "length of a label name is not in its shortest form");
      }
      current.add(entry);
      input.skipString();
      input.readUvarint();
    }
    return names;
  }

  private record Entry(String value, long offset, long keyBytes) {}

  /** Version 1 has the entries in any order: all are sorted here, and each one's place is kept. */
  private static PostingsTable openUnsorted(MappedInput input, long count) {
    Map<String, List<Entry>> found = new HashMap<>();
    for (long i = 0; i < count; i++) {
      long entry = input.position();
      expectKeys(input, entry);
      String name = input.readString();
      long keyBytes = input.position() - entry;
      String value = input.readString();
      input.readUvarint();
      found.computeIfAbsent(name, n -> new ArrayList<>()).add(new Entry(value, entry, keyBytes));
    }
    Map<String, Name> names = new HashMap<>();
    for (Map.Entry<String, List<Entry>> each : found.entrySet()) {
      Name name = new Name(1, each.getValue().getFirst().keyBytes);
      each.getValue().sort((a, b) -> Utf8Order.compare(a.value, b.value));
      for (Entry entry : each.getValue()) {
        name.add(entry.offset);
      }
      names.put(each.getKey(), name);
    }
    return new PostingsTable(names);
  }

  private static void expectKeys(MappedInput input, long entry) {
    long keys = input.readUvarint();
    if (keys != IndexLayout.KEYS_OF_ENTRY) {
      throw input.corrupt(entry, "entry of " + keys + " keys, expected 2");
    }
  }

  /** Names of labels, and the empty one of the list of all series. */
  Set<String> names() {
    return names.keySet();
  }

  /** Number of values of a label name. */
  int valueCount(String name) {
    Name known = names.get(name);
    return known == null ? 0 : known.count;
  }

  /** Goes through the values of a label name in byte order; moves the input between calls. */
  void forEach(MappedInput input, String name, Entries entries) {
    Name known = names.get(name);
    for (int group = 0; known != null && group < known.groups; group++) {
      long next = known.offsets[group];
      for (int i = known.groupSize(group); i > 0; i--) {
        seekValue(input, known, next);
        String value = input.readString();
        long postingsOffset = input.readUvarint();
        next = input.position();
        if (!entries.entry(value, postingsOffset)) {
          return;
        }
      }
    }
  }

  /**
   * As {@link #forEach}, for the values that begin with a prefix.
   *
   * @param prefix not empty
   */
  void forEachWithPrefix(MappedInput input, String name, String prefix, Entries entries) {
    Name known = names.get(name);
    if (known == null) {
      return;
    }
    byte[] first = prefix.getBytes(StandardCharsets.UTF_8);
    byte[] behind = behind(first);
    int group = Math.max(0, lastGroupUpTo(input, known, first));
    for (; group < known.groups; group++) {
      long next = known.offsets[group];
      for (int i = known.groupSize(group); i > 0; i--) {
        seekValue(input, known, next);
        long valueAt = input.position();
        boolean isBefore = input.compareString(first) < 0;
        input.seek(valueAt);
        if (!isBefore && input.compareString(behind) >= 0) {
          return;
        }
        input.seek(valueAt);
        String value = input.readString();
        long postingsOffset = input.readUvarint();
        next = input.position();
        if (!isBefore && !entries.entry(value, postingsOffset)) {
          return;
        }
      }
    }
  }

  /**
   * How many values of a label name begin with a prefix, or somewhat more; moves the input.
   *
   * @param prefix not empty
   */
  int mostWithPrefix(MappedInput input, String name, String prefix) {
    Name known = names.get(name);
    if (known == null) {
      return 0;
    }
    byte[] first = prefix.getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, lastGroupUpTo(input, known, first));
    int to = lastGroupUpTo(input, known, behind(first));
    return (to - from + 1) * known.stride;
  }

  /** The least string that is behind all that begin with a prefix; no byte of UTF-8 is 0xff. */
  private static byte[] behind(byte[] prefix) {
    byte[] behind = prefix.clone();
    behind[behind.length - 1]++;
    return behind;
  }

  /** Where the posting list of a name and a value is, or {@link #NONE}; moves the input. */
  long find(MappedInput input, String name, String value) {
    Name known = names.get(name);
    if (known == null) {
      return NONE;
    }
    byte[] wanted = value.getBytes(StandardCharsets.UTF_8);
    int group = lastGroupUpTo(input, known, wanted);
    if (group < 0) {
      return NONE;
    }
    long next = known.offsets[group];
    for (int i = known.groupSize(group); i > 0; i--) {
      seekValue(input, known, next);
      int order = input.compareString(wanted);
      long postingsOffset = input.readUvarint();
      if (order >= 0) {
        return order == 0 ? postingsOffset : NONE;
      }
      next = input.position();
    }
    return NONE;
  }

  /** The last group whose first value is not after another one, or -1. */
  private static int lastGroupUpTo(MappedInput input, Name name, byte[] value) {
    int low = 0;
    int high = name.groups - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      seekValue(input, name, name.offsets[middle]);
      if (input.compareString(value) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private static void seekValue(MappedInput input, Name name, long entry) {
    input.seek(entry + name.keyBytes);
  }
}
