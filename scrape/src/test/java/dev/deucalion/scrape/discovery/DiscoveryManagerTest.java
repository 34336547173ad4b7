package dev.deucalion.scrape.discovery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryManagerTest {
  /** What the test tells by hand. */
  record Told(String name) implements DiscoveryOptions {
    @Override
    public String mechanism() {
      return "told";
    }
  }

  /** Options that no mechanism takes. */
  record Foreign() implements DiscoveryOptions {
    @Override
    public String mechanism() {
      return "foreign";
    }
  }

  private static final class Teller implements Discoverer {
    private Consumer<List<TargetGroup>> listener = groups -> {};
    private boolean closed;

    @Override
    public void start(Consumer<List<TargetGroup>> listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      closed = true;
    }

    void tell(String source, String... addresses) {
      listener.accept(List.of(group(source, addresses)));
    }
  }

  private final class Tellers implements DiscoveryMechanism<Told> {
    @Override
    public String name() {
      return "told";
    }

    @Override
    public Class<Told> optionsType() {
      return Told.class;
    }

    @Override
    public Discoverer create(Told options, DiscoveryContext context) {
      made.add(options.name());
      Teller teller = new Teller();
      tellers.put(options.name(), teller);
      return teller;
    }
  }

  private final List<String> made = new ArrayList<>();
  private final Map<String, Teller> tellers = new HashMap<>();
  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final AtomicInteger shortages = new AtomicInteger();
  private final List<String> batches = new CopyOnWriteArrayList<>();
  private final DiscoveryManager manager =
      new DiscoveryManager(
          "scrape",
          new DiscoveryMechanisms(List.of(new Tellers(), new StaticMechanism())),
          DiscoveryContext.of(
              time, time, new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM)),
          (config, groups) -> {
            if (shortages.getAndDecrement() > 0) {
              throw new OutOfMemoryError("test");
            }
            batches.add(config + text(groups));
          });

  @AfterEach
  void close() {
    manager.close();
  }

  private Teller teller(String name) {
    return requireNonNull(tellers.get(name));
  }

  private static TargetGroup group(String source, String... addresses) {
    return new TargetGroup(
        source,
        List.of(addresses).stream().map(a -> Labels.of("__address__", a)).toList(),
        Labels.EMPTY);
  }

  private static String text(List<TargetGroup> groups) {
    List<String> addresses = new ArrayList<>();
    groups.forEach(group -> group.targets().forEach(t -> addresses.add(t.get("__address__"))));
    return addresses.toString();
  }

  private void awaitBatches(String... expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(batches).containsExactly(expected));
  }

  @Test
  void staticTargetsAreThereAtOnce() {
    manager.apply(Map.of("j", List.of(new StaticGroup(List.of("a", "b"), Labels.EMPTY, "0"))));
    assertThat(batches).containsExactly("j[a, b]");
    assertThat(manager.stats().configs().values())
        .extracting(DiscoveryStats.Config::targets)
        .containsExactly(2);
  }

  @Test
  void updatesWithinATenthOfASecondAreOne() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    teller("x").tell("1", "a");
    teller("x").tell("2", "b");
    time.advanceUntilOneEnds(100, 1);
    awaitBatches("j[]", "j[a, b]");
    assertThat(manager.stats().received()).isEqualTo(2);
    assertThat(manager.stats().delayed()).isZero();
  }

  @Test
  void whatAMomentWithoutMemoryMetIsPassedOnLater() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    shortages.set(1);
    teller("x").tell("1", "a");
    time.awaitParked(1);
    time.advanceUntilWoken();
    await().atMost(Duration.ofSeconds(60)).until(() -> shortages.get() == 0);
    time.awaitParked(1);
    time.advanceUntilWoken();
    awaitBatches("j[]", "j[a]");
    teller("x").tell("2", "b");
    time.awaitParked(1);
    time.advanceUntilWoken();
    awaitBatches("j[]", "j[a]", "j[a, b]");
  }

  @Test
  void whatAConfigurationFoundWithoutMemoryIsPassedOnLater() {
    shortages.set(1);
    Map<String, List<DiscoveryOptions>> fixed =
        Map.of("j", List.of(new StaticGroup(List.of("a"), Labels.EMPTY, "0")));
    assertThatThrownBy(() -> manager.apply(fixed)).isInstanceOf(OutOfMemoryError.class);
    assertThat(batches).isEmpty();
    time.awaitParked(1);
    time.advanceUntilWoken();
    awaitBatches("j[a]");
  }

  @Test
  void aGroupWithoutTargetsIsGoneAndALaterOneReplaces() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    teller("x").tell("1", "a");
    teller("x").tell("2", "b");
    teller("x").tell("2", "c");
    teller("x").tell("1");
    time.advanceUntilOneEnds(100, 1);
    awaitBatches("j[]", "j[c]");
  }

  @Test
  void pausesGrowWhileUpdatesKeepComing() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    List<Long> pausesMs = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      int before = batches.size();
      long startMs = time.nowMs();
      teller("x").tell("1", "a" + i);
      time.awaitParked(1);
      time.advanceUntilWoken();
      await().atMost(Duration.ofSeconds(60)).until(() -> batches.size() > before);
      pausesMs.add(time.nowMs() - startMs);
    }
    assertThat(pausesMs)
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 5_000L);
    assertThat(manager.stats().delayed()).isEqualTo(8);
  }

  @Test
  void equalOptionsShareOneDiscoverer() {
    manager.apply(Map.of("j", List.of(new Told("x")), "k", List.of(new Told("x"))));
    assertThat(made).containsExactly("x");
    teller("x").tell("1", "a");
    time.advanceUntilOneEnds(100, 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(batches).contains("j[a]", "k[a]"));
    manager.apply(Map.of("k", List.of(new Told("x"))));
    assertThat(teller("x").closed).isFalse();
    manager.apply(Map.of());
    assertThat(teller("x").closed).isTrue();
  }

  @Test
  void anUnchangedConfigurationIsNotPassedOnAgain() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    batches.clear();
    manager.apply(
        Map.of(
            "j",
            List.of(new Told("x")),
            "k",
            List.of(new StaticGroup(List.of("b"), Labels.EMPTY, "0"))));
    assertThat(batches).containsExactly("k[b]");
    assertThat(made).containsExactly("x");
  }

  @Test
  void targetsStayUntilTheNextDiscovererHasSpoken() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    teller("x").tell("1", "a");
    time.advanceUntilOneEnds(100, 1);
    awaitBatches("j[]", "j[a]");
    manager.apply(Map.of("j", List.of(new Told("y"))));
    assertThat(batches).hasSize(2);
    teller("x").tell("1", "late");
    teller("y").tell("1", "b");
    time.awaitParked(1);
    time.advanceUntilWoken();
    awaitBatches("j[]", "j[a]", "j[b]");
  }

  @Test
  void aDiscovererThatStaysSilentIsNotWaitedForLong() {
    manager.apply(Map.of("j", List.of(new Told("x"))));
    manager.apply(Map.of("j", List.of(new Told("y"))));
    batches.clear();
    long startMs = time.nowMs();
    while (batches.isEmpty()) {
      time.awaitParked(1);
      time.advanceUntilWoken();
      await().atMost(Duration.ofSeconds(60)).until(() -> !batches.isEmpty() || time.parked() == 1);
    }
    assertThat(batches).containsExactly("j[]");
    assertThat(time.nowMs() - startMs).isBetween(5_000L, 10_000L);
  }

  @Test
  void whatNoMechanismTakesIsCounted() {
    manager.apply(
        Map.of("j", List.of(new Foreign(), new StaticGroup(List.of("a"), Labels.EMPTY, "0"))));
    assertThat(manager.stats().failedConfigs()).isEqualTo(1);
    assertThat(batches).containsExactly("j[a]");
  }
}
