package dev.deucalion.server.cli.tool;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.server.cli.line.CommandException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Times as users write them: seconds since the epoch, or RFC 3339. */
public final class TimeText {
  private static final Pattern SECONDS =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private TimeText() {}

  /**
   * Milliseconds since the epoch.
   *
   * @throws CommandException when a text is no time
   */
  public static long parseMs(String text) throws CommandException {
    if (SECONDS.matcher(text).matches()) {
      return Math.round(Double.parseDouble(text) * 1_000);
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new CommandException(
          "cannot parse " + GoQuote.quote(text) + " to a valid timestamp", e);
    }
  }
}
