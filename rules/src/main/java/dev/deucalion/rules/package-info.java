/** Placeholder. */
@NullMarked
package dev.deucalion.rules;

import org.jspecify.annotations.NullMarked;
