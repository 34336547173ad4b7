package dev.deucalion.server.flags;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.GoDuration;
import dev.deucalion.server.units.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How the value of a flag is read and shown.
 *
 * @param arity whether it takes a value, and how often
 * @param parser makes the value from what was given, at least one text unless REPEATED; throws
 *     IllegalArgumentException in Prometheus' words
 * @param printer shows the value as {@code /api/v1/status/flags} does
 * @param zero the value where neither the user nor the table gives one
 */
public record FlagType<T>(
    Arity arity, Function<List<String>, T> parser, Function<T, String> printer, T zero) {
  /** Whether a flag takes a value. */
  public enum Arity {
    /** No value: {@code --x} or {@code --no-x}. */
    SWITCH,
    /** One value, given at most once. */
    SINGLE,
    /** A value each time it is given. */
    REPEATED
  }

  /** Given or not. */
  public static final FlagType<Boolean> SWITCH =
      new FlagType<>(
          Arity.SWITCH, texts -> Boolean.valueOf(texts.getFirst()), String::valueOf, false);

  /** Any text. */
  public static final FlagType<String> TEXT = single(text -> text, text -> text, "");

  /** Any texts. */
  public static final FlagType<List<String>> TEXTS =
      new FlagType<>(Arity.REPEATED, List::copyOf, texts -> String.join(",", texts), List.of());

  /** An integer, perhaps written as a float. */
  public static final FlagType<Integer> INT =
      single(text -> (int) parseFloat(text), String::valueOf, 0);

  /** An integer. */
  public static final FlagType<Long> LONG = single(FlagType::parseLong, String::valueOf, 0L);

  static final FlagType<Double> FLOAT = single(FlagType::parseFloat, FlagType::printFloat, 0.0);

  /** Milliseconds, in Prometheus' notation. */
  static final FlagType<Long> DURATION = single(PromDuration::parseMs, PromDuration::format, 0L);

  /** Nanoseconds, in Go's notation. */
  public static final FlagType<Long> GO_DURATION =
      single(GoDuration::parseNanos, GoDuration::format, 0L);

  /** Bytes. */
  static final FlagType<Long> BYTES = single(ByteSize::parse, ByteSize::format, 0L);

  static final FlagType<String> WAL_COMPRESSION =
      single(
          text -> {
            if (!text.equals("snappy") && !text.equals("zstd")) {
              throw new IllegalArgumentException(
                  "enum value must be one of snappy,zstd, got '" + text + "'");
            }
            return text;
          },
          text -> text,
          "");

  static final FlagType<String> LOG_LEVEL =
      single(
          text -> {
            String level = text.toLowerCase(Locale.ROOT);
            if (!List.of("debug", "info", "warn", "error").contains(level)) {
              throw new IllegalArgumentException("unrecognized log level " + text);
            }
            return level;
          },
          text -> text,
          "info");

  static final FlagType<String> LOG_FORMAT =
      single(
          text -> {
            if (!text.equals("logfmt") && !text.equals("json")) {
              throw new IllegalArgumentException("unrecognized log format " + text);
            }
            return text;
          },
          text -> text,
          "logfmt");

  static final FlagType<List<String>> WRITE_MESSAGES =
      new FlagType<>(
          Arity.REPEATED,
          FlagType::parseWriteMessages,
          messages -> String.join(",", messages),
          List.of());

  private static <T> FlagType<T> single(
      Function<String, T> parser, Function<T, String> printer, T zero) {
    return new FlagType<>(Arity.SINGLE, texts -> parser.apply(texts.getFirst()), printer, zero);
  }

  private static double parseFloat(String text) {
    // Java would also take type suffixes and spaces.
    if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
      return Double.parseDouble(text);
    }
    throw new IllegalArgumentException(
        "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
  }

  private static String printFloat(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static long parseLong(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "strconv.ParseInt: parsing " + GoQuote.quote(text) + ": invalid syntax", e);
    }
  }

  private static List<String> parseWriteMessages(List<String> texts) {
    List<String> supported = List.of("prometheus.WriteRequest", "io.prometheus.write.v2.Request");
    List<String> messages = new ArrayList<>();
    for (String text : texts) {
      if (!supported.contains(text)) {
        throw new IllegalArgumentException(
            "unknown type for remote write protobuf message "
                + text
                + ", supported: "
                + String.join(", ", supported));
      }
      if (messages.contains(text)) {
        throw new IllegalArgumentException(
            "duplicated " + text + " flag value, got " + messages + " already");
      }
      messages.add(text);
    }
    return List.copyOf(messages);
  }
}
