//! How the time grows with the size of a page: the shared cases `robust/quadratic-*` and `robust/cubic-*`, each a test
//! under its name. Four times the page may take little more than four times the time.

#![cfg(feature = "report")]

use docbind::Spec;
use std::sync::Mutex;
use std::time::Duration;

const HEAD: &str = "---\ntitle: Get a\napi: POST https://h.example/v1/a/{id}\n---\n\nText.\n\n";

/// One measurement at a time: what is measured is the CPU time of the process.
static ALONE: Mutex<()> = Mutex::new(());

/// The least CPU time of a few runs.
fn time(run: impl Fn()) -> Duration {
    let once = || {
        let start = cpu_time::ProcessTime::now();
        run();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Quadratic would be 16 times, n log n is about 5 times.
#[track_caller]
fn assert_grows_with_its_size(n: usize, page: impl Fn(usize) -> String, run: impl Fn(&Spec)) {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let of = |n: usize| {
        let spec = Spec::of_texts("made", [("page.mdx", page(n))]);
        time(|| run(&spec))
    };
    // On a machine with other things to do, a measurement may be of those: what is quadratic is so each time.
    let mut measured = Vec::new();
    let grows_slowly = (0..5).any(|_| {
        let (quarter, whole) = (of(n / 4), of(n));
        measured.push((quarter, whole));
        // What any page takes is no part of it.
        whole < quarter * 9 + Duration::from_millis(20)
    });
    assert!(grows_slowly, "{} and {n}: {measured:?}", n / 4);
}

fn read(spec: &Spec) {
    let reading = docbind::read_spec(spec);
    assert_eq!(reading.api.operations.len(), 1);
}

fn json(value: String) -> String {
    format!("{HEAD}## Response\n### 200\n```json\n{value}\n```\n")
}

fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

#[test]
fn quadratic_fences() {
    let page = |n| format!("{HEAD}## Response\n### 200\n{}", "```json\n{\"a1\":1}\n```\n".repeat(n));
    assert_grows_with_its_size(1_600, page, read);
}

#[test]
fn quadratic_json_array_of_different_objects() {
    let page = |n| json(format!("[{}{{\"z\":1}}]", each(n, |i| format!("{{\"k{i}\":1}},"))));
    assert_grows_with_its_size(2_000, page, read);
}

#[test]
fn quadratic_json_keys() {
    let page = |n| json(format!("{{{}\"z\":1}}", each(n, |i| format!("\"k{i}\":{i},"))));
    assert_grows_with_its_size(2_000, page, read);
    let same = |n| json(format!("{{{}\"z\":1}}", each(n, |i| format!("\"k\":{i},"))));
    assert_grows_with_its_size(2_000, same, read);
}

#[test]
fn quadratic_inspect_path_parameters() {
    let page = |n| {
        format!(
            "---\ntitle: Get a\napi: GET https://h.example{}\n---\n\nText.\n",
            each(n, |i| format!("/{{p{i}}}"))
        )
    };
    assert_grows_with_its_size(1_600, page, |spec| {
        let reading = docbind::read_spec(spec);
        for (id, page) in &reading.pages {
            assert!(!docbind::testing::inspect::render_page(&spec.sources, *id, page).is_empty());
        }
    });
}

/// Lines of the front matter that say one thing over and over, or another each.
#[test]
fn statements_of_the_front_matter() {
    let page = |line: &dyn Fn(usize) -> String, n| format!("---\ntitle: a\n{}---\n\nText.\n", each(n, line));
    let read = |spec: &Spec| drop(docbind::read_spec(spec));
    assert_grows_with_its_size(2_000, |n| page(&|_| "api: GET /v1/a\n".to_owned(), n), read);
    assert_grows_with_its_size(2_000, |n| page(&|i| format!("api: GET /v1/a{i}\n"), n), read);
}

/// Endpoints that headings and lines state, each once and over and over.
#[test]
fn endpoints_stated_in_a_page() {
    let read = |spec: &Spec| drop(docbind::read_spec(spec));
    let field = "<ResponseField name=\"b\" type=\"string\">x</ResponseField>\n\n";
    let page = |line: &dyn Fn(usize) -> String, n| format!("# As\n\n{field}{}", each(n, line));
    assert_grows_with_its_size(2_000, |n| page(&|_| "`GET /v1/a/{id}`\n\n".to_owned(), n), read);
    assert_grows_with_its_size(1_600, |n| page(&|_| format!("## GET /v1/a\n\n{field}"), n), read);
}

/// The placeholders of one path, each declared.
#[test]
fn placeholders_of_a_path() {
    let page = |n| {
        let path = each(n, |i| format!("/:p{i}"));
        let fields = each(n, |i| format!("<ParamField path=\"p{i}\" type=\"string\">x</ParamField>\n\n"));
        format!("# Get a\n\n## GET /v1{path}\n\n{fields}")
    };
    assert_grows_with_its_size(1_200, page, |spec| drop(docbind::read_spec(spec)));
}

/// Examples that are not JSON, each with a diagnostic of its own.
#[test]
fn fences_that_are_not_json() {
    let page = |n| format!("{HEAD}## Response\n\n{}", "```json\n{\"a\": }\n```\n\n".repeat(n));
    assert_grows_with_its_size(1_600, page, read);
}

/// Object types within one another: the report took the cube of the depth.
#[test]
fn cubic_report_nested_object_type() {
    let page = |n: usize| {
        format!(
            "{HEAD}<ParamField body=\"a\" type=\"{}b{}\">x</ParamField>\n",
            "{a:".repeat(n),
            "}".repeat(n)
        )
    };
    assert_grows_with_its_size(4_000, page, |spec| {
        let reading = docbind::read_spec(spec);
        assert!(!docbind::testing::report::render_report(spec, &reading).is_empty());
    });
}
