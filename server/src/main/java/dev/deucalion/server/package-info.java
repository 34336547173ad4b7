/** Placeholder. */
@NullMarked
package dev.deucalion.server;

import org.jspecify.annotations.NullMarked;
