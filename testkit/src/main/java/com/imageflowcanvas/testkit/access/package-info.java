/** What every store of users, logins and keys has to do, as tests to inherit. */
@NullMarked
package com.imageflowcanvas.testkit.access;

import org.jspecify.annotations.NullMarked;
