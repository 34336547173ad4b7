package dev.deucalion.scrape.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderDecoderTest {
  private static final int MAX_LIST_BYTES = 1 << 16;

  private final HeaderDecoder decoder = new HeaderDecoder(MAX_LIST_BYTES);

  private List<HeaderField> decode(String hex) throws Http2Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    return decoder.decode(bytes, 0, bytes.length);
  }

  private static HeaderField field(String name, String value) {
    return new HeaderField(name, value);
  }

  /** RFC 7541, C.3: the later blocks name what the earlier ones sent. */
  @Test
  void readsPlainRequests() throws Exception {
    assertThat(decode("828684410f7777772e6578616d706c652e636f6d"))
        .containsExactly(
            field(":method", "GET"),
            field(":scheme", "http"),
            field(":path", "/"),
            field(":authority", "www.example.com"));
    assertThat(decode("828684be58086e6f2d6361636865"))
        .contains(field(":authority", "www.example.com"), field("cache-control", "no-cache"));
    assertThat(decode("828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"))
        .containsExactly(
            field(":method", "GET"),
            field(":scheme", "https"),
            field(":path", "/index.html"),
            field(":authority", "www.example.com"),
            field("custom-key", "custom-value"));
  }

  /** RFC 7541, C.4. */
  @Test
  void readsHuffmanCode() throws Exception {
    assertThat(decode("828684418cf1e3c2e5f23a6ba0ab90f4ff"))
        .contains(field(":authority", "www.example.com"));
    assertThat(decode("828684be5886a8eb10649cbf")).contains(field("cache-control", "no-cache"));
  }

  /** RFC 7541, C.2.2 and C.2.3: not added to the table. */
  @Test
  void readsFieldsThatAreNotRemembered() throws Exception {
    assertThat(decode("040c2f73616d706c652f70617468"))
        .containsExactly(field(":path", "/sample/path"));
    assertThat(decode("100870617373776f726406736563726574"))
        .containsExactly(field("password", "secret"));
    assertThatThrownBy(() -> decode("be")).hasMessageContaining("header 62 is in no table");
  }

  @Test
  void forgetsTheOldestWhenTheTableIsFull() throws Exception {
    String large = "7fa11e" + "61".repeat(4000);
    decode("400161" + large);
    assertThat(decode("be").getFirst().value()).hasSize(4000);
    decode("400162" + large);
    assertThat(decode("be").getFirst().name()).isEqualTo("b");
    assertThatThrownBy(() -> decode("bf")).isInstanceOf(Http2Exception.class);
  }

  @Test
  void takesASmallerTable() throws Exception {
    decode("400161" + "0162");
    assertThat(decode("be")).containsExactly(field("a", "b"));
    assertThat(decode("2082")).containsExactly(field(":method", "GET"));
    assertThatThrownBy(() -> decode("be")).isInstanceOf(Http2Exception.class);
  }

  /** A few bytes may name a large header again and again. */
  @Test
  void boundsWhatABlockBecomes() throws Exception {
    decode("400161" + "7fa11e" + "61".repeat(4000));
    assertThatThrownBy(() -> decode("be".repeat(100)))
        .hasMessage("http2: response header list larger than advertised limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"80", "ff", "ffffffffff0f", "3fe21f", "8220", "40", "4003616", "400a61", "0085"})
  void refusesWhatIsMalformed(String hex) {
    assertThatThrownBy(() -> decode(hex.length() % 2 == 0 ? hex : hex + "0"))
        .isInstanceOf(Http2Exception.class);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    long seed = 7541;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        new HeaderDecoder(MAX_LIST_BYTES).decode(bytes, 0, bytes.length);
      } catch (Http2Exception e) {
        assertThat(e).as("seed %d, round %d", seed, i).hasMessageStartingWith("connection error");
      }
    }
  }

  @Test
  void readsWhatTheEncoderWrites() throws Exception {
    HeaderEncoder encoder = new HeaderEncoder();
    List<HeaderField> fields =
        List.of(
            field(":method", "GET"),
            field(":scheme", "https"),
            field(":path", "/metrics?x=" + "y".repeat(300)),
            field("accept", "text/plain"),
            field("x-of-our-own", ""));
    for (int i = 0; i < 2; i++) {
      byte[] block = encoder.encode(fields);
      assertThat(decoder.decode(block, 0, block.length)).isEqualTo(fields);
    }
  }
}
