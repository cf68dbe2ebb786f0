/** What the author of a component implements, and what follows from it. */
@NullMarked
package com.imageflowcanvas.component;

import org.jspecify.annotations.NullMarked;
