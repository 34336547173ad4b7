package dev.deucalion.benchmarks.scrape.exposition;

import java.nio.charset.StandardCharsets;

/** The parser one would write first, with strings and their splitting: the yardstick. */
public final class SplittingParser {
  private SplittingParser() {}

  /** Sum of the values. */
  public static double sum(byte[] body) {
    double sum = 0;
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] nameAndRest = line.split("\\{", 2);
        String[] labelsAndValue = nameAndRest[1].split("} ", 2);
        for (String label : labelsAndValue[0].split(",", -1)) {
          String[] nameAndValue = label.split("=", 2);
          if (nameAndValue.length != 2) {
            throw new IllegalArgumentException(line);
          }
        }
        sum += Double.parseDouble(labelsAndValue[1]);
      }
    }
    return sum;
  }
}
