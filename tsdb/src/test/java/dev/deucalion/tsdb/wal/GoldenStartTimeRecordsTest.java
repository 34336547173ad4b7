package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.chunk.GoldenHistograms;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Takes records with start times apart that Prometheus made; the first are worked examples. */
class GoldenStartTimeRecordsTest {
  private static final int SAMPLES = 11;
  private static final int FLOAT_HISTOGRAMS = 13;

  private record Golden(String hex, List<String> samples) {}

  private static List<Golden> golden() throws Exception {
    List<Golden> records = new ArrayList<>();
    for (String line : GoldenHistograms.lines("/wal/start-time-records.txt")) {
      if (line.startsWith("record ")) {
        records.add(new Golden(line.substring("record ".length()), new ArrayList<>()));
      } else {
        records.getLast().samples().add(line);
      }
    }
    return records;
  }

  @Test
  void recordsOfPrometheusAreRead() throws Exception {
    Set<Integer> types = new TreeSet<>();
    for (Golden record : golden()) {
      byte[] bytes = HexFormat.of().parseHex(record.hex());
      types.add((int) bytes[0]);
      DecodedRecord found = new DecodedRecord();
      new RecordDecoder().decode(bytes, 0, bytes.length, found);
      assertThat(found.count()).isEqualTo(record.samples().size());
      for (int i = 0; i < found.count(); i++) {
        String[] fields = record.samples().get(i).split(" ", 3);
        assertThat(found.refs()[i]).isEqualTo(Long.parseLong(fields[0]));
        if (bytes[0] == SAMPLES) {
          String[] timeAndBits = fields[2].split(" ", -1);
          assertThat(found.timesMs()[i]).isEqualTo(Long.parseLong(timeAndBits[0]));
          assertThat(found.valueBits()[i]).isEqualTo(Long.parseUnsignedLong(timeAndBits[1], 16));
        } else {
          GoldenHistograms.Sample sent =
              GoldenHistograms.sample(fields[2], bytes[0] == FLOAT_HISTOGRAMS);
          assertThat(found.timesMs()[i]).isEqualTo(sent.timeMs());
          assertThat(found.histogram(i)).isEqualTo(sent.histogram());
        }
      }
    }
    assertThat(types).containsExactly(11, 12, 13);
  }

  /** Those of {@code docs/formats/wal.md}. */
  @Test
  void workedExamples() throws Exception {
    assertThat(golden().get(0).hex())
        .isEqualTo(
            "0b0ad00fe8073ff8000000000000"
                + "0200004000000000000000"
                + "0314020040080000000000000a14014010000000000000");
    assertThat(golden().get(1).hex())
        .isEqualTo(
            "0c0ad00fe807"
                + "000037f0000000000000010640120000000000000200020201000304000100"
                + "021401"
                + "000037f00000000000000109401e0000000000000200020201000306000100");
    assertThat(golden().get(2).hex())
        .isEqualTo(
            "0d0ad00fe807000037f00000000000003ff0000000000000401a0000000000004014000000000000"
                + "0200020201000340040000000000004000000000000000"
                + "3ff000000000000000");
  }
}
