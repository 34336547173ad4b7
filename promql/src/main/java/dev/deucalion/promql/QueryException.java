package dev.deucalion.promql;

/** A query that was well formed but could not be evaluated. Messages are those of Prometheus. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  private final Kind kind;

  /** With what the client is told. */
  public QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What went wrong, in the terms of the API. */
  public Kind kind() {
    return kind;
  }

  /** Why, as the HTTP API tells clients. */
  public enum Kind {
    /** Of a type that cannot be asked for in this way; as good as not being PromQL. */
    INVALID_QUERY,
    /** Fault of the query or of the data that it met. */
    EXECUTION,
    /** Took longer than allowed. */
    TIMEOUT,
    /** Given up by the client or by a shutdown. */
    CANCELED,
    /** The store failed. */
    STORAGE
  }
}
