//! Fields that a list has beside the value that they are parts of, where the examples show that: below a title
//! that names the value (`titled`), behind it (`listed`), or by names with brackets (`bracketed`). And examples that show
//! such a part alone (`shown_part`).

mod bracketed;
mod listed;
mod shown_part;
mod titled;

pub(super) use bracketed::place_bracketed;
pub(super) use listed::place_parts;
pub(super) use shown_part::show_around;
pub(super) use titled::{move_home, names_member};
