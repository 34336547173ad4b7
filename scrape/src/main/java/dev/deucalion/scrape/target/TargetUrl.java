package dev.deucalion.scrape.target;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a target's URL as Go's {@code net/url} would, for it is shown and part of its identity.
 */
final class TargetUrl {
  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED = "-_.~";

  /** What a path may hold as it is, besides letters and digits. */
  private static final String PATH_CHARACTERS = "-_.~$&+,/:;=@";

  private TargetUrl() {}

  /** The URL that a target's labels and its job's parameters come to. */
  static String of(Labels labels, Map<String, List<String>> jobParams) {
    TreeMap<String, List<String>> params = new TreeMap<>();
    for (Map.Entry<String, List<String>> param : jobParams.entrySet()) {
      params.put(param.getKey(), new ArrayList<>(param.getValue()));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (labels.name(i).startsWith(LabelNames.PARAM_PREFIX)) {
        String name = labels.name(i).substring(LabelNames.PARAM_PREFIX.length());
        List<String> values = params.computeIfAbsent(name, n -> new ArrayList<>());
        if (values.isEmpty()) {
          values.add(labels.value(i));
        } else {
          values.set(0, labels.value(i));
        }
      }
    }
    StringBuilder url = new StringBuilder();
    url.append(labels.get(LabelNames.SCHEME)).append("://");
    url.append(labels.get(LabelNames.ADDRESS));
    String path = labels.get(LabelNames.METRICS_PATH);
    if (!path.isEmpty() && !path.startsWith("/")) {
      url.append('/');
    }
    appendEscaped(url, path, PATH_CHARACTERS, false);
    char separator = '?';
    for (Map.Entry<String, List<String>> param : params.entrySet()) {
      for (String value : param.getValue()) {
        url.append(separator);
        appendEscaped(url, param.getKey(), UNRESERVED, true);
        url.append('=');
        appendEscaped(url, value, UNRESERVED, true);
        separator = '&';
      }
    }
    return url.toString();
  }

  private static void appendEscaped(
      StringBuilder out, String text, String plain, boolean spaceIsPlus) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (letterOrDigit || plain.indexOf(c) >= 0) {
        out.append(c);
      } else if (c == ' ' && spaceIsPlus) {
        out.append('+');
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}
