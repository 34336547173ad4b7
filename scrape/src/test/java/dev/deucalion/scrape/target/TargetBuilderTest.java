package dev.deucalion.scrape.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeJobOptionsBuilder;
import dev.deucalion.scrape.options.ScrapeLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetBuilderTest {
  private static TargetSet build(ScrapeJobOptionsBuilder job, Labels... targets) {
    TargetGroup group = new TargetGroup("0", List.of(targets), Labels.of("group", "g"));
    return new TargetBuilder(job.build()).build(List.of(group));
  }

  private static ScrapeJobOptionsBuilder job() {
    return ScrapeJobOptions.builder("j");
  }

  private static RelabelRule set(String label, String value) {
    return RelabelRule.builder().targetLabel(label).replacement(value).build();
  }

  @Test
  void aTargetHasDefaults() {
    TargetSet set = build(job(), Labels.of("__address__", "h:1", "own", "o", "__meta_x", "y"));
    Target target = set.active().getFirst();
    assertThat(target.labels())
        .isEqualTo(Labels.of("group", "g", "instance", "h:1", "job", "j", "own", "o"));
    assertThat(target.url()).isEqualTo("http://h:1/metrics");
    assertThat(target.intervalMs()).isEqualTo(60_000);
    assertThat(target.timeoutMs()).isEqualTo(10_000);
    assertThat(target.allLabels().has("__meta_x")).isFalse();
    assertThat(target.discoveredLabels().get("__meta_x")).isEqualTo("y");
  }

  @Test
  void itsOwnLabelsWinOverTheGroupsAndTheJobs() {
    Labels own =
        Labels.of("__address__", "h:1", "group", "mine", "job", "k", "__scheme__", "https");
    Target target = build(job(), own).active().getFirst();
    assertThat(target.labels()).isEqualTo(Labels.of("group", "mine", "instance", "h:1", "job", "k"));
    assertThat(target.url()).isEqualTo("https://h:1/metrics");
  }

  @Test
  void parametersComeFromTheJobAndFromLabels() {
    ScrapeJobOptionsBuilder job =
        job()
            .metricsPath("probe it")
            .params(Map.of("module", List.of("http_2xx", "more"), "b", List.of("1 ä/"), "e", List.of()))
            .relabelRules(List.of(set("__param_target", "http://x?y=z"), set("__param_b", "2")));
    Target target = build(job, Labels.of("__address__", "h:1")).active().getFirst();
    assertThat(target.url())
        .isEqualTo(
            "http://h:1/probe%20it?b=2&module=http_2xx&module=more&target=http%3A%2F%2Fx%3Fy%3Dz");
    assertThat(target.discoveredLabels().get("__param_b")).isEqualTo("1 ä/");
  }

  @Test
  void relabelingMayChangeIntervalAndTimeout() {
    ScrapeJobOptionsBuilder job =
        job()
            .relabelRules(
                List.of(set("__scrape_interval__", "1m30s"), set("__scrape_timeout__", "5s")));
    Target target = build(job, Labels.of("__address__", "h:1")).active().getFirst();
    assertThat(target.intervalMs()).isEqualTo(90_000);
    assertThat(target.timeoutMs()).isEqualTo(5_000);
  }

  @Test
  void equalTargetsAreOne() {
    Labels address = Labels.of("__address__", "h:1");
    assertThat(build(job(), address, address, Labels.of("__address__", "h:2")).active()).hasSize(2);
  }

  @Test
  void droppedTargetsAreCountedAndSomeKept() {
    RelabelRule keep =
        RelabelRule.builder()
            .action(RelabelAction.KEEP)
            .sourceLabels("__address__")
            .regex("h:1")
            .build();
    Labels[] targets = {
      Labels.of("__address__", "h:1"),
      Labels.of("__address__", "h:2"),
      Labels.of("__address__", "h:3")
    };
    TargetSet all = build(job().relabelRules(List.of(keep)), targets);
    assertThat(all.active()).hasSize(1);
    assertThat(all.droppedCount()).isEqualTo(2);
    assertThat(all.dropped()).extracting(l -> l.get("__address__")).containsExactly("h:2", "h:3");
    ScrapeLimits keepOne = ScrapeLimits.NONE.withKeepDroppedTargets(1);
    TargetSet some = build(job().relabelRules(List.of(keep)).limits(keepOne), targets);
    assertThat(some.droppedCount()).isEqualTo(2);
    assertThat(some.dropped()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "__address__||no address",
        "__address__|h:1/x|\"h:1/x\" is not a valid hostname",
        "__scrape_interval__|x|error parsing scrape interval: not a valid duration string: \"x\"",
        "__scrape_interval__|0|scrape interval cannot be 0",
        "__scrape_timeout__|1y1w1|error parsing scrape timeout: not a valid duration string:"
            + " \"1y1w1\"",
        "__scrape_timeout__|0s|scrape timeout cannot be 0",
        "__scrape_timeout__|2m|scrape timeout cannot be greater than scrape interval (\"2m\" >"
            + " \"1m\")",
      })
  void saysWhyATargetCannotBe(String label, String value, String error) {
    ScrapeJobOptionsBuilder job =
        job().relabelRules(List.of(set(label, value == null ? "" : value)));
    TargetSet set = build(job, Labels.of("__address__", "h:1"));
    assertThat(set.active()).isEmpty();
    assertThat(set.errors()).containsExactly("instance 0 in group 0: " + error);
  }

  @Test
  void offsetsStayBelowTheIntervalAndDependOnTargetAndSeed() {
    Target a = build(job(), Labels.of("__address__", "h:1")).active().getFirst();
    Target b = build(job(), Labels.of("__address__", "h:2")).active().getFirst();
    long seed = ScrapeOffset.seed("host", Labels.EMPTY);
    long other = ScrapeOffset.seed("host", Labels.of("replica", "b"));
    assertThat(ScrapeOffset.offsetMs(a, seed)).isBetween(0L, 59_999L);
    assertThat(ScrapeOffset.offsetMs(a, seed)).isNotEqualTo(ScrapeOffset.offsetMs(b, seed));
    assertThat(ScrapeOffset.offsetMs(a, seed)).isNotEqualTo(ScrapeOffset.offsetMs(a, other));
  }
}
