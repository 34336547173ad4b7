package dev.deucalion.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as the encoding page of Protocol Buffers shows them, and bytes that are damaged. */
class WireReaderTest {
  private static WireReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new WireReader().reset(bytes, 0, bytes.length);
  }

  @Test
  void readsTheExamplesOfTheSpecification() throws WireException {
    WireReader reader = reader("08 96 01  12 07 74 65 73 74 69 6e 67");
    assertThat(reader.next()).isTrue();
    assertThat(reader.tag()).isEqualTo(1 << 3 | WireType.VARINT);
    assertThat(reader.readVarint()).isEqualTo(150);
    assertThat(reader.next()).isTrue();
    assertThat(reader.field()).isEqualTo(2);
    assertThat(reader.wireType()).isEqualTo(WireType.LEN);
    assertThat(reader.readString()).isEqualTo("testing");
    assertThat(reader.next()).isFalse();
  }

  @Test
  void entersNestedMessagesAndLeavesThemEarly() throws WireException {
    WireReader reader = reader("1a 05 08 96 01 10 01  20 2a");
    assertThat(reader.next()).isTrue();
    int outer = reader.enter();
    assertThat(reader.next()).isTrue();
    assertThat(reader.readVarint()).isEqualTo(150);
    reader.leave(outer);
    assertThat(reader.next()).isTrue();
    assertThat(reader.field()).isEqualTo(4);
    assertThat(reader.readVarint()).isEqualTo(42);
    assertThat(reader.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "32 06 03 8e 02 9e a7 05, '3,270,86942'", // packed
    "30 03 30 8e 02 30 9e a7 05, '3,270,86942'", // one by one
    "32 01 03 30 8e 02 32 03 9e a7 05, '3,270,86942'", // both
    "32 00, ''",
  })
  void readsRepeatedNumbersPackedOrNot(String hex, String expected) throws WireException {
    WireReader reader = reader(hex);
    List<String> values = new ArrayList<>();
    while (reader.next()) {
      int outer = reader.enterRepeated();
      while (reader.hasRemaining()) {
        values.add(Long.toString(reader.readVarint()));
      }
      reader.leave(outer);
    }
    assertThat(String.join(",", values)).isEqualTo(expected);
  }

  @Test
  void skipsWhatItDoesNotKnow() throws WireException {
    WireReader reader =
        reader(
            "08 ffffffffffffffffff01  11 0102030405060708  1a 02 aabb  25 01020304"
                + " 2b 08 01 33 10 01 34 1a 01 00 2c  30 2a");
    while (reader.next() && reader.field() != 6) {
      reader.skip();
    }
    assertThat(reader.readVarint()).isEqualTo(42);
  }

  @Test
  void readsNumbersOfEveryWidth() throws WireException {
    assertThat(reader("ff ff ff ff ff ff ff ff ff 01").readVarint()).isEqualTo(-1);
    assertThat(reader("01").readZigZag()).isEqualTo(-1);
    assertThat(reader("ff ff ff ff ff ff ff ff ff 01").readZigZag()).isEqualTo(Long.MIN_VALUE);
    assertThat(reader("fe ff ff ff 0f").readZigZag()).isEqualTo(Integer.MAX_VALUE);
    assertThat(reader("04 03 02 01").readFixed32()).isEqualTo(0x01020304);
    assertThat(reader("08 07 06 05 04 03 02 01").readFixed64()).isEqualTo(0x0102030405060708L);
    assertThat(reader("00 00 00 00 00 00 f8 3f").readDouble()).isEqualTo(1.5);
    assertThat(reader("00 00 c0 3f").readFloat()).isEqualTo(1.5f);
    assertThat(reader("02").readBool()).isTrue();
  }

  @Test
  void keepsTheBitsOfNaNs() throws WireException {
    assertThat(Double.doubleToRawLongBits(reader("02 00 00 00 00 00 f0 7f").readDouble()))
        .isEqualTo(0x7ff0000000000002L);
  }

  @ParameterizedTest
  @CsvSource({
    "08, message ends within a value at byte 1, 1",
    "08 80, message ends within a value at byte 1, 1",
    "08 ff ff ff ff ff ff ff ff ff 02, varint of more than 64 bits at byte 1, 1",
    "08 ff ff ff ff ff ff ff ff ff ff 01, varint of more than 64 bits at byte 1, 1",
    "09 01 02 03, message ends within a value at byte 1, 1",
    "0d 01 02 03, message ends within a value at byte 1, 1",
    "0a 03 01 02, length 3 with 2 bytes left at byte 1, 1",
    "0a ff ff ff ff ff ff ff ff ff 01, length 18446744073709551615 with 0 bytes left at byte 1, 1",
    "00 01, illegal tag 0 at byte 0, 0",
    "80 80 80 80 10, illegal tag 4294967296 at byte 0, 0",
    "0e, unknown wire type 6 at byte 0, 0",
    "0f, unknown wire type 7 at byte 0, 0",
    "0c, end of a group that did not begin at byte 1, 1",
    "0b 10 01, group without its end at byte 1, 1",
    "0b 14, group without its end at byte 1, 1",
  })
  void refusesDamage(String hex, String message, int offset) {
    WireReader reader = reader(hex);
    assertThatThrownBy(
            () -> {
              while (reader.next()) {
                reader.skip();
              }
            })
        .hasMessage(message)
        .isInstanceOfSatisfying(WireException.class, e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void refusesGroupsThatNestWithoutEnd() {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) (1 << 3 | WireType.START_GROUP));
    WireReader reader = new WireReader().reset(bytes, 0, bytes.length);
    assertThatThrownBy(
            () -> {
              reader.next();
              reader.skip();
            })
        .hasMessageStartingWith("groups nested too deeply");
  }

  @Test
  void staysWithinTheLimitOfTheNestedMessage() throws WireException {
    WireReader reader = reader("0a 02 09 01 02 03 04 05 06 07 08");
    assertThat(reader.next()).isTrue();
    reader.enter();
    assertThat(reader.next()).isTrue();
    assertThatThrownBy(reader::readFixed64).hasMessage("message ends within a value at byte 3");
  }
}
