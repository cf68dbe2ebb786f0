/** The bridge to OpenCV: rasters as Mats, the codec, drawing, and the built-in face detector. */
@NullMarked
package com.imageflowcanvas.opencv;

import org.jspecify.annotations.NullMarked;
