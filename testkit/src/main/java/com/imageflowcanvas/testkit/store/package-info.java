/** What every store must do, as tests, and stores in memory that do it. */
@NullMarked
package com.imageflowcanvas.testkit.store;

import org.jspecify.annotations.NullMarked;
