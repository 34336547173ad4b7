/**
 * HTTP/2 as a client of one request at a time needs it (RFC 9113, RFC 7541): {@link
 * dev.deucalion.scrape.http2.Http2Session} over the streams of a connection whose ends have agreed
 * on it. On the thread of the caller.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.scrape.http2;

import org.jspecify.annotations.NullMarked;
