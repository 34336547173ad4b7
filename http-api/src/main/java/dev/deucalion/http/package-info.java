/** Placeholder. */
@NullMarked
package dev.deucalion.http;

import org.jspecify.annotations.NullMarked;
