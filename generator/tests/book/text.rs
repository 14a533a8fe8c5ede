//! Markdown, as far as these tests have to know it.

/// A block of code.
#[derive(Debug)]
pub(crate) struct Fence {
    /// What follows the opening mark: `rust`.
    pub(crate) info: String,
    pub(crate) text: String,
    /// The number of its first line, from 0.
    pub(crate) start: usize,
}

pub(crate) fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(String, Fence)> = None;
    for (number, line) in page.lines().enumerate() {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        match &mut open {
            None if mark.len() >= 3 => {
                let info = line[mark.len()..].trim().to_owned();
                open = Some((mark, Fence { info, text: String::new(), start: number + 1 }));
            }
            Some((opened, _)) if *opened == mark && line == mark => {
                fences.extend(open.take().map(|(_, fence)| fence));
            }
            Some((_, fence)) => fence.text.extend([line, "\n"]),
            None => {}
        }
    }
    fences
}

/// The lines outside of blocks of code, with their numbers from 1.
pub(crate) fn prose(page: &str) -> Vec<(usize, String)> {
    let inside: Vec<_> = fences(page).iter().map(|of| of.start..of.start + of.text.lines().count()).collect();
    let is_outside = |number: &usize| !inside.iter().any(|range| range.contains(number));
    let lines = page.lines().enumerate().filter(|(number, _)| is_outside(number));
    lines.map(|(number, line)| (number + 1, without_code(line))).collect()
}

/// A line without what stands in backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}
