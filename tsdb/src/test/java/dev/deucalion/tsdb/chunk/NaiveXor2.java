package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.sample.StaleMarker;
import java.util.List;

/** The XOR2 encoding as strings of zeros and ones, straight from the format's description. */
final class NaiveXor2 {
  /**
   * A sample.
   *
   * @param startMs its start time, 0 for none
   */
  record Sample(long timeMs, long valueBits, long startMs) {}

  private final StringBuilder bits = new StringBuilder();
  private final StartTimesOfChunk startTimes = new StartTimesOfChunk(bits);
  private int leading = -1;
  private int trailing;
  private long baseline;

  static byte[] encode(List<Sample> samples) {
    NaiveXor2 chunk = new NaiveXor2();
    long delta = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      long beforeMs = i == 0 ? 0 : samples.get(i - 1).timeMs;
      if (i == 0) {
        NaiveXor.varint(chunk.bits, sample.timeMs << 1 ^ sample.timeMs >> 63);
        chunk.bits.append(NaiveXor.binary(sample.valueBits, 64));
        chunk.baseline = sample.valueBits == StaleMarker.BITS ? 0 : sample.valueBits;
      } else if (i == 1) {
        delta = sample.timeMs - beforeMs;
        NaiveXor.varint(chunk.bits, delta);
        chunk.value(sample.valueBits);
      } else {
        chunk.joint(sample.timeMs - beforeMs - delta, sample.valueBits);
        delta = sample.timeMs - beforeMs;
      }
      chunk.startTimes.add(sample.timeMs, beforeMs, sample.startMs);
    }
    StringBuilder whole = new StringBuilder(NaiveXor.binary(samples.size(), 16));
    whole.append(chunk.startTimes.header()).append(chunk.bits);
    return NaiveXor.bytes(whole);
  }

  private void joint(long dod, long valueBits) {
    if (dod != 0) {
      if (dod >= -4096 && dod <= 4095) {
        bits.append("110").append(NaiveXor.binary(dod, 13));
      } else if (dod >= -524288 && dod <= 524287) {
        bits.append("1110").append(NaiveXor.binary(dod, 20));
      } else {
        bits.append("11110").append(NaiveXor.binary(dod, 64));
      }
      value(valueBits);
    } else if (valueBits == StaleMarker.BITS) {
      bits.append("11111");
    } else if (valueBits == baseline) {
      bits.append('0');
    } else {
      bits.append("10");
      changed(valueBits, "0", "1");
    }
  }

  private void value(long valueBits) {
    if (valueBits == StaleMarker.BITS) {
      bits.append("111");
    } else if (valueBits == baseline) {
      bits.append('0');
    } else {
      changed(valueBits, "10", "110");
    }
  }

  private void changed(long valueBits, String sameWindow, String newWindow) {
    String xor = NaiveXor.binary(valueBits ^ baseline, 64);
    baseline = valueBits;
    int newLeading = Math.min(31, xor.indexOf('1'));
    int newTrailing = 63 - xor.lastIndexOf('1');
    if (leading >= 0 && newLeading >= leading && newTrailing >= trailing) {
      bits.append(sameWindow).append(xor, leading, 64 - trailing);
      return;
    }
    leading = newLeading;
    trailing = newTrailing;
    bits.append(newWindow).append(NaiveXor.binary(leading, 5));
    bits.append(NaiveXor.binary(64 - leading - trailing, 6)).append(xor, leading, 64 - trailing);
  }
}
