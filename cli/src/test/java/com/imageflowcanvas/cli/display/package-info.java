/** Commands against a fake server. */
@NullMarked
package com.imageflowcanvas.cli.display;

import org.jspecify.annotations.NullMarked;
