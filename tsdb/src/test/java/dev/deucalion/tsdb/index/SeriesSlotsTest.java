package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Slots are used again; handles and log refs are not. */
class SeriesSlotsTest {
  @Test
  void handleOfASeriesThatWentIsOfNone() {
    SeriesSlots slots = new SeriesSlots();
    int slot = slots.take();
    long handle = slots.handle(slot);
    slots.setLogged(slot);
    slots.retire(slot);
    assertThat(slots.slot(handle)).isEqualTo(SeriesSlots.NONE);
    assertThat(slots.isLive(slot)).isFalse();
    slots.free(slot);
    assertThat(slots.take()).isEqualTo(slot);
    assertThat(slots.slot(handle)).isEqualTo(SeriesSlots.NONE);
    assertThat(slots.slot(slots.handle(slot))).isEqualTo(slot);
    assertThat(slots.isLogged(slot)).isFalse();
    assertThat(slots.logRef(slot)).isEqualTo(2);
  }

  @Test
  void retiredSlotIsNotGivenBeforeItIsFree() {
    SeriesSlots slots = new SeriesSlots();
    slots.retire(slots.take());
    assertThat(slots.take()).isEqualTo(1);
    slots.free(0);
    assertThat(slots.take()).isZero();
  }

  @Test
  void logRefsGoOnBehindThoseOfTheLog() {
    SeriesSlots slots = new SeriesSlots();
    long last = (1L << 40) - 1;
    assertThat(slots.logRef(slots.take(700))).isEqualTo(700);
    slots.reserveLogRef(900);
    assertThat(slots.logRef(slots.take())).isEqualTo(901);
    assertThat(slots.logRef(slots.take(last))).isEqualTo(last);
    assertThatThrownBy(() -> slots.take(last + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> slots.take(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void agreesWithATwinUnderChurn() {
    Random random = new Random(5);
    SeriesSlots slots = new SeriesSlots();
    Map<Long, Integer> live = new HashMap<>();
    Set<Long> gone = new HashSet<>();
    Set<Long> logRefs = new HashSet<>();
    List<Integer> retired = new ArrayList<>();
    int mostTaken = 0;
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(10) < (step / 4_000 % 2 == 0 ? 7 : 3)) {
        int slot = slots.take();
        assertThat(slots.isLive(slot)).isTrue();
        assertThat(logRefs.add(slots.logRef(slot))).isTrue();
        live.put(slots.handle(slot), slot);
      } else if (!live.isEmpty()) {
        long handle = live.keySet().iterator().next();
        int slot = Objects.requireNonNull(live.remove(handle));
        slots.retire(slot);
        retired.add(slot);
        gone.add(handle);
      }
      mostTaken = Math.max(mostTaken, live.size() + retired.size());
      if (step % 100 == 0) {
        retired.forEach(slots::free);
        retired.clear();
      }
    }
    live.forEach((handle, slot) -> assertThat(slots.slot(handle)).isEqualTo(slot));
    assertThat(gone).allMatch(handle -> slots.slot(handle) == SeriesSlots.NONE);
    assertThat(slots.liveCount()).isEqualTo(live.size());
    assertThat(slots.createdCount()).isEqualTo(live.size() + gone.size());
    assertThat(slots.bound()).isEqualTo(mostTaken);
  }
}
