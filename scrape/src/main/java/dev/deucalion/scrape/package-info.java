/** Placeholder. */
@NullMarked
package dev.deucalion.scrape;

import org.jspecify.annotations.NullMarked;
