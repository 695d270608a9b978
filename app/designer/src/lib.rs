//! The designers of forms, flows and boards. They grow here, on the kernel in `editor`.
