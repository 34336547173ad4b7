package dev.deucalion.server.remote.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.server.remote.message.RequestEncoder;
import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SentSeries;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private static final Labels EXTERNAL = Labels.of("zone", "here");

  private static SentSeries get(SeriesTable table, long ref) {
    SentSeries found = table.get(ref);
    assertThat(found).as("series %s", ref).isNotNull();
    return found;
  }

  @Test
  void externalLabelsAreAddedBeforeRelabeling() {
    RelabelRule rule =
        RelabelRule.builder()
            .sourceLabels(List.of("zone"))
            .regex("there")
            .action(RelabelAction.DROP)
            .build();
    SeriesTable table = new SeriesTable(EXTERNAL, List.of(rule), MetadataOrigin.RECORDS);
    table.add(1, Labels.of("a", "b"), 0);
    table.add(2, Labels.of("a", "b", "zone", "there"), 0);
    assertThat(get(table, 1)).hasToString("{a=\"b\", zone=\"here\"}");
    assertThat(get(table, 2).isDropped()).isTrue();
    assertThat(table.get(3)).isNull();
  }

  @Test
  void aSeriesThatIsSaidAgainStaysTheSame() {
    SeriesTable table = new SeriesTable(EXTERNAL, List.of(), MetadataOrigin.RECORDS);
    table.add(1, Labels.of("a", "b"), 0);
    SentSeries first = get(table, 1);
    table.add(1, Labels.of("a", "b"), 1);
    assertThat(get(table, 1)).isSameAs(first);
    table.add(1, Labels.of("a", "c"), 2);
    assertThat(get(table, 1)).hasToString("{a=\"c\", zone=\"here\"}");
  }

  @Test
  void labelsOrRecordsTellTypesAndUnits() {
    Labels labels =
        Labels.of("__name__", "up", "__type__", "counter", "__unit__", "s", "zone", "there");
    Metadata record = new Metadata(MetricType.GAUGE, "m", "Helps.");
    SeriesTable byLabels = new SeriesTable(EXTERNAL, List.of(), MetadataOrigin.LABELS);
    byLabels.add(1, labels, 0);
    assertThat(get(byLabels, 1)).satisfies(isSentAs(new Metadata(MetricType.COUNTER, "s", "")));
    byLabels.describe(1, record);
    assertThat(get(byLabels, 1))
        .satisfies(isSentAs(new Metadata(MetricType.COUNTER, "s", "Helps.")));
    SeriesTable byRecords = new SeriesTable(EXTERNAL, List.of(), MetadataOrigin.RECORDS);
    byRecords.add(1, labels, 0);
    byRecords.describe(1, record);
    assertThat(get(byRecords, 1)).satisfies(isSentAs(record));
  }

  /** The series of the test above is sent as one would be that has this metadata. */
  private static Consumer<SentSeries> isSentAs(Metadata metadata) {
    List<byte[]> symbols = new ArrayList<>();
    for (String text :
        List.of("__name__", "up", "__type__", "counter", "__unit__", "s", "zone", "there")) {
      symbols.add(text.getBytes(UTF_8));
    }
    SentSeries expected = new SentSeries(1, symbols.toArray(new byte[0][]));
    expected.describe(metadata);
    return series -> assertThat(encoded(series)).isEqualTo(encoded(expected));
  }

  private static byte[] encoded(SentSeries series) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(series, 1, 0, null, 1);
    return RequestEncoder.of(WriteProtocol.V2).encode(batch, 0).toByteArray();
  }

  @Test
  void keepsAndForgetsAsAMapDoes() {
    long seed = 7;
    Random random = new Random(seed);
    SeriesTable table = new SeriesTable(Labels.EMPTY, List.of(), MetadataOrigin.RECORDS);
    Map<Long, Long> segments = new HashMap<>();
    for (int round = 1; round <= 10; round++) {
      for (int i = 0; i < 2_000; i++) {
        long ref = random.nextInt(10_000);
        table.add(ref, Labels.of("ref", Long.toString(ref)), round);
        segments.put(ref, (long) round);
      }
      for (long ref = 0; ref < 10_000; ref += 3) {
        if (segments.containsKey(ref)) {
          segments.put(ref, (long) round);
        }
        table.keep(ref, round);
      }
      long dropped = round - 2L;
      table.dropBefore(dropped);
      segments.values().removeIf(segment -> segment < dropped);
      assertThat(table.size()).as("round %s, seed %s", round, seed).isEqualTo(segments.size());
      for (long ref = 0; ref < 10_000; ref++) {
        if (segments.containsKey(ref)) {
          assertThat(get(table, ref)).hasToString("{ref=\"" + ref + "\"}");
        } else {
          assertThat(table.get(ref)).as("series %s, seed %s", ref, seed).isNull();
        }
      }
    }
  }
}
