//! What wrappers of the engine leave as it is.

/// Hands operations on to the engine as they are.
macro_rules! hand_on {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, request: $request) -> BoxFuture<'_, Result<$output>> {
            self.engine.db.$name(request)
        })*
    };
}
pub(crate) use hand_on;
