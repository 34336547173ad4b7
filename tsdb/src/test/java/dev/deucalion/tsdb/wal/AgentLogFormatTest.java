package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Hidden records, byte for byte as in {@code docs/formats/wal.md}, and what only looks like one.
 */
class AgentLogFormatTest {
  private static final String MARK = "03 0000000000000000 00 00 ff 02";
  private static final String METADATA =
      "03 0000000000000000 00 00 06 01 02 02 04 554e4954 00 04 48454c50 01 78";
  private static final Metadata GAUGE = new Metadata(MetricType.GAUGE, "", "x");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", "").toLowerCase(Locale.ROOT));
  }

  private static byte[] bytes(RecordBuffer record) {
    return Arrays.copyOf(record.bytes(), record.length());
  }

  private static DecodedRecord decode(byte[] record) throws MalformedRecordException {
    DecodedRecord decoded = new DecodedRecord();
    byte[] shifted = new byte[record.length + 3];
    System.arraycopy(record, 0, shifted, 3, record.length);
    new RecordDecoder().decode(shifted, 3, record.length, decoded);
    return decoded;
  }

  @Test
  void marksOfAgentsAreHidden() throws Exception {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.mark(record, LogOwner.AGENT, 2, 0, null);
    assertThat(bytes(record)).isEqualTo(bytes(MARK));
    assertThat(RecordType.of(bytes(record), record.length())).isEqualTo(RecordType.BATCH);
    BatchMark mark = decode(bytes(MARK)).mark(0);
    assertThat(mark).isNotNull();
    assertThat(mark.records()).isEqualTo(2);
  }

  @Test
  void metadataOfAgentsAreHidden() throws Exception {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.beginMetadata(record, LogOwner.AGENT);
    RecordEncoder.metadata(record, 1, GAUGE);
    assertThat(bytes(record)).isEqualTo(bytes(METADATA));
    DecodedRecord decoded = decode(bytes(METADATA));
    assertThat(decoded.kind()).isEqualTo(DecodedRecord.Kind.METADATA);
    assertThat(decoded.refs()[0]).isEqualTo(1);
    assertThat(decoded.metadata(0)).isEqualTo(GAUGE);
  }

  @Test
  void nothingIsHiddenFromServers() {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.beginMetadata(record, LogOwner.SERVER);
    RecordEncoder.metadata(record, 1, GAUGE);
    assertThat(bytes(record))
        .isEqualTo(bytes(METADATA.substring("03 0000000000000000 00 00".length())));
  }

  @Test
  void tombstonesOfSeriesAreTombstones() throws Exception {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.tombstone(record, 1, 0, 0);
    RecordEncoder.tombstone(record, 0, 0, 0);
    DecodedRecord decoded = decode(bytes(record));
    assertThat(decoded.kind()).isEqualTo(DecodedRecord.Kind.TOMBSTONES);
    assertThat(decoded.count()).isEqualTo(2);
  }

  @Test
  void aTombstoneOfNoSeriesHidesNothing() throws Exception {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.tombstone(record, 0, 0, 0);
    DecodedRecord decoded = decode(bytes(record));
    assertThat(decoded.kind()).isEqualTo(DecodedRecord.Kind.TOMBSTONES);
    assertThat(decoded.refs()[0]).isZero();
  }
}
