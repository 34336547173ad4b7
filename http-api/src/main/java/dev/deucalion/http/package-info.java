/**
 * The HTTP side of the program. {@link dev.deucalion.http.HttpServer} starts here: it takes {@link
 * dev.deucalion.http.HttpServerOptions} and {@link dev.deucalion.http.ApiDependencies}, listens and
 * answers as Prometheus does. What the program knows about targets, metadata and itself comes in
 * through the interfaces of {@code dev.deucalion.http.source}.
 *
 * <p>Event loops only move bytes; each request has a platform thread to itself, and at most so many
 * evaluate at a time.
 */
@NullMarked
package dev.deucalion.http;

import org.jspecify.annotations.NullMarked;
