/** What can go wrong: one table of codes, and the problem that carries one to the caller. */
@NullMarked
package com.imageflowcanvas.error;

import org.jspecify.annotations.NullMarked;
