package dev.deucalion.server.remote.message;

import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.remote.options.WriteProtocol;

/** Makes the message of a request. Keeps its buffers; for one thread. */
public sealed interface RequestEncoder permits RequestEncoderV1, RequestEncoderV2 {
  /** An encoder of a version. */
  static RequestEncoder of(WriteProtocol protocol) {
    return switch (protocol) {
      case V1 -> new RequestEncoderV1();
      case V2 -> new RequestEncoderV2();
    };
  }

  /**
   * Encodes the entries of a batch that are not older than a time.
   *
   * @return the message, good until the next call
   */
  WireWriter encode(SampleBatch batch, long minTimeMs);
}
