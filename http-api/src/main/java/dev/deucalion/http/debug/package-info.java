/**
 * What the program does at the moment, under {@code /debug/pprof}, in the format of the tools of
 * Go: {@link dev.deucalion.http.debug.ProfileEndpoints} answers, {@link
 * dev.deucalion.http.debug.StackSampler} looks at threads, {@link
 * dev.deucalion.http.debug.PprofProfile} is what they see.
 *
 * <p>Profiles are made on the thread of their request.
 *
 * <p>May depend on: {@code http.exchange}, {@code http.encode}, {@code model.wire}, {@code
 * model.time}.
 *
 * @see <a href="https://github.com/google/pprof/blob/main/proto/profile.proto">The format</a>
 */
@NullMarked
package dev.deucalion.http.debug;

import org.jspecify.annotations.NullMarked;
