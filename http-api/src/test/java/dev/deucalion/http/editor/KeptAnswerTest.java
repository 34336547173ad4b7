package dev.deucalion.http.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class KeptAnswerTest {
  private static final long MAX_AGE_MS = 1_000;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long nowMs = 5;
  private Executor background = Runnable::run;
  private final KeptAnswer<String> kept =
      new KeptAnswer<>(MAX_AGE_MS, () -> nowMs, task -> background.execute(task));

  private String get(String collected) {
    return kept.get(() -> collected);
  }

  @Test
  void theFirstUseWaitsAndOthersDoNot() {
    assertThat(get("first")).isEqualTo("first");
    background = tasks::add;
    nowMs += MAX_AGE_MS - 1;
    assertThat(get("second")).isEqualTo("first");
    assertThat(tasks).as("not old yet").isEmpty();
    nowMs++;
    assertThat(get("third")).isEqualTo("first");
    assertThat(get("fourth")).isEqualTo("first");
    assertThat(tasks).as("one collection at a time").hasSize(1);
    tasks.remove().run();
    assertThat(get("fifth")).isEqualTo("third");
    assertThat(tasks).isEmpty();
  }

  @Test
  void aClockThatIsTurnedBackMakesItOld() {
    get("first");
    nowMs -= MAX_AGE_MS;
    assertThat(get("second")).isEqualTo("first");
    assertThat(get("third")).isEqualTo("second");
  }

  @Test
  void whatCannotBeCollectedIsTriedAgainLater() {
    Supplier<String> failing =
        () -> {
          throw new IllegalStateException("no room");
        };
    assertThatThrownBy(() -> kept.get(failing)).hasMessage("no room");
    assertThat(get("first")).isEqualTo("first");
    nowMs += MAX_AGE_MS;
    assertThat(kept.get(failing)).isEqualTo("first");
    assertThat(get("too early")).isEqualTo("first");
    nowMs += MAX_AGE_MS;
    get("second");
    assertThat(get("third")).isEqualTo("second");
  }

  @Test
  void aServerThatEndsAnswersFromWhatItKnows() {
    background =
        task -> {
          throw new RejectedExecutionException();
        };
    assertThatThrownBy(() -> get("first")).isInstanceOf(QueryException.class);
    background = Runnable::run;
    get("second");
    background =
        task -> {
          throw new RejectedExecutionException();
        };
    nowMs += MAX_AGE_MS;
    assertThat(get("third")).isEqualTo("second");
  }

  @Test
  void aThreadThatCannotBeStartedCostsOneKey() {
    background =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    assertThatThrownBy(() -> get("first")).isInstanceOf(OutOfMemoryError.class);
    background = Runnable::run;
    assertThat(get("second")).isEqualTo("second");
  }

  @Test
  void aCollectionOutlivesThoseWhoGiveUpWaitingForIt() {
    background = tasks::add;
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> get("first"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
    assertThat(Thread.interrupted()).isTrue();
    tasks.remove().run();
    assertThat(get("second")).isEqualTo("first");
    assertThat(tasks).isEmpty();
  }
}
