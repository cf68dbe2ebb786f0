/** Sample photos for the first run, drawn by the program. */
@NullMarked
package com.imageflowcanvas.opencv.sample;

import org.jspecify.annotations.NullMarked;
