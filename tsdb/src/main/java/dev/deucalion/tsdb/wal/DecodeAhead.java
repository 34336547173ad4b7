package dev.deucalion.tsdb.wal;

import dev.deucalion.model.time.Waiting;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Lets a thread of its own decode a segment, a few records ahead of the one that takes them. */
final class DecodeAhead implements SegmentRecords {
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
  DecodeAhead(FileOps files, Path file, long offset) {
    this.files = files;
    this.file = file;
    this.offset = offset;
    for (int i = 0; i < AHEAD; i++) {
      free.add(new Step());
    }
    thread = Thread.ofPlatform().daemon().name("wal-decode").start(this::run);
  }

  @Override
  public @Nullable DecodedRecord next() throws IOException {
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
      if (step.failure != null) {
        fail(step.failure);
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + file + " was read");
    }
  }

  private static void fail(Throwable failure) throws IOException {
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void run() {
    try {
      Step step = free.take();
      try (SegmentDecoder decoder = new SegmentDecoder(files, file, offset)) {
        while (decoder.next(step.record)) {
          decoded.put(step);
          step = free.take();
        }
      } catch (IOException | RuntimeException | Error e) {
        step.failure = e;
      }
      step.last = true;
      decoded.put(step);
    } catch (InterruptedException e) {
      // Nobody takes records any more.
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    thread.interrupt();
    Waiting.untilEnded(thread);
  }
}
