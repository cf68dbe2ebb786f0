/** The stores on a relational database: SQLite when embedded; one SQL that PostgreSQL reads too. */
@NullMarked
package com.imageflowcanvas.adapters.jdbc;

import org.jspecify.annotations.NullMarked;
