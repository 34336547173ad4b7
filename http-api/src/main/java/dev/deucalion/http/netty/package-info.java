/**
 * The sockets: {@link dev.deucalion.http.netty.NettyServer} listens and gives each request as an
 * {@link dev.deucalion.http.exchange.Exchange} to one handler, on a thread of {@code
 * RequestThreads}. A connection of HTTP/1 gets its requests answered one after the other in the
 * order in which they came, one of HTTP/2, which there is with TLS only, many at a time.
 *
 * <p>Event loops own {@code Connection} and its queue; the request's thread owns the exchange.
 * Pages of an answer go from the one to the other and back, and there are only a few of them, which
 * is what holds a writer back when its client is slow. An answer of one page goes to a {@code
 * DirectSocket} at once, and the event loop is not woken: a {@code Turn} tells it later that the
 * answer is out.
 *
 * <p>May depend on: {@code http.encode}, {@code http.exchange}, {@code model.time}.
 */
@NullMarked
package dev.deucalion.http.netty;

import org.jspecify.annotations.NullMarked;
