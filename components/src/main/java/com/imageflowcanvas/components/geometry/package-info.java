/** Components that change where things are: size and shape. */
@NullMarked
package com.imageflowcanvas.components.geometry;

import org.jspecify.annotations.NullMarked;
