//! What wrappers of a backend leave as it is.

/// Hands operations on, as they are, from a wrapper to what it wraps: `hand_on! { self.engine => get_item(GetItem) ->
/// GetItemOutput; }`.
#[macro_export]
macro_rules! hand_on {
    ($this:ident$(.$field:ident)+ => $($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(
            &$this,
            request: $request,
        ) -> ::dynamo_model::backend::BoxFuture<'_, ::dynamo_model::Result<$output>> {
            $this$(.$field)+.$name(request)
        })*
    };
}
