//! The picture of a first run: what a terminal shows, as SVG.

use crate::commands::without_time;
use crate::{expect_file, root};
use std::fmt::Write;
use std::process::Command;

const LINE: usize = 18;
const COLUMN: f64 = 7.83;
const MARGIN: usize = 16;

#[test]
fn the_picture_of_a_first_run_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let docbind = env!("CARGO_BIN_EXE_docbind");
    let out = folder.path().join("client");
    let command = format!("{docbind} generate specs/nexudus --out {} --color always 2>&1", out.display());
    let output = Command::new("bash").args(["-c", &command]).current_dir(root()).output().unwrap();
    assert!(output.status.success());
    let printed = without_time(&String::from_utf8(output.stdout).unwrap());
    let lines = printed.lines().count();
    assert!(lines <= 40, "{lines} lines");
    let session = format!("\x1b[1m$ docbind generate specs/nexudus --out client\x1b[0m\n{printed}");
    expect_file("docs/first-run.svg", &svg(&session));
}

/// Text with SGR sequences as a picture.
fn svg(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let widest = lines.iter().map(|line| plain(line).chars().count()).max().unwrap_or(0);
    let (width, height) = ((widest as f64 * COLUMN) as usize + 2 * MARGIN, lines.len() * LINE + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"A terminal\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f27\"/>\n<g \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#d5dae3\" \
         xml:space=\"preserve\">\n"
    );
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let y = MARGIN + number * LINE + 13;
        let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{y}\">{}</text>", spans(line));
    }
    out + "</g>\n</svg>\n"
}

/// A line without its SGR sequences.
fn plain(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| part.split_once('m')).map(|(_, text)| text).collect::<String>()
}

/// A line as SVG text, bold where the terminal is.
fn spans(line: &str) -> String {
    let mut out = String::new();
    let mut parts = line.split("\x1b[");
    out.push_str(&escaped(parts.next().unwrap_or_default()));
    for (codes, text) in parts.filter_map(|part| part.split_once('m')) {
        let is_bold = codes.split(';').any(|code| code == "1");
        let text = escaped(text);
        out.push_str(&match is_bold {
            true => format!("<tspan font-weight=\"bold\" fill=\"#ffffff\">{text}</tspan>"),
            false => text,
        });
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
