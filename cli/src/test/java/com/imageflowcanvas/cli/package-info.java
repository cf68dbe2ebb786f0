/** Commands against a fake server. */
@NullMarked
package com.imageflowcanvas.cli;

import org.jspecify.annotations.NullMarked;
