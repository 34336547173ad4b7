/**
 * The HTTP client: a {@link dev.deucalion.scrape.http.TargetClient} for each target fetches one
 * body at a time into a borrowed buffer, a {@link dev.deucalion.scrape.http.HttpCaller} sends
 * requests of any kind; both over a blocking socket, on the caller's virtual thread, by HTTP/1.1
 * or, where a server chooses it over TLS, by {@link dev.deucalion.scrape.http2}. A thread of {@link
 * dev.deucalion.scrape.http.Deadlines} closes connections whose time is up. Credentials, tokens,
 * proxies and TLS are the same for both, and a {@link dev.deucalion.scrape.http.ProxyBridge} lends
 * the proxies to clients that are not ours. Errors read as Go's {@code net/http} would put them,
 * for they are shown to users.
 *
 * <p>May depend on: {@code model.labels}, {@code model.time}, {@code scrape.http2}, {@code
 * scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.http;

import org.jspecify.annotations.NullMarked;
