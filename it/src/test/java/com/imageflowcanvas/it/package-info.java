/** Tests against the real server process, started and killed as a user would. */
@NullMarked
package com.imageflowcanvas.it;

import org.jspecify.annotations.NullMarked;
