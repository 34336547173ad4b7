/** Placeholder. */
@NullMarked
package dev.deucalion.docs;

import org.jspecify.annotations.NullMarked;
