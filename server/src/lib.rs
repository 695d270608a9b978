//! The outside doors of Deskloom: command line, pages, server functions, REST, live updates, health and telemetry.
