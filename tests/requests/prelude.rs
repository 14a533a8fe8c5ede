// What the expressions of `tests/build/typed.rs` are written with.

#[allow(dead_code)]
fn text(text: &str) -> String {
    text.to_owned()
}

#[allow(dead_code)]
fn secret(text: &str) -> api::Secret {
    text.into()
}

#[allow(dead_code)]
fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("it has the form of its type")
}

#[allow(dead_code)]
fn bytes(text: &'static str) -> api::Bytes {
    api::Bytes::from_static(text.as_bytes())
}

#[allow(dead_code)]
fn json(text: &str) -> api::Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// The file of `@me.png`, or one that holds that text.
#[allow(dead_code)]
fn upload(text: &str) -> api::Upload {
    let Some(name) = text.strip_prefix('@').and_then(|file| file.split(';').next()) else {
        return api::Upload::from_bytes(text.as_bytes().to_vec());
    };
    let base = name.rsplit('/').next().unwrap_or(name).to_owned();
    api::Upload::from_bytes(format!("content of {name}").into_bytes()).named(base)
}
