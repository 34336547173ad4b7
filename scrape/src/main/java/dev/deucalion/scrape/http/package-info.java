/**
 * The HTTP client of scrapes: a {@link dev.deucalion.scrape.http.TargetClient} for each target
 * fetches one body at a time into a borrowed buffer, in HTTP/1.1 over a blocking socket, on the
 * target's virtual thread. Errors read as Go's {@code net/http} would put them, for they are shown
 * to users.
 *
 * <p>May depend on: {@code model.labels}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.http;

import org.jspecify.annotations.NullMarked;
