//! Fields that a list has beside the value that they are parts of, where the examples show that: below a title
//! that names the value (`titled`), behind it (`listed`), or by names with brackets (`bracketed`).

mod bracketed;
mod listed;
mod titled;

pub(super) use bracketed::place_bracketed;
pub(super) use listed::place_parts;
pub(super) use titled::move_home;
