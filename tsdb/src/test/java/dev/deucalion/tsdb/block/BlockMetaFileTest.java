package dev.deucalion.tsdb.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.tsdb.file.FileOps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockMetaFileTest {
  private static final String A = "01ARYZ6S41TSV4RRFFQ69G5FAV";
  private static final String B = "01M7XSQNNB96X92ZVYJ3YW6NTR";

  /** As Go's encoder writes it with tabs; a worked example of docs/formats/block.md. */
  private static final String FULL =
      """
      {
        "ulid": "01ARYZ6S41TSV4RRFFQ69G5FAV",
        "minTime": -5,
        "maxTime": 7200000,
        "stats": {
          "numSamples": 7,
          "numFloatSamples": 4,
          "numHistogramSamples": 3,
          "numSeries": 2,
          "numChunks": 5,
          "numTombstones": 1
        },
        "compaction": {
          "level": 2,
          "sources": [
            "01ARYZ6S41TSV4RRFFQ69G5FAV",
            "01M7XSQNNB96X92ZVYJ3YW6NTR"
          ],
          "deletable": true,
          "parents": [
            {
              "ulid": "01M7XSQNNB96X92ZVYJ3YW6NTR",
              "minTime": 0,
              "maxTime": 60
            }
          ],
          "failed": true,
          "hints": [
            "from-out-of-order"
          ]
        },
        "version": 1,
        "deucalion": {
          "inOrderEnd": 7200000
        }
      }\
      """
          .replace("  ", "\t");

  @TempDir private Path dir;

  private static BlockMeta full() {
    return new BlockMeta(
        A,
        -5,
        7_200_000,
        new BlockMeta.Stats(7, 4, 3, 2, 5, 1),
        new BlockMeta.Compaction(
            2,
            List.of(A, B),
            true,
            List.of(new BlockMeta.Parent(B, 0, 60)),
            true,
            List.of(BlockMeta.FROM_OUT_OF_ORDER)),
        OptionalLong.of(7_200_000));
  }

  private BlockMeta read(String json) throws Exception {
    Files.writeString(dir.resolve(BlockMetaFile.NAME), json);
    return BlockMetaFile.read(FileOps.SYSTEM, dir);
  }

  @Test
  void writesAllFieldsAndReadsThemBack() throws Exception {
    BlockMetaFile.write(FileOps.SYSTEM, dir, full());
    assertThat(Files.readString(dir.resolve(BlockMetaFile.NAME))).isEqualTo(FULL);
    assertThat(BlockMetaFile.read(FileOps.SYSTEM, dir)).isEqualTo(full());
    assertThat(FileOps.SYSTEM.list(dir)).containsExactly(BlockMetaFile.NAME);
  }

  @Test
  void emptyPartsAreLeftOut() {
    BlockMeta meta =
        new BlockMeta(
            A,
            0,
            1,
            BlockMeta.Stats.NONE,
            new BlockMeta.Compaction(1, List.of(), false, List.of(), false, List.of()));
    assertThat(BlockMetaWriter.toJson(meta))
        .isEqualTo(
            "{\n\t\"ulid\": \""
                + A
                + "\",\n\t\"minTime\": 0,\n\t\"maxTime\": 1,\n\t\"stats\": {},\n"
                + "\t\"compaction\": {\n\t\t\"level\": 1\n\t},\n\t\"version\": 1\n}");
  }

  @Test
  void readsWhatPromtoolWrote() throws Exception {
    BlockMeta meta = read(new String(Blocks.promtoolFile("meta.json"), UTF_8));
    assertThat(meta.ulid()).isEqualTo(Blocks.PROMTOOL_ULID);
    assertThat(meta.stats()).isEqualTo(new BlockMeta.Stats(5, 0, 0, 4, 4, 0));
    assertThat(meta.compaction().sources()).containsExactly(Blocks.PROMTOOL_ULID);
  }

  @Test
  void fieldsOfOthersAreSkipped() throws Exception {
    String thanos = "{\"thanos\": {\"labels\": {\"a\": [1, {}]}}, \"stats\": null,";
    assertThat(read(thanos + FULL.substring(1)).ulid()).isEqualTo(A);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{} {}",
        "{\"version\": 1}",
        "{\"version\": 2, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\"}",
        "{\"version\": 1, \"ulid\": 7}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"minTime\": \"0\"}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"minTime\": 1e99}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"minTime\":"
            + " 99999999999999999999}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"stats\": {\"numSeries\":"
            + " -1}}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"compaction\": {\"parents\":"
            + " [3]}}",
        "{\"version\": 1, \"ulid\": \"01ARYZ6S41TSV4RRFFQ69G5FAV\", \"compaction\": {\"parents\":"
            + " [{\"mlid\": \"01M7XSQNNB96X92ZVYJ3YW6NTR\"}]}}",
      })
  void refusesWhatIsNoDescription(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining(dir.resolve(BlockMetaFile.NAME) + ": at offset ");
  }
}
