//! What sets the fields of a request that may be left out: one line for each field.

/// Implements the methods that set one field each and give the struct back: the name of the method, the field with what
/// is taken, and the value that is made of it. They chain.
///
/// ```
/// use docbind_runtime::codegen;
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Search {
///     pub subject: Option<String>,
///     pub page: Option<i64>,
/// }
///
/// codegen::setters! {
///     Search {
///         with_subject(subject: impl Into<String>) = Some(subject.into()),
///         with_page(page: i64) = Some(page),
///     }
/// }
///
/// let search = Search::default().with_subject("Dinner").with_page(2);
/// assert_eq!(search, Search { subject: Some("Dinner".into()), page: Some(2) });
/// ```
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident($field:ident: $taken:ty) = $value:expr),* $(,)? }) => {
        impl $name {
            $(
                #[doc = ::core::concat!("Sets [`Self::", ::core::stringify!($field), "`].")]
                #[inline]
                pub fn $setter(mut self, $field: $taken) -> Self {
                    self.$field = $value;
                    self
                }
            )*
        }
    };
}
