package dev.deucalion.server.interop;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what two servers cannot have in common: times, durations, names of
 * snapshots, infos, the order of series, and the last digits of sums, which later versions
 * compensate.
 */
final class GoldenMask {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern SNAPSHOT = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{10,16}");
  private static final Pattern TIME_MS = Pattern.compile("(?<![\\d.])[12]\\d{12}(?![\\d.])");
  private static final int DIGITS = 13;
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{6,}(e[+-]\\d+)?");
  private static final Set<String> MASKED =
      Set.of(
          "lastScrapeDuration",
          "evalTotalTime",
          "resultSortTime",
          "queryPreparationTime",
          "innerEvalTime",
          "execQueueTime",
          "execTotalTime",
          "evaluationTime");

  private static final Set<String> COUNT_KEYS = Set.of("name", "value");

  /** So many names are told by default. */
  private static final int MOST_FREQUENT = 10;

  /** 2.42 has none. */
  private static final String LEFT_OUT = "infos";

  private GoldenMask() {}

  static String of(String body) {
    String text;
    try {
      text = body.startsWith("{") ? masked("", Json.parse(body)).toString() : body;
    } catch (UncheckedIOException e) {
      text = body;
    }
    String timeless = TIME_MS.matcher(TIME.matcher(text).replaceAll("TIME")).replaceAll("MS");
    return LONG_NUMBER
        .matcher(SNAPSHOT.matcher(timeless).replaceAll("SNAPSHOT"))
        .replaceAll(number -> rounded(number.group()));
  }

  private static String rounded(String number) {
    BigDecimal digits = new BigDecimal(number).round(new MathContext(DIGITS));
    return digits.stripTrailingZeros().toPlainString();
  }

  private static Object masked(String key, Object value) {
    if (MASKED.contains(key)) {
      return "MASKED";
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((name, member) -> {
        if (!name.equals(LEFT_OUT)) {
          copy.put(String.valueOf(name), masked(String.valueOf(name), member));
        }
      });
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(masked("", element)));
      if (key.equals("result")) {
        copy.sort(Comparator.comparing(Object::toString));
      }
      return isCounted(list) ? counted(list) : copy;
    }
    return value;
  }

  private static boolean isCounted(List<?> list) {
    return !list.isEmpty()
        && list.stream()
            .allMatch(one -> one instanceof Map<?, ?> map && map.keySet().equals(COUNT_KEYS));
  }

  /** The most frequent names: which of those with the last count are among them is anybody's. */
  private static List<String> counted(List<?> list) {
    Object last = Json.at(list.getLast(), "value");
    return list.stream()
        .map(one -> {
          Object count = Json.at(one, "value");
          boolean isCut = list.size() == MOST_FREQUENT && count.equals(last);
          return (isCut ? "ANY" : Json.at(one, "name")) + "=" + count;
        })
        .sorted()
        .toList();
  }
}
