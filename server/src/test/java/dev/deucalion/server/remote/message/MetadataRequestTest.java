package dev.deucalion.server.remote.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.server.remote.message.MetadataRequest.Metric;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataRequestTest {
  @Test
  void theFormatStays() {
    byte[] message =
        MetadataRequest.encode(
                List.of(
                    new Metric("a", MetricType.COUNTER, "h", "s"),
                    new Metric("b", MetricType.UNKNOWN, "", "")))
            .toByteArray();
    assertThat(HexFormat.of().formatHex(message))
        .isEqualTo("1a0b" + "0801" + "120161" + "220168" + "2a0173" + "1a03" + "120162");
  }
}
