package dev.deucalion.scrape.ingest;

/** Why a body that parses is refused as a whole, in Prometheus' words. Has no stack trace. */
public final class IngestException extends Exception {
  IngestException(String message) {
    super(message, null, false, false);
  }
}
