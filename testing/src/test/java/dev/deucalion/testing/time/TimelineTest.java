package dev.deucalion.testing.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deucalion.testing.time.Timeline.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline(1_000);
  private final List<String> done = new ArrayList<>();

  private Timeline.Task note(String name) {
    return timeMs -> {
      assertThat(timeline.nowMs()).isEqualTo(timeMs);
      done.add(name + "@" + timeMs);
      return true;
    };
  }

  @Test
  void goesByTimeThenPhaseThenOrder() {
    timeline.every(20, Phase.RULES, note("rule"));
    timeline.every(10, Phase.SCRAPE, note("scrape"));
    timeline.every(20, Phase.SCRAPE, note("second"));
    timeline.every(20, Phase.FEED, note("feed"));

    timeline.advanceTo(1_020);

    assertThat(done)
        .containsExactly("scrape@1010", "feed@1020", "scrape@1020", "second@1020", "rule@1020");
    assertThat(timeline.nowMs()).isEqualTo(1_020);
  }

  @Test
  void intervalsAreThoseSinceTheStart() {
    timeline.advanceTo(1_025);
    timeline.every(10, Phase.SCRAPE, note("late"));
    timeline.advanceTo(1_041);
    assertThat(done).containsExactly("late@1030", "late@1040");
  }

  @Test
  void nothingIsDueAtTheTimeThatItIs() {
    timeline.advanceTo(1_010);
    timeline.every(10, Phase.SCRAPE, note("next"));
    timeline.advanceTo(1_010);
    assertThat(done).isEmpty();
  }

  @Test
  void aTaskMayEndAndBeginOthers() {
    timeline.startAt(
        1_000,
        5,
        Phase.FEED,
        timeMs -> {
          timeline.every(4, Phase.RULES, note("inner"));
          return false;
        });
    timeline.advanceTo(1_010);
    assertThat(done).containsExactly("inner@1004", "inner@1008");
  }

  @Test
  void aTaskThatThrowsIsDoneAgain() {
    timeline.every(
        10,
        Phase.SCRAPE,
        timeMs -> {
          done.add("failing@" + timeMs);
          if (timeMs == 1_010) {
            throw new IllegalStateException("once");
          }
          return true;
        });
    timeline.every(10, Phase.RULES, note("rule"));
    assertThatIllegalStateException().isThrownBy(() -> timeline.advanceTo(1_030));
    assertThat(done).containsExactly("failing@1010");
    assertThat(timeline.nowMs()).isEqualTo(1_010);

    timeline.advanceTo(1_020);

    assertThat(done).containsExactly("failing@1010", "rule@1010", "failing@1020", "rule@1020");
  }

  @Test
  void refusesToGoBackAndToStandStill() {
    assertThatIllegalArgumentException().isThrownBy(() -> timeline.advanceTo(999));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.every(0, Phase.RULES, note("never")));
  }

  @Test
  void oneThreadTurnsItAtATime() throws InterruptedException {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    timeline.every(
        10,
        Phase.SCRAPE,
        timeMs -> {
          Thread other =
              Thread.ofPlatform()
                  .unstarted(() -> refused.set(catchThrowable(() -> timeline.advanceTo(1_030))));
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return true;
        });

    timeline.advanceTo(1_010);

    assertThat(refused.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another thread");
    assertThat(timeline.nowMs()).isEqualTo(1_010);
    Thread next = Thread.ofPlatform().start(() -> timeline.advanceTo(1_015));
    next.join();
    assertThat(timeline.nowMs()).isEqualTo(1_015);
  }

  @Test
  void aTaskMayTurnItFurther() {
    timeline.startAt(
        1_005,
        5,
        Phase.FEED,
        timeMs -> {
          timeline.advanceTo(timeMs + 1);
          return false;
        });
    timeline.every(20, Phase.RULES, note("rule"));
    timeline.advanceTo(1_020);
    assertThat(done).containsExactly("rule@1020");
  }
}
