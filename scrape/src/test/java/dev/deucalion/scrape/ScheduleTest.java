package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void momentsLieOnMultiplesOfTheIntervalPlusTheOffset() {
    Schedule schedule = new Schedule(1000, 300, 2, 10_500);
    assertThat(schedule.untilNextMs(10_500)).isEqualTo(800);
    assertThat(schedule.take(11_300)).isEqualTo(11_300);
    assertThat(schedule.untilNextMs(11_310)).isEqualTo(990);
  }

  @Test
  void aLittleTooLateIsOnTime() {
    Schedule schedule = new Schedule(1000, 0, 2, 0);
    assertThat(schedule.take(1002)).isEqualTo(1000);
    assertThat(schedule.take(2003)).isEqualTo(2003);
    assertThat(schedule.take(3000)).isEqualTo(3000);
  }

  @Test
  void theToleranceIsAtMostAHundredthOfTheInterval() {
    Schedule schedule = new Schedule(100, 0, 2, 0);
    assertThat(schedule.take(101)).isEqualTo(100);
    assertThat(schedule.take(202)).isEqualTo(202);
  }

  @Test
  void withoutToleranceTheTimeIsTheClocks() {
    Schedule schedule = new Schedule(1000, 0, -1, 0);
    assertThat(schedule.take(1001)).isEqualTo(1001);
  }

  @Test
  void missedMomentsAreLeftOut() {
    Schedule schedule = new Schedule(1000, 0, 2, 0);
    assertThat(schedule.take(4500)).isEqualTo(4500);
    assertThat(schedule.untilNextMs(4500)).isEqualTo(500);
  }

  @Test
  void aClockSetBackDoesNotStopScraping() {
    Schedule schedule = new Schedule(1000, 0, 2, 1_000_000);
    assertThat(schedule.untilNextMs(500_100)).isEqualTo(900);
  }
}
