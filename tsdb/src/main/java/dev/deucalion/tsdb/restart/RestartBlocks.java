package dev.deucalion.tsdb.restart;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Reads the blocks of a restart file. For one thread. */
final class RestartBlocks {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes of a chunk that say how many samples it has. */
  private static final int CHUNK_HEADER_BYTES = 2;

  private final MemorySegment file;
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private final byte[] header = new byte[RestartLayout.BLOCK_HEADER_BYTES];
  private byte[] stored = new byte[0];
  private byte[] raw = new byte[0];
  private final RawBytes in = new RawBytes();
  private long at;
  private int storedLength;

  /** Strings by number. */
  private String[] strings = new String[1024];

  private int stringCount;
  private final OpenFloats open = new OpenFloats();
  private final ChunkData chunk = new ChunkData();

  /** What the first and the last block say. */
  record Ends(LogMark start, LogMark end, HeadChunkFiles.End chunkFiles) {}

  RestartBlocks(MemorySegment file) {
    this.file = file;
  }

  /**
   * Reads through the file and checks all checksums.
   *
   * @throws DistrustException when it is not whole
   */
  Ends check() throws IOException {
    checkHeader();
    int type = next();
    if (type != RestartLayout.START) {
      throw new DistrustException("first block is of type " + type);
    }
    expand();
    LogMark start = LogMark.getFrom(in);
    while (at < file.byteSize()) {
      type = next();
    }
    if (type != RestartLayout.END) {
      throw new DistrustException("last block is of type " + type);
    }
    expand();
    LogMark end = LogMark.getFrom(in);
    return new Ends(
        start, end, new HeadChunkFiles.End(in.count(), in.unsigned(), (int) in.longValue()));
  }

  private void checkHeader() throws DistrustException {
    byte[] fileHeader = new byte[RestartLayout.FILE_HEADER_BYTES];
    if (file.byteSize() < fileHeader.length) {
      throw new DistrustException("file of " + file.byteSize() + " bytes");
    }
    MemorySegment.copy(file, BYTE, 0, fileHeader, 0, fileHeader.length);
    int magic = (int) INT.get(fileHeader, 0);
    int version = (int) INT.get(fileHeader, Integer.BYTES);
    if (magic != RestartLayout.MAGIC || version != RestartLayout.VERSION << 24) {
      throw new DistrustException(
          "magic " + Integer.toHexString(magic) + ", version " + Integer.toHexString(version));
    }
    at = fileHeader.length;
  }

  /** Moves to the next block and returns its type. */
  private int next() throws DistrustException {
    if (file.byteSize() - at < header.length) {
      throw new DistrustException("no block at " + at);
    }
    MemorySegment.copy(file, BYTE, at, header, 0, header.length);
    int rawLength = (int) INT.get(header, RestartLayout.RAW_LENGTH_OFFSET);
    storedLength = (int) INT.get(header, RestartLayout.STORED_LENGTH_OFFSET);
    if (rawLength < 0
        || rawLength > RestartLayout.MAX_BLOCK_BYTES
        || storedLength < 0
        || storedLength > file.byteSize() - at - header.length) {
      throw new DistrustException("block of " + storedLength + " bytes at " + at);
    }
    if (stored.length < storedLength) {
      stored = new byte[Math.max(storedLength, stored.length * 2)];
    }
    MemorySegment.copy(file, BYTE, at + header.length, stored, 0, storedLength);
    int expected = (int) INT.get(header, RestartLayout.CHECKSUM_OFFSET);
    int found = RestartLayout.checksum(header, stored, 0, storedLength);
    if (found != expected) {
      throw new DistrustException(
          "at offset %s: crc32c of the block: expected %x, found %x"
              .formatted(at, expected, found));
    }
    at += header.length + storedLength;
    return header[0];
  }

  private void expand() throws DistrustException {
    int rawLength = (int) INT.get(header, RestartLayout.RAW_LENGTH_OFFSET);
    if (rawLength == storedLength) {
      in.reset(stored, storedLength);
      return;
    }
    if (raw.length < rawLength) {
      raw = new byte[Math.max(rawLength, raw.length * 2)];
    }
    try {
      int expanded = decompressor.decompress(stored, 0, storedLength, raw, 0, rawLength);
      if (expanded != rawLength) {
        throw new DistrustException("block of " + expanded + " raw bytes, not " + rawLength);
      }
    } catch (LZ4Exception e) {
      throw new DistrustException("lz4: " + e.getMessage(), e);
    }
    in.reset(raw, rawLength);
  }

  void giveTo(RestartConsumer consumer) throws IOException {
    checkHeader();
    stringCount = 0;
    while (at < file.byteSize()) {
      int type = next();
      expand();
      switch (type) {
        case RestartLayout.STRINGS -> readStrings();
        case RestartLayout.SERIES -> readSeries(consumer);
        case RestartLayout.SECOND_REFS -> readSecondRefs(consumer);
        case RestartLayout.RECORDS -> readRecords(consumer);
        case RestartLayout.START, RestartLayout.END -> {}
        default -> throw new DistrustException("block of type " + type);
      }
    }
  }

  private void readStrings() throws DistrustException {
    while (in.remaining() > 0) {
      if (stringCount == strings.length) {
        strings = Arrays.copyOf(strings, stringCount * 2);
      }
      strings[stringCount++] = in.string();
    }
  }

  private void readSeries(RestartConsumer consumer) throws IOException {
    while (in.remaining() > 0) {
      long ref = in.unsigned();
      int count = in.count();
      if (count > in.remaining()) {
        throw new DistrustException("series of " + count + " labels");
      }
      String[] pairs = new String[count * 2];
      for (int i = 0; i < pairs.length; i++) {
        int string = in.count();
        if (string >= stringCount) {
          throw new DistrustException("string " + string + " of " + stringCount);
        }
        pairs[i] = strings[string];
      }
      Labels labels = Labels.ofSortedPairs(pairs);
      int kind = in.byteValue();
      switch (kind) {
        case RestartLayout.NO_SAMPLES -> consumer.noSamples(ref, labels);
        case RestartLayout.ALL_FULL -> consumer.allFull(ref, labels, in.signed(), in.longValue());
        case RestartLayout.OPEN_FLOATS -> {
          open.getFrom(in);
          consumer.openFloats(ref, labels, open);
        }
        case RestartLayout.OPEN_HISTOGRAMS -> {
          readChunk();
          consumer.openHistograms(ref, labels, chunk);
        }
        default -> throw new DistrustException("series of kind " + kind);
      }
    }
  }

  private void readChunk() throws DistrustException {
    int code = in.byteValue();
    ChunkEncoding encoding = ChunkEncoding.ofCode(code);
    chunk.length = in.count();
    int from = in.skip(chunk.length);
    if (encoding == null || chunk.length < CHUNK_HEADER_BYTES) {
      throw new DistrustException("chunk of " + chunk.length + " bytes in encoding " + code);
    }
    chunk.encoding = encoding;
    chunk.reserve(chunk.length);
    chunk.from = 0;
    System.arraycopy(in.array(), from, chunk.bytes, 0, chunk.length);
  }

  private void readSecondRefs(RestartConsumer consumer) throws IOException {
    while (in.remaining() > 0) {
      consumer.secondRef(in.unsigned(), in.unsigned());
    }
  }

  private void readRecords(RestartConsumer consumer) throws IOException {
    while (in.remaining() > 0) {
      int length = in.count();
      consumer.record(in.array(), in.skip(length), length);
    }
  }
}
