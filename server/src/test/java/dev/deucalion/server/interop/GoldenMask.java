package dev.deucalion.server.interop;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what two servers cannot have in common: times, durations, texts for users,
 * the order of series, and the last digits of sums, which later versions compensate.
 */
final class GoldenMask {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*(Z|[+-]\\d\\d:\\d\\d)");
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
          "name");
  private static final Set<String> LEFT_OUT = Set.of("warnings", "infos");

  private GoldenMask() {}

  static String of(String body) {
    String text;
    try {
      text = body.startsWith("{") ? masked("", Json.parse(body)).toString() : body;
    } catch (UncheckedIOException e) {
      text = body;
    }
    return LONG_NUMBER
        .matcher(TIME.matcher(text).replaceAll("TIME"))
        .replaceAll(number -> "%.9g".formatted(Double.parseDouble(number.group())));
  }

  private static Object masked(String key, Object value) {
    if (MASKED.contains(key)) {
      return "MASKED";
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((name, member) -> {
        if (!LEFT_OUT.contains(String.valueOf(name))) {
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
      return copy;
    }
    return value;
  }
}
