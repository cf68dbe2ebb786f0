/** Components that decide which way an image goes. */
@NullMarked
package com.imageflowcanvas.components.flow;

import org.jspecify.annotations.NullMarked;
