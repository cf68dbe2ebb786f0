/** Pipelines as people draw them, and plans as the engine runs them. */
@NullMarked
package com.imageflowcanvas.pipeline;

import org.jspecify.annotations.NullMarked;
