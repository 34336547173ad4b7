/**
 * Who may talk to the server, as {@code --web.config.file} says: TLS with certificates of both
 * sides, passwords, a limit of requests and header fields that answers carry. {@link
 * dev.deucalion.http.security.AccessGate} stands before all handlers; {@link
 * dev.deucalion.http.security.ServerTls} makes the TLS of each connection. What the file says comes
 * from a {@link dev.deucalion.http.security.WebConfigSource}, which is asked anew for each request
 * and each connection, so that changes hold at once.
 *
 * <p>Called by the threads of requests and of handshakes, many at a time.
 *
 * <p>May depend on: {@code http.exchange}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.http.security;

import org.jspecify.annotations.NullMarked;
