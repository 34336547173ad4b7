package dev.deucalion.scrape.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cache against maps that do the same without any of its shortcuts. */
class SeriesCacheTest {
  @Test
  void agreesWithMapsOverRandomBodies() {
    for (long seed = 0; seed < 200; seed++) {
      new Run(seed).run();
    }
  }

  @Test
  void forgetsWhatAFailingTargetPilesUp() {
    SeriesCache cache = new SeriesCache();
    boolean forced = false;
    for (int body = 0; body < 20; body++) {
      cache.begin();
      for (int i = 0; i < 100; i++) {
        long hash = body * 1000L + i;
        assertThat(cache.find(hash, hash)).isEqualTo(SeriesCache.ABSENT);
        cache.see(cache.add(hash, hash, 1 + hash));
      }
      forced |= cache.fail();
    }
    assertThat(forced).isTrue();
    assertThat(cache.size()).isLessThan(1500);
  }

  @Test
  void twoTextsOfOneSeriesAreOneSeries() {
    SeriesCache cache = new SeriesCache();
    cache.begin();
    int entry = cache.add(1, 1, 7);
    cache.see(entry);
    cache.track(entry);
    cache.finish();
    cache.begin();
    int other = cache.add(2, 2, 7);
    cache.see(other);
    cache.track(other);
    List<Long> vanished = new ArrayList<>();
    cache.forEachVanished(vanished::add);
    assertThat(vanished).isEmpty();
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final SeriesCache cache = new SeriesCache();
    private final Map<Long, Long> known = new HashMap<>();
    private Set<Long> trackedBefore = new HashSet<>();
    private List<Long> body = new ArrayList<>();

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      int size = random.nextInt(150);
      for (int i = 0; i < size; i++) {
        body.add(hash());
      }
      for (int scrape = 0; scrape < 30; scrape++) {
        changeBody();
        scrape(random.nextInt(8) == 0);
      }
    }

    /** Few distinct low halves, so that slots of the table collide. */
    private long hash() {
      return random.nextLong() & 0xFF_FFFF_0000_000FL;
    }

    private void changeBody() {
      int changes = random.nextInt(4) == 0 ? random.nextInt(10) : 0;
      for (int i = 0; i < changes; i++) {
        switch (random.nextInt(body.isEmpty() ? 1 : 4)) {
          case 0 -> body.add(random.nextInt(body.size() + 1), hash());
          case 1 -> body.remove(random.nextInt(body.size()));
          case 2 ->
              Collections.swap(body, random.nextInt(body.size()), random.nextInt(body.size()));
          default -> Collections.shuffle(body, random);
        }
      }
    }

    private void scrape(boolean fails) {
      cache.begin();
      Set<Long> seen = new HashSet<>();
      Set<Long> tracked = new HashSet<>();
      int until = fails ? random.nextInt(body.size() + 1) : body.size();
      for (long hash : body.subList(0, until)) {
        visit(hash, seen, tracked);
      }
      List<Long> ended = new ArrayList<>();
      if (fails) {
        cache.forEachTrackedBefore(ended::add);
        assertThat(ended).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(trackedBefore);
        cache.fail();
        trackedBefore = Set.of();
      } else {
        cache.forEachVanished(ended::add);
        Set<Long> expected = new HashSet<>(trackedBefore);
        expected.removeAll(tracked);
        assertThat(ended).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        cache.finish();
        trackedBefore = tracked;
        known.keySet().retainAll(seen);
      }
      assertThat(cache.size()).as("seed %d", seed).isEqualTo(known.size());
    }

    private void visit(long hash, Set<Long> seen, Set<Long> tracked) {
      long low = hash & 0xF;
      int entry = cache.find(low, hash);
      Long ref = known.get(hash);
      if (ref == null) {
        assertThat(entry).as("seed %d", seed).isEqualTo(SeriesCache.ABSENT);
        ref = random.nextInt(5) == 0 ? SeriesCache.DROPPED : 1 + known.size() + hash;
        known.put(hash, ref);
        entry = cache.add(low, hash, ref);
      }
      assertThat(cache.ref(entry)).as("seed %d", seed).isEqualTo(ref);
      assertThat(cache.see(entry)).as("seed %d", seed).isEqualTo(seen.add(hash));
      if (ref != SeriesCache.DROPPED && random.nextInt(10) != 0) {
        cache.track(entry);
        tracked.add(ref);
      }
    }
  }
}
