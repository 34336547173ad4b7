/**
 * The HTTP side of the program. {@link dev.deucalion.http.HttpServer} starts here: it takes {@link
 * dev.deucalion.http.HttpServerOptions} and {@link dev.deucalion.http.ApiDependencies}, listens and
 * answers as Prometheus does. What the program knows about targets, metadata and itself comes in
 * through the interfaces of {@code dev.deucalion.http.source}.
 *
 * <p>Event loops only move bytes; each request runs on a virtual thread of its own, and evaluations
 * on a bounded pool of platform threads.
 */
@NullMarked
package dev.deucalion.http;

import org.jspecify.annotations.NullMarked;
