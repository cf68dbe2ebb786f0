/** What a person reads: tables, progress, names that are safe to show and to save under. */
@NullMarked
package com.imageflowcanvas.cli.display;

import org.jspecify.annotations.NullMarked;
