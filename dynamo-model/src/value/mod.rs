//! Values and items.
