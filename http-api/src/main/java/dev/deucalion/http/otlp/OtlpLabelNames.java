package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.model.labels.GoQuote;
import java.util.HashMap;
import java.util.Map;

/** Makes label names of those of attributes. For one thread; remembers what it made. */
final class OtlpLabelNames {
  private static final String RESERVED = "__";
  private static final int MAX_REMEMBERED = 1_000;

  private final OtlpSettings settings;
  private final Map<String, String> made = new HashMap<>();

  OtlpLabelNames(OtlpSettings settings) {
    this.settings = settings;
  }

  /**
   * The name of a label.
   *
   * @throws OtlpException when nothing but underscores is left of it
   */
  String of(String attribute) throws OtlpException {
    String known = made.get(attribute);
    if (known == null) {
      known = make(attribute);
      if (made.size() < MAX_REMEMBERED) {
        made.put(attribute, known);
      }
    }
    return known;
  }

  private String make(String attribute) throws OtlpException {
    if (attribute.isEmpty()) {
      throw new OtlpException("label name is empty");
    }
    if (!settings.strategy().escapes()) {
      if (isUnderscores(attribute)) {
        throw new OtlpException(
            "label name " + GoQuote.quote(attribute) + " contains only underscores");
      }
      return attribute;
    }
    String name = escaped(attribute);
    if (name.charAt(0) >= '0' && name.charAt(0) <= '9') {
      name = "key_" + name;
    } else if (settings.has(Switch.LABEL_NAME_UNDERSCORE_SANITIZATION)
        && name.startsWith("_")
        && !name.startsWith(RESERVED)) {
      name = "key" + name;
    }
    if (isUnderscores(name)) {
      throw new OtlpException(
          "normalization for label name "
              + GoQuote.quote(attribute)
              + " resulted in invalid name "
              + GoQuote.quote(name));
    }
    return name;
  }

  private String escaped(String attribute) {
    boolean several = settings.has(Switch.LABEL_NAME_PRESERVE_MULTIPLE_UNDERSCORES);
    boolean reserved =
        !several
            && attribute.length() >= 2 * RESERVED.length()
            && attribute.startsWith(RESERVED)
            && attribute.endsWith(RESERVED);
    String inner = reserved ? attribute.substring(2, attribute.length() - 2) : attribute;
    StringBuilder out = new StringBuilder();
    boolean afterUnderscore = false;
    for (int i = 0; i < inner.length(); i += Character.charCount(inner.codePointAt(i))) {
      char c = inner.charAt(i);
      boolean kept = c != ':' && OtlpMetricNames.isNameChar(c);
      if (kept || several || !afterUnderscore) {
        out.append(kept ? c : '_');
      }
      afterUnderscore = !kept;
    }
    return reserved ? RESERVED + out + RESERVED : out.toString();
  }

  private static boolean isUnderscores(String name) {
    return name.chars().allMatch(c -> c == '_');
  }
}
