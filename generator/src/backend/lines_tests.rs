use super::*;
use expect_test::expect;

fn lines(write: impl FnOnce(&mut Lines)) -> String {
    let mut lines = Lines::default();
    write(&mut lines);
    lines.into_text()
}

#[test]
fn a_line_that_fits_stays_whole() {
    let code = "pub fn new(name: impl Into<String>, of: Vec<i64>) -> Self;";
    assert_eq!(lines(|lines| lines.line(code)), format!("{code}\n"));
}

#[test]
fn long_lines_break_from_the_outermost_brackets_in() {
    let long = "AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand";
    let written = lines(|lines| {
        lines.block("pub struct Holder", |lines| {
            lines.line(format_args!("pub by_name: Option<std::collections::BTreeMap<String, {long}>>,"));
        });
        lines.line(format_args!("pub fn new(first: impl Into<String>, second: {long}) -> Self;"));
        lines.tokens(format_args!("#[cfg(any(feature = \"a, (b\", feature = \"{long}\", feature = \"c\"))]"));
        lines.line(format_args!("{long}: {long}.into(),"));
        lines.line(format_args!("{long}{long},"));
    });
    expect![[r#"
        pub struct Holder {
            pub by_name: Option<
                std::collections::BTreeMap<
                    String,
                    AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
                >,
            >,
        }
        pub fn new(
            first: impl Into<String>,
            second: AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
        ) -> Self;
        #[cfg(
            any(
                feature = "a, (b",
                feature = "AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand",
                feature = "c"
            )
        )]
        AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand: AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand
            .into(),
        AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHandAnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
    "#]]
    .assert_eq(&written);
}

#[test]
fn calls_of_a_chain_that_is_too_long_stand_below_each_other() {
    let long = "a_field_of_the_request_with_a_name_that_nobody_would_type";
    let written = lines(|lines| {
        lines.chain("", "self.client.call(&OPERATION).path(\"a.b\", &a).receive_json()", "");
        lines.chain("let call = ", &format!("self.client.path(\"{long}\", &{long})"), ";");
        lines.chain("", &format!("self.client.queries(&[(\"{long}\", &request.{long}), (\"b\", &b)])"), "");
        lines.chain("static A: B = ", &format!("B::new(\"{long}\", \"{long}\")"), ";");
        lines.chain("static A: B = ", &format!("B::new(\"{long}\", \"{long}\").accept(\"*/*\")"), ";");
        lines.chain("", &format!("self.{long}(first, second, &Default::default())"), "");
    });
    expect![[r#"
        self.client.call(&OPERATION).path("a.b", &a).receive_json()
        let call = self
            .client
            .path(
                "a_field_of_the_request_with_a_name_that_nobody_would_type",
                &a_field_of_the_request_with_a_name_that_nobody_would_type,
            );
        self.client
            .queries(
                &[
                    (
                        "a_field_of_the_request_with_a_name_that_nobody_would_type",
                        &request.a_field_of_the_request_with_a_name_that_nobody_would_type,
                    ),
                    ("b", &b),
                ],
            )
        static A: B = B::new(
            "a_field_of_the_request_with_a_name_that_nobody_would_type",
            "a_field_of_the_request_with_a_name_that_nobody_would_type",
        );
        static A: B = B::new(
                "a_field_of_the_request_with_a_name_that_nobody_would_type",
                "a_field_of_the_request_with_a_name_that_nobody_would_type",
            )
            .accept("*/*");
        self.a_field_of_the_request_with_a_name_that_nobody_would_type(
            first,
            second,
            &Default::default(),
        )
    "#]]
    .assert_eq(&written);
}

#[test]
fn the_comma_that_breaking_brings_is_not_counted() {
    let written = |length: usize| {
        let name = "A".repeat(length);
        lines(|lines| lines.block("struct B", |lines| lines.line(format_args!("a: Option<Map<{name}>>,"))))
    };
    // `        Map<…>` is as long as a line, without the comma.
    assert_eq!(
        written(76),
        format!("struct B {{\n    a: Option<\n        Map<{}>,\n    >,\n}}\n", "A".repeat(76))
    );
    assert!(written(77).contains("        Map<\n"));
}

#[test]
fn an_arm_that_is_too_long_gets_braces() {
    let long = "a-value-that-is-as-long-as-a-sentence-of-the-documentation-and-has-no-end";
    let written = lines(|lines| {
        lines.block("match value", |lines| {
            lines.arm("\"short\"", "Self::Short");
            lines.arm(format_args!("{long:?}"), "Self::AsLongAsASentence");
        });
    });
    expect![[r#"
        match value {
            "short" => Self::Short,
            "a-value-that-is-as-long-as-a-sentence-of-the-documentation-and-has-no-end" => {
                Self::AsLongAsASentence
            }
        }
    "#]]
    .assert_eq(&written);
}

/// Deeper than a line is wide: with checks for overflow, as in every build script, and without, it is the same.
#[test]
fn types_deeper_than_a_line_is_wide() {
    let depth = 60;
    let name = "Vec<".repeat(depth) + "String" + &">".repeat(depth);
    let written =
        lines(|lines| lines.block("pub struct A", |lines| lines.line(format_args!("pub a: {name},"))));
    let opened: Vec<&str> = written.lines().filter(|line| line.ends_with("Vec<")).collect();
    for (level, line) in opened.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        assert_eq!(indent, STEP * (level + 1), "{line}");
    }
    assert_eq!(opened.len(), depth, "{written}");
    let flat: String = written.split_whitespace().collect();
    assert_eq!(flat.replace(",>", ">"), format!("pubstructA{{puba:{name},}}"));
}

#[test]
fn nothing_within_braces_is_one_line() {
    assert_eq!(lines(|lines| lines.block("pub struct Empty", |_| {})), "pub struct Empty {}\n");
}

#[test]
fn a_line_break_does_not_end_a_doc_comment() {
    assert_eq!(lines(|lines| lines.doc("one\r\ntwo \n\nthree")), "/// one\n///\n/// two\n///\n/// three\n");
}
