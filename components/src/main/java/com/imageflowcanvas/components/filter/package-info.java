/** Components that change pixels and leave everything where it is. */
@NullMarked
package com.imageflowcanvas.components.filter;

import org.jspecify.annotations.NullMarked;
