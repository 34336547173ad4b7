/** Values of samples that have a meaning of their own. */
@NullMarked
package dev.deucalion.model.sample;

import org.jspecify.annotations.NullMarked;
