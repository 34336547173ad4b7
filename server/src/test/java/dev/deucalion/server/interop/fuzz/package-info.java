/**
 * Random queries over random data, answered by Debian's Prometheus and by Deucalion.
 *
 * <p>Start with {@link dev.deucalion.server.interop.fuzz.DifferentialFuzzTest}. Each difference is
 * mended, or it is one where Prometheus itself has changed since version 2.42: then the generator
 * avoids it or {@link dev.deucalion.server.interop.fuzz.AnswerCheck} allows it by its cause, and
 * docs/compatibility.md lists it.
 */
@NullMarked
package dev.deucalion.server.interop.fuzz;

import org.jspecify.annotations.NullMarked;
