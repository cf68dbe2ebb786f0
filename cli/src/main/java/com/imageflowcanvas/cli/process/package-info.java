/** The process of a command: what it sees of its machine, and how it ends. */
@NullMarked
package com.imageflowcanvas.cli.process;

import org.jspecify.annotations.NullMarked;
