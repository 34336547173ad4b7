package dev.deucalion.http.netty;

/**
 * Limits of the sockets.
 *
 * @param maxConnections open at a time; others wait in the backlog of the operating system
 * @param readTimeoutMs how long a request may take to arrive, a connection may be idle, and a
 *     client may refuse to take more of an answer
 * @param maxHeaderBytes of the request line and of all header fields, each
 * @param bodies how large bodies of requests may be
 * @param eventLoopThreads threads that move bytes
 */
public record NettyOptions(
    int maxConnections,
    long readTimeoutMs,
    int maxHeaderBytes,
    BodyLimits bodies,
    int eventLoopThreads) {}
