package dev.deucalion.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts of a form of parts, as {@code curl -F} sends it; files among them are passed
 * over.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public final class MultipartForm {
  private static final String TYPE = "multipart/form-data";
  private static final String LINE_END = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";

  /** More parts than any client sends. */
  private static final int MAX_PARTS = 10_000;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern DISPOSITION =
      Pattern.compile(
          "content-disposition:[ \\t]*form-data\\b([^\\r\\n]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(";[ \\t]*name=(?:\"([^\"]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE =
      Pattern.compile(";[ \\t]*filename\\*?=", Pattern.CASE_INSENSITIVE);

  private MultipartForm() {}

  /** Whether a body of this type is such a form. */
  public static boolean is(String contentType) {
    return contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
  }

  /** The texts of a form, in order; what follows a part that cannot be read is left out. */
  public static Parameters parse(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      return Parameters.NONE;
    }
    String delimiter = "--" + group(boundary);
    // One character a byte, so that places in it are places in the body.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Parameters.Builder found = new Parameters.Builder();
    int at = text.indexOf(delimiter);
    for (int i = 0; i < MAX_PARTS && at >= 0; i++) {
      int head = text.indexOf(LINE_END, at + delimiter.length());
      boolean isLast = text.startsWith("--", at + delimiter.length());
      int content = head < 0 || isLast ? -1 : text.indexOf(HEAD_END, head);
      int end = content < 0 ? -1 : text.indexOf(LINE_END + delimiter, content + 2);
      if (end < 0) {
        break;
      }
      int from = Math.min(content + HEAD_END.length(), end);
      addPart(text.substring(head, content), text.substring(from, end), found);
      at = end + LINE_END.length();
    }
    return found.build();
  }

  private static void addPart(String head, String content, Parameters.Builder into) {
    Matcher disposition = DISPOSITION.matcher(head);
    if (!disposition.find() || FILE.matcher(disposition.group(1)).find()) {
      return;
    }
    Matcher name = NAME.matcher(disposition.group(1));
    if (name.find()) {
      into.add(utf8(group(name)), utf8(content));
    }
  }

  private static String group(Matcher found) {
    String quoted = found.group(1);
    return quoted != null ? quoted : found.group(2);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
