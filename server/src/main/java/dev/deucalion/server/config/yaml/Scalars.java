package dev.deucalion.server.config.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a scalar is, by the rules of Go's YAML library: those of YAML 1.1, where {@code yes} and
 * {@code on} are booleans when a boolean is asked for, and where every scalar can be read as text.
 */
final class Scalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[0-9][0-9_]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Map<String, Double> FLOAT_NAMES =
      Map.ofEntries(
          Map.entry(".nan", Double.NaN),
          Map.entry(".NaN", Double.NaN),
          Map.entry(".NAN", Double.NaN),
          Map.entry(".inf", Double.POSITIVE_INFINITY),
          Map.entry(".Inf", Double.POSITIVE_INFINITY),
          Map.entry(".INF", Double.POSITIVE_INFINITY),
          Map.entry("+.inf", Double.POSITIVE_INFINITY),
          Map.entry("+.Inf", Double.POSITIVE_INFINITY),
          Map.entry("+.INF", Double.POSITIVE_INFINITY),
          Map.entry("-.inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.INF", Double.NEGATIVE_INFINITY));
  private static final String BINARY_TAG = "tag:yaml.org,2002:binary";
  private static final String STRING_TAG = "tag:yaml.org,2002:str";

  /** An unpaired surrogate from here on stands for a byte that is not UTF-8. */
  private static final char STRAY_BYTE = 0xdc00;

  private Scalars() {}

  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && isImplicit(scalar)
        && NULLS.contains(scalar.getValue());
  }

  /** True or false, or null when it is neither. */
  static @Nullable Boolean bool(ScalarNode node) {
    if (isImplicit(node) && TRUE.contains(node.getValue())) {
      return true;
    }
    return isImplicit(node) && FALSE.contains(node.getValue()) ? false : null;
  }

  /** The integer, or null when it is none. */
  static @Nullable Long integer(ScalarNode node) {
    String text = node.getValue();
    if (!isImplicit(node) || !INTEGER.matcher(text).matches()) {
      return null;
    }
    String digits = text.replace("_", "").replaceFirst("^\\+", "");
    boolean negative = digits.startsWith("-");
    String absolute = negative ? digits.substring(1) : digits;
    try {
      long value =
          switch (absolute.length() > 1 && absolute.charAt(0) == '0' ? absolute.charAt(1) : ' ') {
            case 'x', 'X' -> Long.parseLong(absolute.substring(2), 16);
            case 'b', 'B' -> Long.parseLong(absolute.substring(2), 2);
            case 'o', 'O' -> Long.parseLong(absolute.substring(2), 8);
            case ' ' -> Long.parseLong(absolute);
            default -> Long.parseLong(absolute, 8);
          };
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The number, which may be infinite or NaN, or null when it is none. */
  static @Nullable Double anyNumber(ScalarNode node) {
    Double named = isImplicit(node) ? FLOAT_NAMES.get(node.getValue()) : null;
    return named == null ? number(node) : named;
  }

  /** The finite number, or null when it is none. */
  static @Nullable Double number(ScalarNode node) {
    Long integer = integer(node);
    if (integer != null) {
      return integer.doubleValue();
    }
    String text = node.getValue();
    if (isImplicit(node) && DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    return null;
  }

  /** The text; null when it claims to be binary and is not. */
  static @Nullable String text(ScalarNode node) {
    if (!node.getTag().getValue().equals(BINARY_TAG)) {
      return node.getValue();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(strictBase64(node.getValue()));
      return decode(bytes);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The short name of the type that Go's library resolves a node to. */
  static String tag(ScalarNode node) {
    if (node.getTag().getValue().equals(BINARY_TAG)) {
      return "!!binary";
    }
    if (!isImplicit(node)) {
      return "!!str";
    }
    String text = node.getValue();
    if (bool(node) != null) {
      return "!!bool";
    }
    if (integer(node) != null) {
      return "!!int";
    }
    return DECIMAL.matcher(text).matches() || FLOAT_NAMES.containsKey(text) ? "!!float" : "!!str";
  }

  /** Whether a text, written plainly, would be read as something else than a text. */
  static boolean isAmbiguous(String text) {
    return NULLS.contains(text)
        || TRUE.contains(text)
        || FALSE.contains(text)
        || mayBeNumber(text) && (INTEGER.matcher(text).matches() || DECIMAL.matcher(text).matches())
        || FLOAT_NAMES.containsKey(text)
        || text.equals("<<");
  }

  /** By its first character: few texts begin as numbers do, and a start writes many texts. */
  private static boolean mayBeNumber(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
  }

  private static boolean isImplicit(ScalarNode node) {
    String tag = node.getTag().getValue();
    return node.isPlain() && !tag.equals(STRING_TAG + "!") && !tag.equals(BINARY_TAG);
  }

  private static String strictBase64(String text) {
    if (text.chars().anyMatch(c -> !isBase64(c))) {
      throw new IllegalArgumentException("not base64");
    }
    return text;
  }

  private static boolean isBase64(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '='
        || c == '\n'
        || c == '\r';
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (STRAY_BYTE + (in.get() & 0xff)));
      }
      decoder.reset();
    }
  }

  /** The text in double quotes as Go shows it, bytes that are not UTF-8 as {@code \xff}. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(dev.deucalion.model.labels.GoQuote.quote(text));
    for (int at; (at = out.indexOf("\\udc")) >= 0; ) {
      out.replace(at, at + 4, "\\x");
    }
    return out.toString();
  }
}
