package dev.deucalion.server.config;

import dev.deucalion.scrape.options.ScrapeLimits;
import dev.deucalion.server.config.yaml.MapReader;

/**
 * Reads the limits of scrapes; 0 inherits. The number of dropped targets to keep stands elsewhere
 * in the file's order, so it is left as inherited.
 */
final class LimitsReader {
  private LimitsReader() {}

  static ScrapeLimits read(MapReader in, ScrapeLimits inherited) {
    return new ScrapeLimits(
        in.bytes("body_size_limit", inherited.bodySizeLimitBytes()),
        in.count("sample_limit", inherited.sampleLimit()),
        in.count("target_limit", inherited.targetLimit()),
        in.count("label_limit", inherited.labelLimit()),
        in.count("label_name_length_limit", inherited.labelNameLengthLimit()),
        in.count("label_value_length_limit", inherited.labelValueLengthLimit()),
        inherited.keepDroppedTargets());
  }
}
