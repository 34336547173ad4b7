package dev.deucalion.server.interop;

import java.util.regex.Pattern;

/**
 * How answers of Prometheus 2.42 to some requests become those of later versions.
 *
 * @param request all of a request must match it
 * @param before what the later versions write in another way
 * @param after what they write, with the groups of {@code before}; {@link #ANYTHING} where the
 *     whole answer is another one
 * @param reason why
 */
record GoldenDifference(Pattern request, Pattern before, String after, String reason) {
  static final String ANYTHING = "*";

  private static final String SEPARATOR = " :: ";
  private static final String BECOMES = " => ";

  /** Reads {@code request :: before => after :: reason}. */
  static GoldenDifference parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    String[] texts = parts.length == 3 ? parts[1].split(BECOMES, -1) : parts;
    if (texts.length != 2 || parts.length != 3 || parts[2].isBlank()) {
      throw new IllegalArgumentException(line);
    }
    return new GoldenDifference(
        Pattern.compile(parts[0]), Pattern.compile(texts[0], Pattern.DOTALL), texts[1], parts[2]);
  }

  /** The answer as later versions give it; the same where the difference is another request's. */
  String later(String ofRequest, String answer) {
    if (!request.matcher(ofRequest).matches() || !before.matcher(answer).find()) {
      return answer;
    }
    return after.equals(ANYTHING) ? ANYTHING : before.matcher(answer).replaceAll(after);
  }
}
