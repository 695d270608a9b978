//! The store as its users see it, on both databases.
