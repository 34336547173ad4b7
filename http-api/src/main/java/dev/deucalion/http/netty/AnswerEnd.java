package dev.deucalion.http.netty;

/** What becomes of a connection when an answer is made. */
enum AnswerEnd {
  /** The system has all of the answer; the connection takes the next request. */
  OUT,
  /** The event loop writes the answer; the connection takes the next request. */
  HANDED_ON,
  /** The connection ends behind the answer. */
  LAST
}
