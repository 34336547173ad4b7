package dev.deucalion.http.receive;

import dev.deucalion.storage.AppendResult;

/**
 * Why a request, or a part of it, was not taken.
 *
 * @param status of the answer
 * @param text for the client, in Prometheus' words
 */
record WriteRefusal(int status, String text) {
  static final int BAD_REQUEST = 400;
  static final int INTERNAL_ERROR = 500;

  /** A fault of the client's. */
  static WriteRefusal badRequest(String text) {
    return new WriteRefusal(BAD_REQUEST, text);
  }

  /**
   * Why a sample or exemplar was refused.
   *
   * @param tooFarAhead whether it was for its time in the future
   */
  static String reason(AppendResult result, boolean tooFarAhead) {
    return switch (result) {
      case OUT_OF_ORDER -> "out of order sample";
      case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
      case OUT_OF_BOUNDS ->
          tooFarAhead ? "out of bounds: timestamp is too far in the future" : "out of bounds";
      case TOO_OLD -> "too old sample";
      case INVALID_HISTOGRAM -> "invalid histogram";
      case EXEMPLAR_TOO_LONG -> "label length for exemplar exceeds maximum of 128 UTF-8 characters";
      case UNKNOWN_SERIES, APPENDED -> "unknown series";
    };
  }
}
