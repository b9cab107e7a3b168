//! The types that are stored as lists.

/// Hands the lists of any length to a macro, each as a type of elements `T`.
macro_rules! lists_of_any_length {
    ($each:ident) => {
        $each! {
            Vec<T>;
            std::collections::VecDeque<T>;
            std::collections::LinkedList<T>;
            Box<[T]>;
        }
    };
}

/// Hands all lists to a macro, arrays of a length `N` among them.
macro_rules! lists {
    ($each:ident) => {
        $crate::typed::lists::lists_of_any_length!($each);
        $each! {
            [T; N], const N;
        }
    };
}

pub(super) use {lists, lists_of_any_length};
