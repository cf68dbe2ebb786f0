/** Runs a plan on a frame, in memory. */
@NullMarked
package com.imageflowcanvas.engine;

import org.jspecify.annotations.NullMarked;
