package dev.deucalion.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupScheduleTest {
  private static final long INTERVAL_MS = 60_000;
  private static final long NOW_MS = 1_700_000_000_000L;

  private static RuleGroupOptions group(String name) {
    return new RuleGroupOptions(name, "f.yml", INTERVAL_MS, 0, 0, List.of());
  }

  @Test
  void slotsAreTheSameWheneverItBegins() {
    GroupSchedule one = new GroupSchedule(group("a"), NOW_MS);
    GroupSchedule other = new GroupSchedule(group("a"), NOW_MS + 7 * INTERVAL_MS + 123);
    assertThat((one.nextMs(NOW_MS) - other.nextMs(NOW_MS + 7 * INTERVAL_MS + 123)) % INTERVAL_MS)
        .isZero();
    assertThat(one.nextMs(NOW_MS)).isBetween(NOW_MS + 1, NOW_MS + INTERVAL_MS);
  }

  @Test
  void groupsHaveSlotsOfTheirOwn() {
    assertThat(new GroupSchedule(group("a"), NOW_MS).nextMs(NOW_MS))
        .isNotEqualTo(new GroupSchedule(group("b"), NOW_MS).nextMs(NOW_MS));
  }

  @Test
  void whatPassedUnusedIsMissedButForTheLatest() {
    GroupSchedule schedule = new GroupSchedule(group("a"), NOW_MS);
    long firstMs = schedule.nextMs(NOW_MS);
    assertThat(schedule.take(firstMs + 5)).isEqualTo(new GroupSchedule.Slot(firstMs, 0));
    long lateMs = firstMs + 3 * INTERVAL_MS + 1;
    assertThat(schedule.take(lateMs))
        .isEqualTo(new GroupSchedule.Slot(firstMs + 3 * INTERVAL_MS, 2));
    assertThat(schedule.nextMs(lateMs)).isEqualTo(firstMs + 4 * INTERVAL_MS);
  }

  @Test
  void aClockThatIsSetBackBeginsAnew() {
    GroupSchedule schedule = new GroupSchedule(group("a"), NOW_MS);
    long backMs = NOW_MS - 100 * INTERVAL_MS;
    assertThat(schedule.nextMs(backMs)).isBetween(backMs + 1, backMs + INTERVAL_MS);
  }
}
