package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment, checks, expands and decodes its records in a thread of its own, a few records
 * ahead of the one thread that takes them.
 */
final class SegmentDecoder implements AutoCloseable {
  /** Records that are decoded and not taken yet, at most. */
  private static final int AHEAD = 8;

  /** One record, or how the segment ends. */
  private static final class Step {
    private final DecodedRecord record = new DecodedRecord();
    private boolean last;

    /** Why there are no more records, or null at the end of the segment. */
    private @Nullable Throwable failure;
  }

  private final FileOps files;
  private final Path file;
  private final long offset;
  private final BlockingQueue<Step> decoded = new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<Step> free = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private @Nullable Step taken;

  /**
   * Begins to decode.
   *
   * @param offset where a record begins, or the segment ends
   */
  SegmentDecoder(FileOps files, Path file, long offset) {
    this.files = files;
    this.file = file;
    this.offset = offset;
    for (int i = 0; i < AHEAD; i++) {
      free.add(new Step());
    }
    thread = Thread.ofPlatform().daemon().name("wal-decode").start(this::run);
  }

  /**
   * The next record, good until the next call, or null at the end of the segment.
   *
   * @throws WalCorruption when what follows is no record
   * @throws IOException when the segment cannot be read
   */
  @Nullable DecodedRecord next() throws IOException {
    try {
      if (taken != null) {
        free.put(taken);
        taken = null;
      }
      Step step = decoded.take();
      if (!step.last) {
        taken = step;
        return step.record;
      }
      switch (step.failure) {
        case null -> {
          return null;
        }
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + file + " was read");
    }
  }

  private void run() {
    Throwable failure = null;
    try {
      decodeAll();
    } catch (InterruptedException e) {
      return; // nobody takes records any more
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    try {
      Step end = free.take();
      end.last = true;
      end.failure = failure;
      decoded.put(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void decodeAll() throws IOException, InterruptedException {
    RecordDecoder decoder = new RecordDecoder();
    try (Arena arena = Arena.ofConfined()) {
      WalSegmentReader reader =
          new WalSegmentReader(files.map(file, files.size(file), arena), offset);
      while (reader.next()) {
        Step step = free.take();
        try {
          decoder.decode(reader.record(), 0, reader.recordLength(), step.record);
        } catch (MalformedRecordException e) {
          free.put(step);
          throw reader.corruption("record: " + e.getMessage());
        }
        decoded.put(step);
      }
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
