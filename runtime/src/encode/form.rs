//! Every typed body is first written as JSON text, by the one generic step of sending; forms are then
//! made from that text. So a type is compiled against one serialiser whatever its encoding.

use crate::encode::parts::{self, Parts};
use crate::encode::style::ParameterStyle;
use crate::value::secret::noting_secrets;
use serde::Serialize;

/// The only generic step of sending. Gives the secrets of the value too.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> (Result<Vec<u8>, String>, Vec<String>) {
    let (json, secrets) = noting_secrets(|| serde_json::to_vec(value));
    (json.map_err(|error| format!("the body cannot be written: {error}")), secrets)
}

/// What a form holds of a struct or map: null sends nothing; the fields that `styles` names are written so,
/// the others as [`ParameterStyle::Deep`].
pub(crate) fn form_pairs(json: &[u8], styles: Styles<'_>) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for (name, value) in fields(json)? {
        let own = styles.iter().find(|(known, _)| *known == name);
        parts::push_pairs(&name, &value, own.map_or(ParameterStyle::Deep, |(_, style)| *style), &mut pairs);
    }
    Ok(pairs)
}

/// The fields of a struct or map, in their order; null has none.
pub(crate) fn fields(json: &[u8]) -> Result<Vec<(String, Parts)>, String> {
    match Parts::read(json)? {
        Parts::Fields(fields) => Ok(fields),
        Parts::Null => Ok(Vec::new()),
        _ => Err("only a struct or map can be sent as a form".to_owned()),
    }
}

/// How fields of a form are written, by name.
pub(crate) type Styles<'a> = &'a [(&'a str, ParameterStyle)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_fields_keep_their_order_and_absent_ones_vanish() {
        let json = br#"{"user":"a@b.c","totp":null,"n":1.5,"ids":[1,2],"a":{"b":"c d&"}}"#;
        let written = |styles| {
            let pairs = form_pairs(json, styles).unwrap().into_iter();
            pairs.map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>()
        };
        assert_eq!(written(&[]), ["user=a@b.c", "n=1.5", "ids=1", "ids=2", "a[b]=c d&"]);
        let styles = [("ids", ParameterStyle::EmptyBrackets), ("a", ParameterStyle::Json)];
        assert_eq!(written(&styles), ["user=a@b.c", "n=1.5", "ids[]=1", "ids[]=2", r#"a={"b":"c d&"}"#]);
        assert!(form_pairs(b"[1]", &[]).is_err());
    }
}
