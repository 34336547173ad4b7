package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Appends to one file through a buffer, and sums what passes. Numbers are big-endian. For one
 * thread.
 */
final class FileOutput implements Closeable {
  private static final int BUFFER_BYTES = 256 << 10;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final WritableFile file;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CRC32C crc = new CRC32C();

  /** Bytes of the file that are written. */
  private long written;

  private int used;

  /** Where in the buffer the bytes begin that are not summed yet. */
  private int unsummed;

  /**
   * @param file empty
   */
  FileOutput(WritableFile file) {
    this.file = file;
  }

  /** Bytes put so far. */
  long position() {
    return written + used;
  }

  void putByte(int b) throws IOException {
    makeRoom();
    buffer[used++] = (byte) b;
  }

  void putInt(int value) throws IOException {
    makeRoom();
    INT.set(buffer, used, value);
    used += Integer.BYTES;
  }

  void putLong(long value) throws IOException {
    makeRoom();
    LONG.set(buffer, used, value);
    used += Long.BYTES;
  }

  /** Puts a number of one to ten bytes, see {@link Uvarint}. */
  void putUvarint(long value) throws IOException {
    makeRoom();
    used = Uvarint.put(buffer, used, value);
  }

  /** Puts a number with a sign, see {@link Uvarint#putSigned}. */
  void putVarint(long value) throws IOException {
    makeRoom();
    used = Uvarint.putSigned(buffer, used, value);
  }

  /** Puts the length in bytes, then UTF-8. */
  void putString(String s) throws IOException {
    byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
    putUvarint(bytes.length);
    put(bytes, 0, bytes.length);
  }

  void put(byte[] bytes, int from, int count) throws IOException {
    if (count > buffer.length - used) {
      flush();
    }
    if (count > buffer.length) {
      crc.update(bytes, from, count);
      file.write(bytes, from, count, written);
      written += count;
      return;
    }
    System.arraycopy(bytes, from, buffer, used, count);
    used += count;
  }

  /** Puts zeros until the position is a multiple of a number. */
  void align(int bytes) throws IOException {
    while (position() % bytes != 0) {
      putByte(0);
    }
  }

  /** Begins a sum with the next byte that is put. */
  void startChecksum() {
    crc.reset();
    unsummed = used;
  }

  /** CRC-32C of the bytes put since {@link #startChecksum}. */
  int checksum() {
    crc.update(buffer, unsummed, used - unsummed);
    unsummed = used;
    return (int) crc.getValue();
  }

  /** Overwrites a number that was put before. */
  void overwriteInt(long at, int value) throws IOException {
    flush();
    byte[] bytes = new byte[Integer.BYTES];
    INT.set(bytes, 0, value);
    file.write(bytes, 0, bytes.length, at);
  }

  /** Writes what is in the buffer, so that the file can be mapped. */
  void flush() throws IOException {
    if (used == 0) {
      return;
    }
    checksum();
    file.write(buffer, 0, used, written);
    written += used;
    used = 0;
    unsummed = 0;
  }

  void sync() throws IOException {
    flush();
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void makeRoom() throws IOException {
    if (buffer.length - used < Uvarint.MAX_BYTES) {
      flush();
    }
  }
}
