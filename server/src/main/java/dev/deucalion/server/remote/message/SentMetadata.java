package dev.deucalion.server.remote.message;

import dev.deucalion.model.metadata.Metadata;
import java.nio.charset.StandardCharsets;

/**
 * What a series measures, as it is sent.
 *
 * @param type number of the type
 * @param help in UTF-8
 * @param unit in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record SentMetadata(int type, byte[] help, byte[] unit) {
  static SentMetadata of(Metadata metadata) {
    return new SentMetadata(
        RequestEncoderV2.code(metadata.type()),
        metadata.help().getBytes(StandardCharsets.UTF_8),
        metadata.unit().getBytes(StandardCharsets.UTF_8));
  }
}
