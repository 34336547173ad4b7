/**
 * A request and its answer as handlers see them, without a word about sockets. {@link
 * dev.deucalion.http.exchange.Handler} is what endpoints implement, {@link
 * dev.deucalion.http.exchange.Router} finds them by path. To add an endpoint, write a handler and
 * name it in {@code dev.deucalion.http.Routes}.
 *
 * <p>Handlers have a thread of the platform for as long as a request takes; they may block and
 * compute.
 *
 * <p>May depend on: {@code http.encode}, {@code model.labels}.
 */
@NullMarked
package dev.deucalion.http.exchange;

import org.jspecify.annotations.NullMarked;
