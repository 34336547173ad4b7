package dev.deucalion.scrape.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.Mechanisms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefreshingDiscovererTest {
  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final AtomicInteger questions = new AtomicInteger();
  private final List<TargetGroup> told = new CopyOnWriteArrayList<>();

  private List<TargetGroup> groups() {
    if (questions.incrementAndGet() == 1) {
      throw new OutOfMemoryError("test");
    }
    return List.of(new TargetGroup("0", List.of(), Labels.of("a", "b")));
  }

  @Test
  void goesOnAfterAMomentWithoutMemory() throws Exception {
    try (RefreshingDiscoverer discoverer =
        new RefreshingDiscoverer("test", 60_000, this::groups, Mechanisms.context(time, time))) {
      discoverer.start(told::addAll);
      time.awaitParked(1);
      assertThat(questions).hasValue(1);
      assertThat(told).isEmpty();
      time.advanceUntilWoken();
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(told).hasSize(1));
    }
  }

  @Test
  void whatTheListenerHadNoMemoryForIsToldAgain() throws Exception {
    questions.set(1);
    AtomicInteger shortages = new AtomicInteger(1);
    try (RefreshingDiscoverer discoverer =
        new RefreshingDiscoverer("test", 60_000, this::groups, Mechanisms.context(time, time))) {
      discoverer.start(groups -> {
        if (shortages.getAndDecrement() > 0) {
          throw new OutOfMemoryError("test");
        }
        told.addAll(groups);
      });
      time.awaitParked(1);
      assertThat(told).isEmpty();
      time.advanceUntilWoken();
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(told).hasSize(1));
    }
  }
}
