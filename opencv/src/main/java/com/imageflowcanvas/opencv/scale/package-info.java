/** Scaling without loss of what can be seen. */
@NullMarked
package com.imageflowcanvas.opencv.scale;

import org.jspecify.annotations.NullMarked;
