package dev.deucalion.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@link WireWriter} wrote, {@link WireReader} reads; and damaged messages end in an error.
 */
class WireRoundTripTest {
  private static final int ROUNDS = 2_000;

  @Test
  void writesTheExamplesOfTheSpecification() {
    WireWriter writer = new WireWriter();
    writer.int64(1, 150);
    writer.string(2, "testing");
    int message = writer.begin(3);
    writer.int64(1, 150);
    writer.end(message);
    writer.sint64(4, -2);
    writer.float64(5, 1.5);
    assertThat(HexFormat.of().formatHex(writer.toByteArray()))
        .isEqualTo("089601" + "120774657374696e67" + "1a03089601" + "2003" + "29000000000000f83f");
  }

  @Test
  void readsBackRandomMessages() throws WireException {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      WireWriter writer = new WireWriter();
      List<String> written = new ArrayList<>();
      writeMessage(writer, random, written, 0);
      WireReader reader = new WireReader().reset(writer.array(), 0, writer.size());
      List<String> read = new ArrayList<>();
      readMessage(reader, read);
      assertThat(read).as("seed %d", seed).isEqualTo(written);
    }
  }

  @Test
  void damageGivesAnErrorOrAnotherMessageButNeverMore() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      WireWriter writer = new WireWriter();
      writeMessage(writer, random, new ArrayList<>(), 0);
      byte[] bytes = writer.toByteArray();
      int limit = random.nextInt(bytes.length + 1);
      for (int i = 0; i < 3 && limit > 0; i++) {
        bytes[random.nextInt(limit)] = (byte) random.nextInt();
      }
      WireReader reader = new WireReader().reset(bytes, 0, limit);
      try {
        readMessage(reader, new ArrayList<>());
        assertThat(reader.position()).as("seed %d", seed).isEqualTo(limit);
      } catch (WireException e) {
        assertThat(e.offset()).as("seed %d", seed).isBetween(0, limit);
      }
    }
  }

  private static void writeMessage(
      WireWriter writer, Random random, List<String> written, int depth) {
    int fields = random.nextInt(8);
    for (int i = 0; i < fields; i++) {
      int field = 1 + (random.nextInt() >>> 3 + random.nextInt(28)) % ((1 << 29) - 1);
      long value = random.nextLong() >> random.nextInt(64);
      switch (random.nextInt(depth < 4 ? 5 : 4)) {
        case 0 -> {
          writer.int64(field, value);
          written.add(field + " varint " + value);
        }
        case 1 -> {
          writer.fixed64(field, value);
          written.add(field + " i64 " + value);
        }
        case 2 -> {
          writer.fixed32(field, (int) value);
          written.add(field + " i32 " + (int) value);
        }
        case 3 -> {
          int packed = writer.begin(fieldOfNumbers(field));
          StringBuilder numbers = new StringBuilder();
          for (int n = random.nextInt(200); n > 0; n--) {
            long number = random.nextLong() >> random.nextInt(64);
            writer.zigZag(number);
            numbers.append(' ').append(number);
          }
          writer.end(packed);
          written.add(fieldOfNumbers(field) + " packed" + numbers);
        }
        default -> {
          int message = writer.begin(fieldOfMessages(field));
          written.add(fieldOfMessages(field) + " {");
          writeMessage(writer, random, written, depth + 1);
          written.add("}");
          writer.end(message);
        }
      }
    }
  }

  private static void readMessage(WireReader reader, List<String> read) throws WireException {
    while (reader.next()) {
      int field = reader.field();
      switch (reader.wireType()) {
        case WireType.VARINT -> read.add(field + " varint " + reader.readVarint());
        case WireType.I64 -> read.add(field + " i64 " + reader.readFixed64());
        case WireType.I32 -> read.add(field + " i32 " + reader.readFixed32());
        case WireType.LEN -> readNested(reader, read, field);
        default -> reader.skip();
      }
    }
  }

  private static void readNested(WireReader reader, List<String> read, int field)
      throws WireException {
    int outer = reader.enter();
    if (field == fieldOfNumbers(field)) {
      StringBuilder numbers = new StringBuilder();
      while (reader.hasRemaining()) {
        numbers.append(' ').append(reader.readZigZag());
      }
      read.add(field + " packed" + numbers);
    } else {
      read.add(field + " {");
      readMessage(reader, read);
      read.add("}");
    }
    reader.leave(outer);
  }

  private static int fieldOfNumbers(int field) {
    return field | 1;
  }

  private static int fieldOfMessages(int field) {
    return Math.max(field & ~1, 2);
  }
}
