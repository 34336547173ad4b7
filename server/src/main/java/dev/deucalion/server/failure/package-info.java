/**
 * Failures of the operating system in words for the user. Static functions without state; any
 * thread.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.server.failure;

import org.jspecify.annotations.NullMarked;
