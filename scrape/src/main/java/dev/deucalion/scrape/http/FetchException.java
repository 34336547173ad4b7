package dev.deucalion.scrape.http;

/** Why a target gave no body, in the words that are shown for it. Has no stack trace. */
public final class FetchException extends Exception {
  /** What went wrong, where it matters to the caller. */
  public enum Kind {
    /** The body is larger than the job allows. */
    BODY_SIZE_LIMIT,
    /** The client was closed meanwhile. */
    CANCELLED,
    /** Anything else. */
    FAILED
  }

  private final Kind kind;

  public FetchException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static FetchException failed(String message) {
    return new FetchException(Kind.FAILED, message);
  }
}
