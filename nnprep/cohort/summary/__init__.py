"""What a teacher wants to know of a whole class: pure functions of its records, which are read one by one."""
