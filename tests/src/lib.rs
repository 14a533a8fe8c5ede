//! Tests of docbind as a whole; what is tested stands in `tests/` and `cases/`.
