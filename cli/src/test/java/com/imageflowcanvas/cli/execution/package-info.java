/** Commands against a fake server. */
@NullMarked
package com.imageflowcanvas.cli.execution;

import org.jspecify.annotations.NullMarked;
