package dev.deucalion.tsdb.restart;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.WalLayout;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Writes a restart file beside the one there is, which {@link #finish} replaces. A series is a call
 * of {@link #beginSeries}, one of {@link #label} for each label, and one for its state. What has
 * come is written block by block; {@link #flush} writes those of series that are full. For one
 * thread.
 */
public final class RestartWriter implements Closeable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int BLOCK_BYTES = 256 << 10;

  private final FileOps files;
  private final Path dir;
  private final Path walDir;
  private final LogPosition start;
  private final WritableFile file;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final RawBlock strings = new RawBlock();
  private final RawBlock series = new RawBlock();
  private final RawBlock secondRefs = new RawBlock();
  private final RawBlock records = new RawBlock();
  private final byte[] header = new byte[RestartLayout.BLOCK_HEADER_BYTES];
  private byte[] compressed = new byte[0];
  private int stringCount;
  private long seriesCount;
  private long written;

  /**
   * Begins a file.
   *
   * @param dir of the restart file
   * @param walDir of the log
   * @param start the head has, or will have before {@link #finish}, all that the log has before
   */
  public RestartWriter(FileOps files, Path dir, Path walDir, LogPosition start) throws IOException {
    this.files = files;
    this.dir = dir;
    this.walDir = walDir;
    this.start = start;
    this.file = files.openForWriting(dir.resolve(RestartFile.TEMPORARY_NAME));
    try {
      file.setSize(0);
      byte[] fileHeader = new byte[RestartLayout.FILE_HEADER_BYTES];
      INT.set(fileHeader, 0, RestartLayout.MAGIC);
      fileHeader[Integer.BYTES] = RestartLayout.VERSION;
      file.write(fileHeader, 0, fileHeader.length, 0);
      written = fileHeader.length;
      RawBlock block = new RawBlock();
      LogMark.of(files, walDir, start).putTo(block);
      write(RestartLayout.START, block);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Adds a string and returns its number. */
  public int string(String s) {
    strings.putString(s);
    return stringCount++;
  }

  /** Begins a series. */
  public void beginSeries(long logRef, int labelCount) {
    series.putUnsigned(logRef);
    series.putUnsigned(labelCount);
    seriesCount++;
  }

  /** Adds a label by the numbers of its strings; in the order of names. */
  public void label(int name, int value) {
    series.putUnsigned(name);
    series.putUnsigned(value);
  }

  /** The series has no samples. */
  public void noSamples() {
    series.putByte(RestartLayout.NO_SAMPLES);
  }

  /** The series' samples are all in full chunks. */
  public void allFull(long lastTimeMs, long lastValueBits) {
    series.putByte(RestartLayout.ALL_FULL);
    series.putSigned(lastTimeMs);
    series.putLong(lastValueBits);
  }

  /** The series has an open chunk of floats. */
  public void openFloats(OpenFloats open) {
    series.putByte(RestartLayout.OPEN_FLOATS);
    open.putTo(series);
  }

  /** The series has an open chunk of histograms. */
  public void openHistograms(ChunkData chunk) {
    series.putByte(RestartLayout.OPEN_HISTOGRAMS);
    series.putByte(chunk.encoding.code());
    series.putBytes(chunk.bytes, chunk.from, chunk.length);
  }

  /** Adds a ref by which an older part of the log names a series that has another one. */
  public void secondRef(long secondRef, long logRef) throws IOException {
    secondRefs.putUnsigned(secondRef);
    secondRefs.putUnsigned(logRef);
    if (secondRefs.length() >= BLOCK_BYTES) {
      writeSecondRefs();
    }
  }

  /** Adds a record that is not compressed; after all series, which it may name. */
  public void record(RecordBuffer record) throws IOException {
    records.putBytes(record.bytes(), 0, record.length());
    if (records.length() >= BLOCK_BYTES) {
      writeSecondRefs();
      write(RestartLayout.RECORDS, records);
    }
  }

  /** Writes full blocks of series. */
  public void flush() throws IOException {
    if (series.length() >= BLOCK_BYTES) {
      writeSeries();
    }
  }

  /** Series stand before their second refs. */
  private void writeSecondRefs() throws IOException {
    writeSeries();
    write(RestartLayout.SECOND_REFS, secondRefs);
  }

  private void writeSeries() throws IOException {
    write(RestartLayout.STRINGS, strings);
    write(RestartLayout.SERIES, series);
  }

  private void write(int type, RawBlock block) throws IOException {
    int raw = block.length();
    if (raw == 0) {
      return;
    }
    int most = compressor.maxCompressedLength(raw);
    if (compressed.length < most) {
      compressed = new byte[most];
    }
    int stored = compressor.compress(block.bytes(), 0, raw, compressed, 0, most);
    byte[] data = compressed;
    if (stored >= raw) {
      stored = raw;
      data = block.bytes();
    }
    header[0] = (byte) type;
    INT.set(header, RestartLayout.RAW_LENGTH_OFFSET, raw);
    INT.set(header, RestartLayout.STORED_LENGTH_OFFSET, stored);
    INT.set(header, RestartLayout.CHECKSUM_OFFSET, RestartLayout.checksum(header, data, 0, stored));
    file.write(header, 0, header.length, written);
    file.write(data, 0, stored, written + header.length);
    written += header.length + stored;
    block.clear();
  }

  /**
   * Makes the file the restart file, after what the log has so far is durable.
   *
   * @param end the head had nothing that the log has after it
   * @param chunkFiles where the files of full chunks end
   * @return its size in bytes
   */
  public long finish(LogPosition end, HeadChunkFiles.End chunkFiles) throws IOException {
    writeSecondRefs();
    write(RestartLayout.RECORDS, records);
    RawBlock block = new RawBlock();
    LogMark.of(files, walDir, end).putTo(block);
    block.putUnsigned(chunkFiles.file());
    block.putUnsigned(chunkFiles.bytes());
    block.putLong(chunkFiles.checksum());
    block.putUnsigned(seriesCount);
    write(RestartLayout.END, block);
    file.sync();
    for (long segment = Math.max(0, start.segment() - 1); segment <= end.segment(); segment++) {
      syncSegment(segment);
    }
    files.rename(dir.resolve(RestartFile.TEMPORARY_NAME), dir.resolve(RestartFile.NAME));
    files.syncDirectory(dir);
    return written;
  }

  /** The log is synced a little later than it is written; this file must not be ahead of it. */
  private void syncSegment(long segment) throws IOException {
    String name = WalLayout.segmentName(segment);
    if (files.list(walDir).contains(name)) {
      try (WritableFile opened = files.openForWriting(walDir.resolve(name))) {
        opened.sync();
      }
    }
  }

  /** Lets go of the file. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
