//! What wrappers of a backend leave as it is.

/// Hands operations on, as they are, from a wrapper to what it wraps: `hand_on! { self => self.engine; get_item(GetItem) ->
/// GetItemOutput; }`.
#[macro_export]
macro_rules! hand_on {
    ($this:ident => $wrapped:expr; $($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(
            &$this,
            request: $request,
        ) -> ::dynamo_model::backend::BoxFuture<'_, ::dynamo_model::Result<$output>> {
            $wrapped.$name(request)
        })*
    };
}
