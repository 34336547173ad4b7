package dev.deucalion.http.debug;

import dev.deucalion.model.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.GZIPOutputStream;

/**
 * A profile as {@code pprof} reads it: stacks and what was counted at each. Equal stacks are added
 * up. Not thread-safe.
 */
final class PprofProfile {
  private final List<Measure> measures;
  private final SequencedMap<String, Integer> texts = new LinkedHashMap<>();
  private final SequencedMap<StackTraceElement, Integer> places = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> functions = new LinkedHashMap<>();
  private final SequencedMap<List<StackTraceElement>, long[]> samples = new LinkedHashMap<>();

  /**
   * What a number of each stack means.
   *
   * @param unit {@code count}, {@code nanoseconds} or {@code bytes}
   */
  record Measure(String type, String unit) {}

  /**
   * When and how the profile was taken.
   *
   * @param period between two looks, in the unit of the last measure
   */
  record Taking(long timeMs, long durationNanos, long period) {}

  PprofProfile(Measure... measures) {
    this.measures = List.of(measures);
    text("");
  }

  /**
   * Adds to what was counted at a stack.
   *
   * @param stack the innermost call first
   * @param values one for each measure
   */
  void add(StackTraceElement[] stack, long... values) {
    long[] sums = samples.computeIfAbsent(List.of(stack), s -> new long[measures.size()]);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  /** The message, compressed by gzip. */
  byte[] encode(Taking taking) {
    WireWriter out = new WireWriter();
    for (Measure measure : measures) {
      writeMeasure(out, 1, measure);
    }
    for (Map.Entry<List<StackTraceElement>, long[]> sample : samples.entrySet()) {
      int message = out.begin(2);
      int ids = out.begin(1);
      sample.getKey().forEach(call -> out.varint(place(call)));
      out.end(ids);
      int values = out.begin(2);
      Arrays.stream(sample.getValue()).forEach(out::varint);
      out.end(values);
      out.end(message);
    }
    for (Map.Entry<StackTraceElement, Integer> place : places.entrySet()) {
      writePlace(out, place.getValue(), place.getKey());
    }
    writeFunctions(out);
    writeMeasure(out, 11, measures.getLast());
    texts.keySet().forEach(text -> out.string(6, text));
    out.int64(9, taking.timeMs() * 1_000_000);
    out.int64(10, taking.durationNanos());
    out.int64(12, taking.period());
    return compressed(out.toByteArray());
  }

  private void writeMeasure(WireWriter out, int field, Measure measure) {
    int message = out.begin(field);
    out.int64(1, text(measure.type()));
    out.int64(2, text(measure.unit()));
    out.end(message);
  }

  private void writePlace(WireWriter out, int id, StackTraceElement call) {
    int message = out.begin(4);
    out.int64(1, id);
    int line = out.begin(4);
    out.int64(1, function(call));
    out.int64(2, Math.max(0, call.getLineNumber()));
    out.end(line);
    out.end(message);
  }

  private void writeFunctions(WireWriter out) {
    Map<String, String> files = new LinkedHashMap<>();
    places
        .keySet()
        .forEach(call -> files.putIfAbsent(name(call), String.valueOf(call.getFileName())));
    functions.forEach((name, id) -> {
      int message = out.begin(5);
      out.int64(1, id);
      out.int64(2, text(name));
      out.int64(3, text(name));
      out.int64(4, text(files.getOrDefault(name, "")));
      out.end(message);
    });
  }

  private static String name(StackTraceElement call) {
    return call.getClassName() + "." + call.getMethodName();
  }

  private int place(StackTraceElement call) {
    return places.computeIfAbsent(call, c -> places.size() + 1);
  }

  private int function(StackTraceElement call) {
    return functions.computeIfAbsent(name(call), n -> functions.size() + 1);
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, t -> texts.size());
  }

  private static byte[] compressed(byte[] message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
