package dev.deucalion.promql.kernel;

import java.time.LocalDate;

/**
 * Parts of a date and time, UTC, from seconds since the epoch, for any number.
 *
 * <p>Numbers that are none or do not fit 64 bits count as the least such integer, and seconds
 * before March 1st of the year -292277022400 come after all others: so it is with Prometheus on its
 * commonest processors.
 */
public final class DateParts {
  private static final long DAY_SECONDS = 86_400;

  /** Days after which the calendar repeats, weekdays too: 400 years. */
  private static final long CYCLE_DAYS = 146_097;

  private static final LocalDate CYCLE_START = LocalDate.of(0, 3, 1);

  /** Cycles between the least date and the year 0. */
  private static final long CYCLES_BEFORE = 730_692_556;

  private static final long LEAST_SECONDS =
      (CYCLE_START.toEpochDay() - CYCLES_BEFORE * CYCLE_DAYS) * DAY_SECONDS;

  private DateParts() {}

  /** Seconds since the least date; unsigned. */
  private static long sinceLeast(double seconds) {
    long whole = Math.abs(seconds) < 0x1p63 ? (long) seconds : Long.MIN_VALUE;
    return whole - LEAST_SECONDS;
  }

  private static long days(double seconds) {
    return Long.divideUnsigned(sinceLeast(seconds), DAY_SECONDS);
  }

  /** The same date in the cycle that begins in the year 0. */
  private static LocalDate date(double seconds) {
    return CYCLE_START.plusDays(days(seconds) % CYCLE_DAYS);
  }

  /** Year of a time in seconds. */
  public static double year(double seconds) {
    long cycle = days(seconds) / CYCLE_DAYS - CYCLES_BEFORE;
    long year = cycle * 400 + date(seconds).getYear();
    return (double) year;
  }

  /** 1 to 12. */
  public static double month(double seconds) {
    return date(seconds).getMonthValue();
  }

  /** 1 to 31. */
  public static double dayOfMonth(double seconds) {
    return date(seconds).getDayOfMonth();
  }

  /** 0 for Sunday to 6. */
  public static double dayOfWeek(double seconds) {
    return date(seconds).getDayOfWeek().getValue() % 7;
  }

  /** 1 to 366. */
  public static double dayOfYear(double seconds) {
    return date(seconds).getDayOfYear();
  }

  /** 28 to 31. */
  public static double daysInMonth(double seconds) {
    return date(seconds).lengthOfMonth();
  }

  /** 0 to 23. */
  public static double hour(double seconds) {
    long hour = Long.remainderUnsigned(sinceLeast(seconds), DAY_SECONDS) / 3600;
    return (double) hour;
  }

  /** 0 to 59. */
  public static double minute(double seconds) {
    long minute = Long.remainderUnsigned(sinceLeast(seconds), DAY_SECONDS) % 3600 / 60;
    return (double) minute;
  }
}
