package dev.deucalion.tsdb.chunk;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the files of full head chunks that an earlier run left. All files are read through,
 * several at a time, and their chunks are passed on in order. Where one is bad, its file ends
 * there, and later files are deleted: a series must not have chunks behind one that it lost, for
 * the log has its samples only up to where the chunks begin to count.
 */
final class HeadChunkStart {
  private static final Logger LOG = LoggerFactory.getLogger(HeadChunkStart.class);

  private final FileOps files;
  private final Path dir;
  private final HeadChunkMaps maps;
  private final HeadChunkConsumer consumer;
  private int lastNumber;

  /** Whether all files so far were good. */
  private boolean good = true;

  /** Bytes of the last file. */
  private long lastEnd;

  private long bytes;
  private long chunks;
  private long corruptions;

  /**
   * What was found.
   *
   * @param lastNumber number of the last file, 0 where there is none
   * @param lastEnd bytes of the last file
   * @param bytes of all files
   * @param chunks that were passed on and stay
   * @param corruptions 1 when a file was bad
   */
  record Result(int lastNumber, long lastEnd, long bytes, long chunks, long corruptions) {}

  private HeadChunkStart(FileOps files, Path dir, HeadChunkMaps maps, HeadChunkConsumer consumer) {
    this.files = files;
    this.dir = dir;
    this.maps = maps;
    this.consumer = consumer;
  }

  /**
   * Maps the files of a directory that exists, and passes their chunks on.
   *
   * @param threads that may read them, at least 1; with 1 it is the caller's
   */
  static Result run(
      FileOps files, Path dir, HeadChunkMaps maps, HeadChunkConsumer consumer, int threads)
      throws IOException {
    HeadChunkStart start = new HeadChunkStart(files, dir, maps, consumer);
    List<Integer> numbers = start.numbers();
    if (!numbers.isEmpty()) {
      start.takeUp(numbers, Math.min(numbers.size(), threads));
    }
    return new Result(
        start.lastNumber, start.lastEnd, start.bytes, start.chunks, start.corruptions);
  }

  private List<Integer> numbers() throws IOException {
    return files.list(dir).stream()
        .map(HeadChunkLayout::fileNumber)
        .filter(number -> number > 0)
        .sorted()
        .toList();
  }

  private void takeUp(List<Integer> numbers, int threads) throws IOException {
    if (threads == 1) {
      takeUp(numbers, Runnable::run, 0);
      return;
    }
    try (ExecutorService scanners =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("head-chunks-", 0).factory())) {
      takeUp(numbers, scanners, threads);
    }
  }

  /**
   * Takes up all files.
   *
   * @param ahead how many are scanned beyond the one that is taken up
   */
  private void takeUp(List<Integer> numbers, Executor scanners, int ahead) throws IOException {
    Queue<CompletableFuture<HeadChunkScan>> scans = new ArrayDeque<>();
    int asked = 0;
    for (int i = 0; i < numbers.size(); i++) {
      for (; asked < numbers.size() && asked <= i + ahead; asked++) {
        int number = numbers.get(asked);
        scans.add(CompletableFuture.supplyAsync(() -> scan(number), scanners));
      }
      takeUp(numbers, i, result(scans.remove()));
    }
  }

  /** Takes up one file, or deletes it when an earlier one was bad. */
  private void takeUp(List<Integer> numbers, int i, HeadChunkScan scan) throws IOException {
    int number = numbers.get(i);
    boolean follows = lastNumber == 0 || number == lastNumber + 1;
    good = good && takeUp(number, follows, i + 1 == numbers.size(), scan);
    if (!good && lastNumber != number) {
      files.delete(maps.file(number));
    }
  }

  private HeadChunkScan scan(int number) {
    Path file = maps.file(number);
    try (Arena arena = Arena.ofShared()) {
      return HeadChunkScan.of(files.map(file, files.size(file), arena));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static HeadChunkScan result(CompletableFuture<HeadChunkScan> scan) throws IOException {
    try {
      return scan.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw new IOException(io.getMessage(), io.getCause());
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Takes up one file, at least its beginning; false when no later one can be. */
  private boolean takeUp(int number, boolean follows, boolean isLast, HeadChunkScan scan)
      throws IOException {
    if (!follows) {
      corrupt(
          number, 0, "expected file " + HeadChunkLayout.fileName(lastNumber + 1) + " before it");
      return false;
    }
    if (scan.previousEnd() != HeadChunkScan.UNKNOWN && scan.previousEnd() != lastEnd) {
      corrupt(
          number,
          HeadChunkLayout.FILE_HEADER_BYTES,
          "expected the file before it to have " + scan.previousEnd() + " bytes, found " + lastEnd);
      return false;
    }
    if (scan.count() == 0 && isLast && scan.isBegun()) {
      files.delete(maps.file(number));
      return true;
    }
    long end = scan.end();
    String problem = scan.problem();
    for (int i = 0; i < scan.count(); i++) {
      long ref = HeadChunkFiles.ref(number, scan.offset(i));
      if (!consumer.chunk(
          scan.seriesRef(i), ref, scan.minTimeMs(i), scan.maxTimeMs(i), scan.encoding(i))) {
        end = scan.offset(i);
        problem = "chunk of series " + scan.seriesRef(i) + " overlaps the one before it";
        break;
      }
      chunks++;
    }
    if (!problem.isEmpty()) {
      corrupt(number, end, problem);
    }
    if (end > HeadChunkLayout.FILE_HEADER_BYTES || problem.isEmpty()) {
      keep(number, end);
    }
    return problem.isEmpty();
  }

  private void corrupt(int number, long offset, String problem) {
    corruptions++;
    LOG.error(
        "File of head chunks is bad, the log is used from there on, file={} offset={}: {}",
        maps.file(number),
        offset,
        problem);
  }

  private void keep(int number, long end) throws IOException {
    Path path = maps.file(number);
    if (files.size(path) > end) {
      try (WritableFile file = files.openForWriting(path)) {
        file.setSize(end);
      }
    }
    maps.map(number, end);
    lastNumber = number;
    lastEnd = end;
    bytes += end;
  }
}
