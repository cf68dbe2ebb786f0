/** PNG read row by row, for images of which a much smaller one is enough. */
@NullMarked
package com.imageflowcanvas.opencv.png;

import org.jspecify.annotations.NullMarked;
