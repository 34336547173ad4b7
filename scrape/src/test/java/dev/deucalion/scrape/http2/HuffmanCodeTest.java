package dev.deucalion.scrape.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanCodeTest {
  /** The strings of RFC 7541, Appendix C.4 and C.6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "www.example.com|f1e3c2e5f23a6ba0ab90f4ff",
        "no-cache|a8eb10649cbf",
        "custom-key|25a849e95ba97d7f",
        "custom-value|25a849e95bb8e8b4bf",
        "302|6402",
        "private|aec3771a4b",
        "Mon, 21 Oct 2013 20:13:21 GMT|d07abe941054d444a8200595040b8166e082a62d1bff",
        "https://www.example.com|9d29ad171863c78f0b97c8e9ae82ae43d3",
        "gzip|9bd9ab",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"
            + "|94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"
      })
  void decodesWhatTheSpecificationShows(String text, String hex) throws Exception {
    assertThat(decode(hex)).isEqualTo(text);
  }

  @Test
  void emptyStaysEmpty() throws Exception {
    assertThat(decode("")).isEmpty();
  }

  /** Zeros as padding, padding of a whole byte, the end of a string within it. */
  @ParameterizedTest
  @ValueSource(strings = {"65", "6402ff", "ffffffff", "fffffffffc"})
  void refusesWhatNobodyMayWrite(String hex) {
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(Http2Exception.class);
  }

  private static String decode(String hex) throws Http2Exception {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new String(HuffmanCode.decode(bytes, 0, bytes.length), StandardCharsets.UTF_8);
  }
}
