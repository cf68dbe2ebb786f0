/** The command line client: its commands and options. */
@NullMarked
package com.imageflowcanvas.cli;

import org.jspecify.annotations.NullMarked;
