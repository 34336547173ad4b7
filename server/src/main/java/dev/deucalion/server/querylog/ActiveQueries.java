package dev.deucalion.server.querylog;

import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryListener;
import dev.deucalion.promql.engine.QueryStats;
import dev.deucalion.promql.engine.RunningQuery;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries that run, in the file {@code queries.active} of the data directory. The file is
 * mapped, so that it says what ran when the process died, however it died.
 *
 * <p>Layout, as Prometheus has it: {@code [}, then for each query that may run at a time a slot of
 * 1000 bytes: an object {@code {"query":"…","timestamp_sec":…}}, zeros, and a comma as the last
 * byte; or zeros alone.
 */
public final class ActiveQueries implements QueryListener, Closeable {
  static final int SLOT_BYTES = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(ActiveQueries.class);
  private static final String FILE = "queries.active";

  private final Clock clock;
  private final Arena arena;
  private final MemorySegment file;

  /** Guarded by the monitor, as is all below. */
  private final BitSet taken = new BitSet();

  private final Map<Long, Integer> slots = new HashMap<>();
  private boolean closed;

  private ActiveQueries(Clock clock, Arena arena, MemorySegment file) {
    this.clock = clock;
    this.arena = arena;
    this.file = file;
  }

  /**
   * Logs what the file says of the last run, and begins it anew.
   *
   * @param directory of the data, which no other process uses
   * @param maxConcurrency how many queries run at a time
   */
  public static ActiveQueries open(Path directory, int maxConcurrency, Clock clock)
      throws IOException {
    Path path = directory.resolve(FILE);
    String unfinished = unfinished(path);
    if (unfinished != null) {
      LOG.atInfo()
          .addKeyValue("queries", unfinished)
          .log("These queries didn't finish in prometheus' last run:");
    }
    long bytes = 1 + (long) maxConcurrency * SLOT_BYTES;
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Written and not only sized: a full disk must show now and not as a fault in the mapping.
      writeZeros(channel, bytes);
      MemorySegment file = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      file.set(ValueLayout.JAVA_BYTE, 0, (byte) '[');
      return new ActiveQueries(clock, arena, file);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  private static void writeZeros(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(32 << 10);
    for (long left = bytes; left > 0; ) {
      zeros.position(0).limit((int) Math.min(left, zeros.capacity()));
      left -= channel.write(zeros);
    }
  }

  /** The queries that a file tells of, as a JSON array; null where it tells of none. */
  private static @Nullable String unfinished(Path path) {
    byte[] bytes;
    try {
      if (Files.notExists(path)) {
        return null;
      }
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      LOG.atError().setCause(e).log("Failed to read query log file");
      return null;
    }
    String entries = new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    return entries.length() < 2 ? null : entries.substring(0, entries.length() - 1) + "]";
  }

  @Override
  public synchronized void started(RunningQuery query) {
    if (closed) {
      return;
    }
    int slot = taken.nextClearBit(0);
    long offset = offset(slot);
    if (offset + SLOT_BYTES > file.byteSize()) {
      return;
    }
    taken.set(slot);
    slots.put(query.id(), slot);
    byte[] entry = entry(query.request().text(), clock.nowMs() / 1000);
    MemorySegment.copy(entry, 0, file, ValueLayout.JAVA_BYTE, offset, entry.length);
    file.set(ValueLayout.JAVA_BYTE, offset + SLOT_BYTES - 1, (byte) ',');
  }

  @Override
  public synchronized void ended(
      RunningQuery query, QueryStats stats, @Nullable QueryException failure) {
    Integer slot = slots.remove(query.id());
    if (slot != null && !closed) {
      file.asSlice(offset(slot), SLOT_BYTES).fill((byte) 0);
      taken.clear(slot);
    }
  }

  private static long offset(int slot) {
    return 1 + (long) slot * SLOT_BYTES;
  }

  /** An entry that leaves room for the comma; of a long query, the beginning. */
  static byte[] entry(String query, long timeSeconds) {
    String shown = query.length() > SLOT_BYTES ? query.substring(0, SLOT_BYTES) : query;
    while (true) {
      String text = shown;
      byte[] bytes =
          JsonBytes.of(out -> {
            out.beginObject();
            out.name("query");
            out.string(text);
            out.name("timestamp_sec");
            out.number(timeSeconds);
            out.endObject();
          });
      int surplus = bytes.length - (SLOT_BYTES - 1);
      if (surplus <= 0) {
        return bytes;
      }
      // A character takes six bytes at most, so that no more is cut than must be.
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -((surplus + 5) / 6)));
    }
  }

  /** Lets the file go. Queries that run on are not told of any more. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      arena.close();
    }
  }
}
