package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Makes an index of version 1: offsets for symbols and ids, and a table in no order. */
final class IndexV1 {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private IndexV1() {}

  /** An index of series, each with one chunk at its number from 1 on. */
  static byte[] of(List<Labels> sortedSeries) {
    return new IndexV1().write(sortedSeries);
  }

  private byte[] write(List<Labels> sortedSeries) {
    out.writeBytes(ByteBuffer.allocate(5).putInt(IndexLayout.MAGIC).put((byte) 1).array());
    TreeSet<String> symbols = new TreeSet<>();
    sortedSeries.forEach(labels ->
        labels.forEach((name, value) -> {
          symbols.add(name);
          symbols.add(value);
        }));
    Map<String, Integer> offsets = new HashMap<>();
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(ints(symbols.size()));
    for (String symbol : symbols) {
      offsets.put(symbol, out.size() + Integer.BYTES + section.size());
      section.writeBytes(string(symbol));
    }
    writeSection(section.toByteArray());
    long seriesStart = out.size();
    Map<List<String>, List<Integer>> postings = new LinkedHashMap<>();
    long chunk = 1;
    for (Labels labels : sortedSeries) {
      int id = out.size();
      postings.computeIfAbsent(List.of("", ""), k -> new ArrayList<>()).add(id);
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.writeBytes(uvarint(labels.size()));
      labels.forEach((name, value) -> {
        entry.writeBytes(uvarint(offsets.getOrDefault(name, 0)));
        entry.writeBytes(uvarint(offsets.getOrDefault(value, 0)));
        postings.computeIfAbsent(List.of(name, value), k -> new ArrayList<>()).add(id);
      });
      entry.writeBytes(new byte[] {1, 20, 5});
      entry.writeBytes(uvarint(chunk++));
      out.writeBytes(uvarint(entry.size()));
      out.writeBytes(entry.toByteArray());
      out.writeBytes(ints(crc(entry.toByteArray())));
    }
    long table = writePostings(postings);
    ByteBuffer contents = ByteBuffer.allocate(48);
    contents.putLong(5).putLong(seriesStart).putLong(0).putLong(0).putLong(0).putLong(table);
    out.writeBytes(contents.array());
    out.writeBytes(ints(crc(contents.array())));
    return out.toByteArray();
  }

  private long writePostings(Map<List<String>, List<Integer>> postings) {
    List<byte[]> entries = new ArrayList<>();
    postings.forEach((key, ids) -> {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.write(2);
      entry.writeBytes(string(key.getFirst()));
      entry.writeBytes(string(key.getLast()));
      entry.writeBytes(uvarint(out.size()));
      entries.add(entry.toByteArray());
      ByteArrayOutputStream list = new ByteArrayOutputStream();
      list.writeBytes(ints(ids.size()));
      ids.forEach(id -> list.writeBytes(ints(id)));
      writeSection(list.toByteArray());
    });
    Collections.shuffle(entries, new Random(4));
    long table = out.size();
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(ints(entries.size()));
    entries.forEach(section::writeBytes);
    writeSection(section.toByteArray());
    return table;
  }

  private void writeSection(byte[] content) {
    out.writeBytes(ints(content.length));
    out.writeBytes(content);
    out.writeBytes(ints(crc(content)));
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] uvarint(long value) {
    byte[] bytes = new byte[Uvarint.MAX_BYTES];
    int end = Uvarint.put(bytes, 0, value);
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] string(String s) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(uvarint(utf8.length));
    bytes.writeBytes(utf8);
    return bytes.toByteArray();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
