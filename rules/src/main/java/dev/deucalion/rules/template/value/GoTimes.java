package dev.deucalion.rules.template.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;

/** Times and durations as Go's package {@code time} prints them. All times are UTC. */
public final class GoTimes {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
  private static final long HOUR_NANOS = 60 * MINUTE_NANOS;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** Parts of layouts, those first that others begin with. */
  private static final String[] PARTS = {
    "January",
    "Jan",
    "Monday",
    "Mon",
    "MST",
    "2006",
    "-07:00:00",
    "-07:00",
    "-070000",
    "-0700",
    "-07",
    "Z07:00:00",
    "Z07:00",
    "Z070000",
    "Z0700",
    "Z07",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "002",
    "15",
    "PM",
    "pm",
    "__2",
    "_2006",
    "_2",
    "1",
    "2",
    "3",
    "4",
    "5"
  };

  /** Parts that are none where a longer word begins with them. */
  private static final Set<String> WORDS = Set.of("Jan", "Mon");

  private GoTimes() {}

  /** As a time prints itself, with the fraction of a second that it has. */
  public static String text(long timeMs) {
    return SECONDS.format(utc(timeMs)) + fraction(timeMs) + " +0000 UTC";
  }

  private static String fraction(long timeMs) {
    long millis = Math.floorMod(timeMs, 1_000L);
    if (millis == 0) {
      return "";
    }
    return new BigDecimal(millis)
        .movePointLeft(3)
        .stripTrailingZeros()
        .toPlainString()
        .substring(1);
  }

  private static ZonedDateTime utc(long timeMs) {
    return Instant.ofEpochMilli(timeMs).atZone(ZoneOffset.UTC);
  }

  /** A time in a layout that shows how Go's reference time would look in it. */
  public static String format(long timeMs, String layout) {
    ZonedDateTime time = utc(timeMs);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      String part = partAt(layout, at);
      int fraction = part.isEmpty() ? fractionLength(layout, at) : 0;
      if (fraction > 0) {
        out.append(fraction(timeMs, layout.substring(at, at + fraction)));
        at += fraction;
      } else if (part.isEmpty()) {
        out.append(layout.charAt(at++));
      } else {
        out.append(shown(time, part));
        at += part.length();
      }
    }
    return out.toString();
  }

  private static String partAt(String layout, int at) {
    for (String part : PARTS) {
      if (layout.startsWith(part, at)) {
        int end = at + part.length();
        boolean longer = end < layout.length() && Character.isLowerCase(layout.charAt(end));
        return longer && WORDS.contains(part) ? "" : part;
      }
    }
    return "";
  }

  /** Length of a fraction of a second such as {@code .000}, 0 where there is none. */
  private static int fractionLength(String layout, int at) {
    char first = layout.charAt(at);
    if (first != '.' && first != ',' || at + 1 == layout.length()) {
      return 0;
    }
    char digit = layout.charAt(at + 1);
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean more = end < layout.length() && Character.isDigit(layout.charAt(end));
    return (digit == '0' || digit == '9') && !more ? end - at : 0;
  }

  private static String fraction(long timeMs, String layout) {
    int digits = layout.length() - 1;
    StringBuilder all = new StringBuilder(pad(Math.floorMod(timeMs, 1_000L), 3, '0'));
    while (all.length() < digits) {
      all.append('0');
    }
    String cut = all.substring(0, digits);
    if (layout.charAt(1) == '9') {
      cut = cut.replaceAll("0+$", "");
      return cut.isEmpty() ? "" : layout.charAt(0) + cut;
    }
    return layout.charAt(0) + cut;
  }

  private static String shown(ZonedDateTime time, String part) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (part) {
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" ->
          time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "MST" -> "UTC";
      case "2006" -> pad(time.getYear(), 4, '0');
      case "_2006" -> "_" + pad(time.getYear(), 4, '0');
      case "06" -> pad(time.getYear() % 100, 2, '0');
      case "01" -> pad(time.getMonthValue(), 2, '0');
      case "1" -> String.valueOf(time.getMonthValue());
      case "02" -> pad(time.getDayOfMonth(), 2, '0');
      case "_2" -> pad(time.getDayOfMonth(), 2, ' ');
      case "2" -> String.valueOf(time.getDayOfMonth());
      case "002" -> pad(time.getDayOfYear(), 3, '0');
      case "__2" -> pad(time.getDayOfYear(), 3, ' ');
      case "15" -> pad(time.getHour(), 2, '0');
      case "03" -> pad(hour12, 2, '0');
      case "3" -> String.valueOf(hour12);
      case "04" -> pad(time.getMinute(), 2, '0');
      case "4" -> String.valueOf(time.getMinute());
      case "05" -> pad(time.getSecond(), 2, '0');
      case "5" -> String.valueOf(time.getSecond());
      case "PM" -> time.getHour() >= 12 ? "PM" : "AM";
      case "pm" -> time.getHour() >= 12 ? "pm" : "am";
      case "-07:00:00" -> "+00:00:00";
      case "-07:00" -> "+00:00";
      case "-070000" -> "+000000";
      case "-0700" -> "+0000";
      case "-07" -> "+00";
      case "Z07:00:00", "Z07:00", "Z070000", "Z0700", "Z07" -> "Z";
      default -> throw new IllegalArgumentException("no part of a layout: " + part);
    };
  }

  private static String pad(long number, int width, char with) {
    String digits = String.valueOf(number);
    return String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
  }

  /** A duration such as {@code 1h2m3.5s}, {@code 1.5ms} or {@code 0s}. */
  public static String duration(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    BigDecimal rest = new BigDecimal(nanos).abs();
    if (Math.abs(nanos) < SECOND_NANOS && nanos != Long.MIN_VALUE) {
      long magnitude = Math.abs(nanos);
      String unit = magnitude < 1_000 ? "ns" : magnitude < 1_000_000 ? "µs" : "ms";
      int places = magnitude < 1_000 ? 0 : magnitude < 1_000_000 ? 3 : 6;
      return sign + plain(rest.movePointLeft(places)) + unit;
    }
    BigDecimal[] hours = rest.divideAndRemainder(new BigDecimal(HOUR_NANOS));
    BigDecimal[] minutes = hours[1].divideAndRemainder(new BigDecimal(MINUTE_NANOS));
    StringBuilder out = new StringBuilder(sign);
    if (hours[0].signum() > 0) {
      out.append(hours[0].toBigInteger()).append('h');
    }
    if (!out.isEmpty() && hours[0].signum() > 0 || minutes[0].signum() > 0) {
      out.append(minutes[0].toBigInteger()).append('m');
    }
    return out.append(plain(minutes[1].movePointLeft(9))).append('s').toString();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
