/** Who may do what: users, roles, sessions, API keys. */
@NullMarked
package com.imageflowcanvas.access;

import org.jspecify.annotations.NullMarked;
