/**
 * What the HTTP API asks of the rest of the program, as small interfaces and records of its own.
 * The program adapts its parts to them; all are called by many threads at a time.
 */
@NullMarked
package dev.deucalion.http.source;

import org.jspecify.annotations.NullMarked;
