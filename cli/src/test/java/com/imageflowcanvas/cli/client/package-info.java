/** Commands against a fake server. */
@NullMarked
package com.imageflowcanvas.cli.client;

import org.jspecify.annotations.NullMarked;
