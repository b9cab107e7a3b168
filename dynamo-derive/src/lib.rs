//! Derive macros for single-table DynamoDB models.
