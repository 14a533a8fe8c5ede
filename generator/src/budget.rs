//! One budget for size and depth.
//!
//! No page that people write comes near these limits. They are there so that a page of a few lines can neither
//! stop the others nor make code that rustc refuses: each stage recurses no deeper than [`DEPTH`] and expands no
//! further than [`VALUE`], [`EXPANDED`] and [`SCHEMAS`] allow. What is over a limit is any value or is left out,
//! and a diagnostic names its place.
//!
//! A build script is a debug build, and may run on a thread with a stack of 2 MB: the stages behind the model hold
//! there, and pages are read on threads of their own with a stack of [`STACK`]. They also keep the code within
//! rustc's own limit of 128 for the traits of types within types, of which a list in an object takes about five
//! (`recursion_limit`).

/// The stack of the threads that read pages, in bytes.
pub(crate) const STACK: usize = 8 << 20;

/// Objects and lists inside one another: of fields, of an example, of a schema.
pub(crate) const DEPTH: usize = 24;

/// Types inside one another in one type string: `array<map<string[]>>` are three.
pub(crate) const TYPE_DEPTH: usize = 16;

/// The schemas that are looked at for one OpenAPI part, each as often as it is.
pub(crate) const SCHEMAS: usize = 5_000;

/// Bytes that one expression of a page may come to.
pub(crate) const VALUE: usize = 64 << 10;

/// Bytes that the expressions of a page may add to it.
pub(crate) const EXPANDED: usize = 4 << 20;

/// Bytes of a URL: what every server and client ought to take (RFC 9110, section 4.1).
pub(crate) const URL: usize = 8_000;

/// Endpoints that one block of code states.
pub(crate) const ENDPOINTS: usize = 64;

/// Bytes of a sentence that are looked at on either side of the values it lists.
pub(crate) const SENTENCE: usize = 1 << 10;
