/** Time as the program sees it, so that tests can turn the clock. */
@NullMarked
package dev.deucalion.model.time;

import org.jspecify.annotations.NullMarked;
