package dev.deucalion.scrape.exposition;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Inputs of {@link ParserFuzz}: the bodies of {@link Bodies} with every option and with none, and
 * those that a fuzzer found to reach something new, in files of resources: each input as its length
 * in four bytes and its bytes, compressed.
 */
final class FuzzCorpus {
  private FuzzCorpus() {}

  static List<byte[]> inputs(ExpositionFormat format) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (int options : new int[] {0, 0xff, 4, 5, 16, 20}) {
      inputs.add(withOptions(options, Bodies.all(format)));
    }
    inputs.add(withOptions(4, HISTOGRAMS.getBytes(StandardCharsets.UTF_8)));
    String name = "/fuzz/" + format.name().toLowerCase(Locale.ROOT) + ".gz";
    try (InputStream file = FuzzCorpus.class.getResourceAsStream(name)) {
      if (file != null) {
        readAll(new DataInputStream(new GZIPInputStream(file)), inputs);
      }
    }
    return inputs;
  }

  private static final String HISTOGRAMS =
      """
      # TYPE h histogram
      h_bucket{a="1",le="0.5"} 2
      h_bucket{a="1",le="+Inf"} 5 # {id="x"} 1.5 2.25
      h_sum{a="1"} 4.5
      h_count{a="1"} 5
      h_created{a="1"} 5
      # EOF
      """;

  private static byte[] withOptions(int options, byte[] body) {
    byte[] input = new byte[body.length + 1];
    input[0] = (byte) options;
    System.arraycopy(body, 0, input, 1, body.length);
    return input;
  }

  private static void readAll(DataInputStream in, List<byte[]> inputs) throws IOException {
    int length = in.readInt();
    while (length >= 0) {
      byte[] input = new byte[length];
      in.readFully(input);
      inputs.add(input);
      length = in.readInt();
    }
  }
}
