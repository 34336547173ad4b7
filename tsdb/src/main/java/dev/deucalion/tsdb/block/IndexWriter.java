package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * Writes an index of version 2, the same bytes as Prometheus does for the same symbols and series.
 *
 * <p>Order of calls: {@link #addSeries} for each series in the order of their labels, {@link
 * #finish}, {@link #close}. For one thread.
 */
final class IndexWriter implements Closeable {
  private final FileOps files;
  private final Path file;
  private final FileOutput output;
  private final SymbolNumbers symbols;
  private final IntList seriesRefs = new IntList();

  /** How many series have a label name, by symbol. */
  private final int[] uses;

  private final long symbolsStart;
  private final long seriesStart;
  private Labels lastSeries = Labels.EMPTY;
  private long lastChunkRef;
  private byte[] numbers = new byte[256];

  /**
   * Writes the header and the symbols.
   *
   * @param file does not exist
   * @param symbols all names and values of labels in byte order, each once, perhaps some more
   */
  IndexWriter(FileOps files, Path file, Iterator<String> symbols) throws IOException {
    this.files = files;
    this.file = file;
    this.symbols = new SymbolNumbers(symbols);
    this.uses = new int[this.symbols.count()];
    this.output = new FileOutput(files.openForWriting(file));
    try {
      output.putInt(IndexLayout.MAGIC);
      output.putByte(IndexLayout.VERSION_2);
      symbolsStart = output.position();
      writeSymbols();
      seriesStart = output.position();
    } catch (IOException | RuntimeException | Error e) {
      output.close();
      throw e;
    }
  }

  private void writeSymbols() throws IOException {
    output.putInt(0);
    output.startChecksum();
    output.putInt(symbols.count());
    for (int i = 0; i < symbols.count(); i++) {
      output.putString(symbols.symbol(i));
    }
    int checksum = output.checksum();
    long bytes = output.position() - symbolsStart - IndexLayout.LENGTH_BYTES;
    if (bytes > IndexLayout.MAX_SECTION_BYTES) {
      throw new IOException("symbols of " + bytes + " bytes exceed 4 GiB");
    }
    output.overwriteInt(symbolsStart, (int) bytes);
    output.putInt(checksum);
  }

  /**
   * Adds a series.
   *
   * @throws IllegalArgumentException when the series or its chunks are out of order
   */
  void addSeries(Labels labels, ChunkRefs chunks) throws IOException {
    if (seriesRefs.size() > 0 && labels.compareTo(lastSeries) <= 0) {
      throw new IllegalArgumentException("series " + labels + " comes after " + lastSeries);
    }
    checkOrder(labels, chunks);
    output.align(IndexLayout.SERIES_ALIGNMENT);
    if (output.position() > IndexLayout.MAX_SERIES_OFFSET) {
      throw new IOException(file + ": exceeds 64 GiB");
    }
    seriesRefs.add((int) (output.position() / IndexLayout.SERIES_ALIGNMENT));
    int length = encode(labels, chunks);
    output.putUvarint(length);
    output.startChecksum();
    output.put(numbers, 0, length);
    output.putInt(output.checksum());
    lastSeries = labels;
  }

  private void checkOrder(Labels labels, ChunkRefs chunks) {
    for (int i = 0; i < chunks.count(); i++) {
      boolean overlaps = i > 0 && chunks.minTimeMs(i) <= chunks.maxTimeMs(i - 1);
      if (overlaps || chunks.maxTimeMs(i) < chunks.minTimeMs(i) || chunks.ref(i) < lastChunkRef) {
        throw new IllegalArgumentException("chunk " + i + " of series " + labels + " out of order");
      }
      lastChunkRef = chunks.ref(i);
    }
  }

  /** Puts the content of a series' entry into {@link #numbers}, and returns its length. */
  private int encode(Labels labels, ChunkRefs chunks) {
    int most = (2 + 2 * labels.size() + 3 * chunks.count()) * Uvarint.MAX_BYTES;
    if (numbers.length < most) {
      numbers = new byte[most * 2];
    }
    byte[] target = numbers;
    int at = Uvarint.put(target, 0, labels.size());
    for (int i = 0; i < labels.size(); i++) {
      int name = symbols.of(labels.name(i));
      uses[name]++;
      at = Uvarint.put(target, at, name);
      at = Uvarint.put(target, at, symbols.of(labels.value(i)));
    }
    at = Uvarint.put(target, at, chunks.count());
    for (int i = 0; i < chunks.count(); i++) {
      if (i == 0) {
        at = Uvarint.putSigned(target, at, chunks.minTimeMs(0));
      } else {
        at = Uvarint.put(target, at, chunks.minTimeMs(i) - chunks.maxTimeMs(i - 1));
      }
      at = Uvarint.put(target, at, chunks.maxTimeMs(i) - chunks.minTimeMs(i));
      if (i == 0) {
        at = Uvarint.put(target, at, chunks.ref(0));
      } else {
        at = Uvarint.putSigned(target, at, chunks.ref(i) - chunks.ref(i - 1));
      }
    }
    return at;
  }

  /** Writes the postings and the table of contents, and makes the file durable. */
  void finish() throws IOException {
    long seriesEnd = output.position();
    PostingsWriter postings = new PostingsWriter(output, symbols, seriesRefs, uses);
    output.flush();
    try (Arena arena = Arena.ofConfined()) {
      postings.writeLists(new MappedInput(file, files.map(file, seriesEnd, arena)));
    }
    long tableStart = output.position();
    postings.writeTable();
    output.startChecksum();
    output.putLong(symbolsStart);
    output.putLong(seriesStart);
    // Indices of label values are not written any more: nobody reads them.
    output.putLong(seriesEnd);
    output.putLong(tableStart);
    output.putLong(seriesEnd);
    output.putLong(tableStart);
    output.putInt(output.checksum());
    output.sync();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
