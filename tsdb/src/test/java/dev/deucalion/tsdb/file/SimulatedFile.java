package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The bytes of a file of {@link SimulatedFiles}, whatever names it has: those that a process sees,
 * and those that a loss of power leaves. Guarded by the lock of its file system.
 */
final class SimulatedFile implements SimulatedNode {
  /** Mappings beyond this are sparse: only the pages that are touched take memory. */
  private static final long SPARSE_BYTES = 1 << 20;

  /** What a disk writes as a whole. */
  private static final int SECTOR_BYTES = 512;

  private static final int FIRST_LENGTH = 256;

  /** A write since the last sync; {@code to} is exclusive. */
  private record Written(long from, long to) {}

  /** The bytes up to the last one ever written; from there to {@link #size} there is a hole. */
  private byte[] content = new byte[0];

  private int used;
  private long size;
  private byte[] durable = new byte[0];
  private long durableSize;
  private final List<Written> unsynced = new ArrayList<>();
  private final List<MemorySegment> mappings = new ArrayList<>();

  long size() {
    return size;
  }

  /** Bytes of disk that it takes; a hole takes none. */
  long used() {
    return used;
  }

  void write(byte[] bytes, int from, int count, long offset) {
    int end = Math.toIntExact(offset + count);
    reserve(end);
    System.arraycopy(bytes, from, content, (int) offset, count);
    size = Math.max(size, end);
    unsynced.add(new Written(offset, end));
    showInMappings((int) offset, end);
  }

  private void reserve(int end) {
    if (end > content.length) {
      content = Arrays.copyOf(content, Math.max(Math.max(FIRST_LENGTH, 2 * content.length), end));
    }
    used = Math.max(used, end);
  }

  private void showInMappings(int from, int to) {
    mappings.removeIf(mapping -> !mapping.scope().isAlive());
    for (MemorySegment mapping : mappings) {
      int end = (int) Math.min(to, mapping.byteSize());
      if (from < end) {
        MemorySegment.copy(MemorySegment.ofArray(content), from, mapping, from, end - from);
      }
    }
  }

  void setSize(long bytes) {
    if (bytes < used) {
      Arrays.fill(content, (int) bytes, used, (byte) 0);
      unsynced.add(new Written(bytes, used));
      showInMappings((int) bytes, used);
      used = (int) bytes;
    }
    size = bytes;
  }

  void sync() {
    durable = Arrays.copyOf(content, used);
    durableSize = size;
    unsynced.clear();
  }

  byte[] read() {
    byte[] bytes = new byte[Math.toIntExact(size)];
    System.arraycopy(content, 0, bytes, 0, used);
    return bytes;
  }

  void flipBit(long offset, int bit) {
    content[(int) offset] ^= (byte) (1 << bit);
  }

  int liveMappings() {
    mappings.removeIf(mapping -> !mapping.scope().isAlive());
    return mappings.size();
  }

  /** Memory that shows the file, what is written later included. */
  MemorySegment map(long bytes, Arena arena) throws IOException {
    MemorySegment mapping = bytes > SPARSE_BYTES ? sparse(bytes, arena) : arena.allocate(bytes);
    MemorySegment.copy(MemorySegment.ofArray(content), 0, mapping, 0, Math.min(used, bytes));
    mappings.add(mapping);
    return mapping.asReadOnly();
  }

  private static MemorySegment sparse(long bytes, Arena arena) throws IOException {
    Path backing = Files.createTempFile("simulated", ".map");
    try (FileChannel channel =
        FileChannel.open(backing, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    } finally {
      Files.delete(backing);
    }
  }

  /** The file as another process finds it when this one is killed. */
  SimulatedFile afterKill() {
    SimulatedFile copy = new SimulatedFile();
    copy.content = Arrays.copyOf(content, used);
    copy.used = used;
    copy.size = size;
    copy.durable = durable;
    copy.durableSize = durableSize;
    copy.unsynced.addAll(unsynced);
    return copy;
  }

  /**
   * The file as it is found when the power fails now: each write since the last sync is there or
   * not, down to single sectors, and the size is any between that of the last sync and the present
   * one.
   */
  SimulatedFile afterPowerLoss(Random random) {
    byte[] left = Arrays.copyOf(durable, Math.max(durable.length, used));
    if (!unsynced.isEmpty() && random.nextInt(4) > 0) {
      if (random.nextBoolean()) {
        keepSomeSectors(left, random);
      } else {
        keepFirstWrites(left, random);
      }
    }
    long leftSize =
        switch (random.nextInt(3)) {
          case 0 -> durableSize;
          case 1 -> size;
          default ->
              Math.min(size, durableSize)
                  + random.nextInt(Math.toIntExact(Math.abs(size - durableSize)) + 1);
        };
    SimulatedFile found = new SimulatedFile();
    found.size = leftSize;
    found.used = (int) Math.min(left.length, leftSize);
    found.content = Arrays.copyOf(left, found.used);
    found.sync();
    return found;
  }

  private void keepSomeSectors(byte[] left, Random random) {
    for (Written write : unsynced) {
      long from = write.from;
      while (from < write.to) {
        long end = Math.min(write.to, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
        if (random.nextBoolean()) {
          keep(left, from, end);
        }
        from = end;
      }
    }
  }

  private void keepFirstWrites(byte[] left, Random random) {
    int whole = random.nextInt(unsynced.size() + 1);
    for (int i = 0; i < whole; i++) {
      keep(left, unsynced.get(i).from, unsynced.get(i).to);
    }
    if (whole < unsynced.size()) {
      Written torn = unsynced.get(whole);
      keep(left, torn.from, torn.from + random.nextInt((int) (torn.to - torn.from) + 1));
    }
  }

  /** What was written there last; where the file was cut since, zeros. */
  private void keep(byte[] left, long from, long to) {
    for (int at = (int) from; at < Math.min(to, left.length); at++) {
      left[at] = at < used ? content[at] : 0;
    }
  }
}
