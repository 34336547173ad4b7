package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRequestTest {
  private final StopRequest stop = new StopRequest();
  private final List<String> done = new ArrayList<>();

  @Test
  void hurriesOnceWhenItIsMade() throws InterruptedException {
    stop.onMade(() -> done.add("a"));
    stop.onMade(() -> done.add("b"));
    assertThat(done).isEmpty();
    stop.make();
    stop.make();
    stop.await();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void hurriesAtOnceWhenItWasMade() {
    stop.make();
    stop.onMade(() -> done.add("late"));
    assertThat(done).containsExactly("late");
  }

  @Test
  void isAwaitedByOthers() throws InterruptedException {
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                stop.await();
                done.add("woken");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stop.make();
    waiting.join();
    assertThat(done).containsExactly("woken");
  }
}
