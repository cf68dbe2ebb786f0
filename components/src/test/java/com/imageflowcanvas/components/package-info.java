/** Tests over all built-in components. */
@NullMarked
package com.imageflowcanvas.components;

import org.jspecify.annotations.NullMarked;
