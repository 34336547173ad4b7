package dev.deucalion.promql.kernel;

import java.time.LocalDate;

/** Parts of a date and time, UTC, from seconds since the epoch. */
public final class DateParts {
  private static final long DAY_SECONDS = 86_400;

  /** First and last day that Java has a date for. */
  private static final long MIN_DAY = LocalDate.MIN.toEpochDay();

  private static final long MAX_DAY = LocalDate.MAX.toEpochDay();

  private DateParts() {}

  private static LocalDate date(double seconds) {
    long day = Math.floorDiv((long) seconds, DAY_SECONDS);
    return LocalDate.ofEpochDay(Math.clamp(day, MIN_DAY, MAX_DAY));
  }

  public static double year(double seconds) {
    return date(seconds).getYear();
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
    long ofDay = Math.floorMod((long) seconds, DAY_SECONDS);
    long hour = ofDay / 3600;
    return (double) hour;
  }

  /** 0 to 59. */
  public static double minute(double seconds) {
    long ofHour = Math.floorMod((long) seconds, 3600L);
    long minute = ofHour / 60;
    return (double) minute;
  }
}
