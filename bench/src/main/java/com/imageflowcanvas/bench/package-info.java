/** Measures the building blocks with JMH, and whole pipelines end to end. */
@NullMarked
package com.imageflowcanvas.bench;

import org.jspecify.annotations.NullMarked;
