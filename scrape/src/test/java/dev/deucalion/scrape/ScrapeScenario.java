package dev.deucalion.scrape;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeJobOptionsBuilder;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.testing.FakeNetwork;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.RecordingStore;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A manager with a store, a network and a time that the test owns. */
final class ScrapeScenario implements AutoCloseable {
  static final long START_MS = 1_700_000_000_000L;
  static final long INTERVAL_MS = 10_000;
  static final String URL = "http://t:80/metrics";
  static final Labels TARGET = Labels.of("instance", "t:80", "job", "j");

  final ManualTime time = new ManualTime(START_MS);
  final RecordingStore store = new RecordingStore();
  final FakeNetwork network = new FakeNetwork();
  final RecordedFailures failures = new RecordedFailures();
  final ScrapeManager manager =
      new ScrapeManager(
          store,
          DiscoveryContext.of(
              time, time, new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM)),
          DiscoveryMechanisms.installed(),
          network,
          failures,
          new Random(1),
          ScrapeManagerOptions.defaults("agent", "host"));

  /** A job with these addresses, scraped every ten seconds. */
  static ScrapeJobOptionsBuilder job(String... addresses) {
    return ScrapeJobOptions.builder("j")
        .scrapeIntervalMs(INTERVAL_MS)
        .scrapeTimeoutMs(INTERVAL_MS)
        .discovery(List.of(new StaticGroup(List.of(addresses), Labels.EMPTY, "0")));
  }

  void apply(ScrapeJobOptionsBuilder... jobs) {
    manager.applyConfig(
        GlobalScrapeOptions.DEFAULTS,
        List.of(jobs).stream().map(ScrapeJobOptionsBuilder::build).toList());
  }

  /** Lets one interval pass for so many loops. */
  void interval(int loops) {
    time.advanceMs(INTERVAL_MS, loops);
  }

  static Labels series(String name, String... labels) {
    Labels own = Labels.of(labels);
    var builder = TARGET.toBuilder().set("__name__", name);
    own.forEach(builder::set);
    return builder.build();
  }

  /** Values of a series without their times. */
  List<String> values(Labels labels) {
    return store.samples(labels).stream()
        .map(sample -> sample.substring(sample.indexOf(':') + 1))
        .toList();
  }

  /** Times of a series' samples. */
  List<Long> timesMs(Labels labels) {
    return store.samples(labels).stream()
        .map(sample -> Long.parseLong(sample, 0, sample.indexOf(':'), 10))
        .toList();
  }

  List<String> values(String name) {
    return values(series(name));
  }

  TargetSnapshot target() {
    return manager.activeTargets().getFirst();
  }

  @Override
  public void close() {
    manager.close();
  }
}
