/**
 * What people who look after the program should know: {@link dev.deucalion.server.notice.Notices}
 * keeps it and tells the subscribers. Any thread.
 *
 * <p>May depend on: {@code http.source}, {@code model.time}.
 */
@NullMarked
package dev.deucalion.server.notice;

import org.jspecify.annotations.NullMarked;
